/** States of a run to go back to: after a lost device, or to take an intervention back. */
import type { Checkpoint, SpikeBlock } from '../index.ts';
import type { ParameterValues } from './live-parameters.ts';
import type { NetworkVariant } from './network-variants.ts';
import type { Trace } from './types.ts';

export interface Saved {
  readonly step: number;
  /** Interventions done by then. */
  readonly done: number;
  readonly variant: NetworkVariant;
  readonly values: ParameterValues;
  /** Undefined: the start of the variant. */
  readonly checkpoint: Checkpoint | undefined;
}

/** What was recorded between two saved states. A trace continues where that of the part before ended, or stands in its place. */
export interface RecordPart {
  readonly spikes: SpikeBlock;
  readonly traces: readonly Trace[];
}

/** Wall time between two, ms. */
const INTERVAL = 1500;
/** Share of the run's wall time that taking them may cost. */
const SHARE = 0.05;
const MOST = 16;
const MOST_BYTES = 128 * 2 ** 20;

export class Checkpoints {
  #start: Saved;
  #list: Saved[] = [];
  #due = 0;

  constructor(start: Saved) {
    this.#start = start;
  }

  get start(): Saved {
    return this.#start;
  }

  /** Whether it is time for the next; `now` in ms. */
  due(now: number): boolean {
    return now >= this.#due;
  }

  /** Notes a state that took `cost` ms to save. Of many, those of the far past are thinned out. */
  add(saved: Saved, now: number, cost: number): void {
    this.#due = now + Math.max(INTERVAL, cost / SHARE);
    this.#list.push(saved);
    const most = Math.max(1, Math.min(MOST, Math.floor(MOST_BYTES / bytesOf(saved))));
    if (this.#list.length > most)
      this.#list = most === 1 ? [saved] : this.#list.filter((_, k, list) => k % 2 === 1 || k >= list.length - 2);
  }

  /** The latest from which `step` can be reached. */
  before(step: number): Saved {
    return this.#list.findLast((s) => s.step <= step) ?? this.#start;
  }

  /** Drops what lies after `step` or counts on more than `done` interventions. */
  forget(step: number, done: number): void {
    this.#list = this.#list.filter((s) => s.step <= step && s.done <= done);
  }

  restart(start: Saved): void {
    this.#start = start;
    this.#list = [];
  }
}

export function bytesOf({ checkpoint }: Saved): number {
  if (checkpoint === undefined) return 1;
  const weights = (checkpoint.weights ?? []).reduce((n, w) => n + (w?.byteLength ?? 0), 0);
  return checkpoint.columns.flat().reduce((n, c) => n + c.byteLength, checkpoint.accumulators.byteLength + weights);
}
