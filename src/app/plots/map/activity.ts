/** How active each square of the map was of late: every spike counts 1 and fades away; a square has the mean of its cells. */
import type { RunPicture } from '../run-view.ts';
import type { MapLayout } from './layout.ts';

/** Time in which a spike fades to 1/e, ms. */
export const fade = 20;
/** What is older than this is not looked at, ms. */
const memory = 6 * fade;
/** Spikes looked at in one go; of more, the latest. About 5 ms. */
const most = 400_000;

export class Activity {
  readonly levels: Float32Array;
  readonly #layout: MapLayout;
  readonly #share: Float32Array;
  #record: RunPicture | undefined;
  #epoch = -1;
  /** The levels are those at this step. */
  #step = 0;

  constructor(layout: MapLayout) {
    this.#layout = layout;
    this.levels = new Float32Array(layout.bins);
    this.#share = new Float32Array(layout.bins);
    for (const block of layout.blocks)
      for (let bin = block.bin; bin < block.bin + block.bins; bin++) {
        const { from, to } = layout.cellsOf(bin);
        this.#share[bin] = 1 / (to - from);
      }
  }

  /**
   * Sets the levels to those before step `step` is run. Continuing from where they are costs what came since; going elsewhere costs the
   * spikes of the last 120 ms. Neither depends on how long the run is.
   */
  show(record: RunPicture, step: number): void {
    const { dt } = record;
    const levels = this.levels;
    const before = Math.max(0, step - Math.ceil(memory / dt));
    let from = this.#step;
    if (record !== this.#record || record.epoch !== this.#epoch || step < from || from < before) {
      levels.fill(0);
      from = before;
    } else if (step > from) {
      const factor = Math.exp((-(step - from) * dt) / fade);
      for (let bin = 0; bin < levels.length; bin++) levels[bin]! *= factor;
    }
    this.#record = record;
    this.#epoch = record.epoch;
    this.#step = step;
    const end = record.spikes.place(step);
    const { steps, cells } = record.spikes.spikes(Math.max(record.spikes.place(from), end - most), end);
    const { table, cells: count } = this.#layout;
    let last = -1;
    let weight = 0;
    for (let k = 0; k < steps.length; k++) {
      const cell = cells[k]!;
      // Stimulus sources are not on the map.
      if (cell >= count) continue;
      if (steps[k] !== last) {
        last = steps[k]!;
        weight = Math.exp((-(step - last) * dt) / fade);
      }
      const bin = table[cell]!;
      levels[bin]! += weight * this.#share[bin]!;
    }
  }

  /** Mean rate of the cells of a block over about the last 20 ms, Hz. */
  rate(first: number, bins: number): number {
    let sum = 0;
    let count = 0;
    for (let bin = first; bin < first + bins; bin++) {
      const cells = 1 / this.#share[bin]!;
      sum += this.levels[bin]! * cells;
      count += cells;
    }
    return count === 0 ? 0 : (1000 * sum) / (fade * count);
  }
}

/** Spikes of the cells from ≤ c < to during the last `span` ms before `step`. */
export function recentSpikes(
  record: RunPicture,
  step: number,
  cells: { readonly from: number; readonly to: number },
  span: number,
): number {
  const end = record.spikes.place(step);
  const start = Math.max(record.spikes.place(Math.max(0, step - Math.round(span / record.dt))), end - most);
  const who = record.spikes.spikes(start, end).cells;
  let count = 0;
  for (let k = 0; k < who.length; k++) if (who[k]! >= cells.from && who[k]! < cells.to) count++;
  return count;
}
