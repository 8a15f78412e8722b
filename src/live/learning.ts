/** How plastic weights continue in the course of a run: mean and deviation at equal intervals. */
import { moments } from '../index.ts';
import type { WeightSample, Weights } from './types.ts';

/** Samples in the duration of a run. */
const samples = 200;

export class Learning {
  /** Steps from one sample to the next. */
  readonly every: number;
  #samples: WeightSample[] = [];

  /** `steps`: of the duration of the run. */
  constructor(steps: number) {
    this.every = Math.max(1, Math.ceil(steps / samples));
  }

  /** Whether the weights at `step` are still to be sampled. */
  due(step: number): boolean {
    return step % this.every === 0 && (this.#samples.at(-1)?.step ?? -1) < step;
  }

  /** Steps from `step` to the next that is due. */
  ahead(step: number): number {
    return this.every - (step % this.every);
  }

  take(step: number, weights: readonly Weights[]): WeightSample {
    const found = weights.map(({ values }) => moments(values));
    const sample: WeightSample = {
      step,
      means: found.map((m) => m?.mean ?? Number.NaN),
      sds: found.map((m) => Math.sqrt(m?.variance ?? Number.NaN)),
    };
    this.#samples.push(sample);
    return sample;
  }

  /** Forgets what came after `step`; at `step` itself the weights are as they were. */
  truncate(step: number): void {
    this.#samples = this.#samples.filter((sample) => sample.step <= step);
  }

  clear(): void {
    this.#samples = [];
  }
}
