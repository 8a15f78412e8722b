/** What an engine says of itself, passed on by whoever stands before one. */
import type { BackendName, Engine } from './engine.ts';

export class Said {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get backend(): BackendName {
    return this.#engine.backend;
  }
  get adapter(): string {
    return this.#engine.adapter;
  }
  get software(): boolean {
    return this.#engine.software;
  }
  get strategy(): string {
    return this.#engine.strategy;
  }
  get code(): string | undefined {
    return this.#engine.code;
  }
  get dispatchesPerStep(): number {
    return this.#engine.dispatchesPerStep;
  }
  get step(): number {
    return this.#engine.step;
  }
}
