/** Inter-spike intervals (ISI). */
import { noMore } from '../no-more.ts';
import { median } from './moments.ts';
import { byCell, type CellRange, type Spikes, type StepWindow } from './spikes.ts';

/** A cell's CV is taken from at least this many intervals. */
export const MIN_INTERVALS = 5;

/** All intervals of all cells of the range, ms, cell by cell. `dt` in ms. */
export function intervals(spikes: Spikes, range: CellRange, window: StepWindow, dt: number): Float64Array {
  const { rows, steps } = byCell(spikes, range, window);
  const out = new Float64Array(steps.length);
  let n = 0;
  for (let cell = 0; cell < range.count; cell++)
    for (let k = rows[cell]! + 1; k < rows[cell + 1]!; k++) out[n++] = (steps[k]! - steps[k - 1]!) * dt;
  return out.slice(0, n);
}

/** Median of all intervals, ms; null without any. `dt` in ms. */
export const medianInterval = (spikes: Spikes, range: CellRange, window: StepWindow, dt: number): number | null =>
  median(intervals(spikes, range, window, dt));

/**
 * Coefficient of variation (standard deviation with divisor n ÷ mean) of each cell's intervals; NaN for cells with fewer than
 * `least` of them.
 */
export function cellCvs(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  least: number = MIN_INTERVALS,
): Float64Array {
  const { rows, steps } = byCell(spikes, range, window);
  const out = new Float64Array(range.count);
  for (let cell = 0; cell < range.count; cell++) {
    const from = rows[cell]!;
    const to = rows[cell + 1]!;
    const n = to - from - 1;
    if (n < Math.max(1, least)) {
      out[cell] = Number.NaN;
      continue;
    }
    const mean = (steps[to - 1]! - steps[from]!) / n;
    let squares = 0;
    for (let k = from + 1; k < to; k++) squares += (steps[k]! - steps[k - 1]! - mean) ** 2;
    out[cell] = Math.sqrt(squares / n) / mean;
  }
  return out;
}

/** Mean CV over the cells with at least five intervals; null where there is none. */
export function meanCv(spikes: Spikes, range: CellRange, window: StepWindow, ...more: undefined[]): number | null {
  noMore('meanCv', 'spikes, a range and a window', more);
  const cvs = cellCvs(spikes, range, window).filter((cv) => !Number.isNaN(cv));
  return cvs.length > 0 ? cvs.reduce((a, cv) => a + cv, 0) / cvs.length : null;
}
