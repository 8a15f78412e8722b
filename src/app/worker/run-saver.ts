/** Decides when a run is worth keeping, and keeps it: the state, and the spikes and traces that are new since the last time. */

import { bytesOf, type LiveRun, type Saved, type Trace } from '../../live/index.ts';
import { type RunStore, thisBuild } from './run-database.ts';

/** Wall time after which a run is worth keeping, and between two states of it; ms. */
const FIRST = 4000;
const INTERVAL = 10_000;
/** Largest state with its spikes; longer runs are not kept. */
const MOST_BYTES = 256 * 2 ** 20;
/** Of which the traces may have so much: 9 min of three cells at 0.1 ms. Longer ones begin anew where the run is taken up. */
const MOST_TRACE_BYTES = 64 * 2 ** 20;

export class RunSaver {
  readonly #store: RunStore;
  #live: LiveRun | undefined;
  #epoch = 0;
  /** Spikes that are written. */
  #count = 0;
  /** Of each traced cell, the steps whose values are written: `from` ≤ k < `to`. */
  #traced: ReadonlyMap<number, { readonly from: number; readonly to: number }> = new Map();
  #traceBytes = 0;
  #due = 0;
  /** Whether anything is written. */
  #written = false;
  #work: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(store: RunStore) {
    this.#store = store;
  }

  /** Another run takes the place of the one that was kept. */
  begin(live: LiveRun, now: number): void {
    if (this.#written) this.#then(() => this.#store.forget(this.#store.id));
    this.#live = live;
    this.#epoch = live.epoch;
    this.#count = 0;
    this.#written = false;
    this.#due = now + FIRST;
  }

  /** Whether a state that is saved now would be kept; `now` in ms. */
  due(now: number): boolean {
    return now >= this.#due && !this.#busy;
  }

  /** Keeps a state that was saved just now. The run does not wait for it. */
  keep(live: LiveRun, saved: Saved, now: number): void {
    if (live !== this.#live || this.#busy) return;
    const { record, epoch } = live;
    const whole = !this.#written || epoch !== this.#epoch || this.#count > record.count;
    this.#due = now + INTERVAL;
    const bytes = bytesOf(saved) + 8 * record.count;
    if (bytes > MOST_BYTES) {
      this.#due = Number.POSITIVE_INFINITY;
      this.#then(() => this.#store.forget(this.#store.id));
      return;
    }
    const spikes = record.spikes(whole ? 0 : this.#count);
    const { begun, plan, cells, simulation } = live;
    const kept = {
      id: this.#store.id,
      build: thisBuild,
      at: Date.now(),
      experiment: begun,
      plan: [...plan.done, ...plan.pending],
      cells,
      backend: simulation.backend,
      step: saved.step,
    };
    const traces = this.#newTraces(live, whole, Math.min(MOST_TRACE_BYTES, MOST_BYTES - bytes));
    this.#written = true;
    this.#epoch = epoch;
    this.#count = record.count;
    this.#then(() => this.#store.keep(kept, saved, { spikes, traces }, whole));
  }

  /** What is not written yet; a cell that was not traced all the while is written whole. Nothing more once there is no room for all. */
  #newTraces({ traces }: LiveRun, whole: boolean, room: number): Trace[] {
    if (whole) this.#traceBytes = 0;
    const written = whole ? undefined : this.#traced;
    const lines = traces.views();
    const parts = lines.map(({ cell, firstStep, values }): Trace => {
      const known = written?.get(cell);
      const start = known?.from === firstStep ? known.to : firstStep;
      return { cell, firstStep: start, values: values.subarray(start - firstStep) };
    });
    this.#traced = new Map(lines.map((l) => [l.cell, { from: l.firstStep, to: l.firstStep + l.values.length }]));
    this.#traceBytes += parts.reduce((n, { values }) => n + values.byteLength, 0);
    return this.#traceBytes > room ? [] : parts;
  }

  /** What the disk does not take is not kept, and the run continues. */
  #then(work: () => Promise<void>): void {
    this.#busy = true;
    this.#work = this.#work
      .then(work)
      .catch(() => {
        this.#due = Number.POSITIVE_INFINITY;
      })
      .then(() => {
        this.#busy = false;
      });
  }
}
