/** What all statistics read: spikes as parallel arrays, cells as ranges, time as steps. */
import { partitionPoint } from './partition-point.ts';

/** Spikes sorted by step, then cell. */
export interface Spikes {
  /** Number of the step of each spike; its time is step × dt. */
  readonly steps: Uint32Array;
  /** Network-wide index of its cell. */
  readonly cells: Uint32Array;
}

/** A range of cells. */
export interface CellRange {
  /** Network-wide index of its first cell. */
  readonly first: number;
  readonly count: number;
}

/** Steps from ≤ k < to. */
export interface StepWindow {
  readonly from: number;
  readonly to: number;
}

/** Spikes of a range of cells, cell by cell. */
export interface SpikesByCell {
  /** Row pointers: spikes of cell i of the range are steps[rows[i]] … steps[rows[i + 1] − 1], ascending. */
  readonly rows: Uint32Array;
  readonly steps: Uint32Array;
}

/** Calls `visit` for each spike of the range within the window; `cell` counts from 0 within the range. */
export function eachSpike(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  visit: (step: number, cell: number) => void,
): void {
  const { steps, cells } = spikes;
  const first = partitionPoint(steps.length, (k) => steps[k]! < window.from);
  for (let k = first; k < steps.length; k++) {
    const step = steps[k]!;
    if (step >= window.to) return;
    const cell = cells[k]! - range.first;
    if (cell >= 0 && cell < range.count) visit(step, cell);
  }
}

/** Number of spikes of each cell of the range. */
export function spikeCounts(spikes: Spikes, range: CellRange, window: StepWindow): Uint32Array {
  const counts = new Uint32Array(range.count);
  eachSpike(spikes, range, window, (_step, cell) => {
    counts[cell]!++;
  });
  return counts;
}

/** The spikes sorted by cell (counting sort). */
export function byCell(spikes: Spikes, range: CellRange, window: StepWindow): SpikesByCell {
  const counts = spikeCounts(spikes, range, window);
  const rows = new Uint32Array(range.count + 1);
  for (let i = 0; i < counts.length; i++) rows[i + 1] = rows[i]! + counts[i]!;
  const next = rows.slice(0, range.count);
  const steps = new Uint32Array(rows[range.count]!);
  eachSpike(spikes, range, window, (step, cell) => {
    steps[next[cell]!++] = step;
  });
  return { rows, steps };
}
