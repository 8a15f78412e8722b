/** How far cells fire together: statistics of the population's spike counts. */
import { moments } from './moments.ts';
import { binSteps, populationCounts } from './rates.ts';
import type { CellRange, Spikes, StepWindow } from './spikes.ts';

/**
 * CV of the population count in bins of `binMs`: standard deviation (divisor n) ÷ mean over bins. For N independent cells it falls as
 * 1/√N; a count that the whole population shares keeps it up. Null without spikes or bins. `dt` in ms.
 */
export function populationCv(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  binMs = 5,
): number | null {
  const m = moments(populationCounts(spikes, range, window, binSteps(binMs, dt)));
  return m && m.mean > 0 ? Math.sqrt(m.variance) / m.mean : null;
}

/**
 * Fano factor of the population count in bins of `binMs`: variance (divisor n) ÷ mean over bins. 1 for independent Poisson cells whatever
 * their number; it grows with N times the mean correlation. Null without spikes or bins. `dt` in ms.
 */
export function populationFano(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  binMs = 1,
): number | null {
  const m = moments(populationCounts(spikes, range, window, binSteps(binMs, dt)));
  return m && m.mean > 0 ? m.variance / m.mean : null;
}

/**
 * Synchrony χ of spike counts after Golomb & Rinzel 1993 (there of voltages): √(variance of the mean count over cells ÷ mean over cells of
 * the variance of each cell's count), in bins of `binMs`. 1 where all cells do the same, about 1/√N for independent cells. Null where no
 * cell's count varies. `dt` in ms.
 */
export function synchrony(spikes: Spikes, range: CellRange, window: StepWindow, dt: number, binMs = 5): number | null {
  const bin = binSteps(binMs, dt);
  const counts = populationCounts(spikes, range, window, bin);
  const m = moments(counts);
  if (!m) return null;
  const single = sumOfCellVariances(spikes, range, window, bin, counts.length);
  // variance of the mean = variance / N², mean of variances = single / N.
  return single > 0 ? Math.sqrt(m.variance / range.count / single) : null;
}

/** Σ over cells of the variance over bins of the cell's count. Spikes come in order of time, so a cell's bin is open until the next. */
function sumOfCellVariances(spikes: Spikes, range: CellRange, window: StepWindow, bin: number, bins: number): number {
  const total = new Float64Array(range.count);
  const squares = new Float64Array(range.count);
  const open = new Float64Array(range.count);
  const openBin = new Int32Array(range.count).fill(-1);
  const { steps, cells } = spikes;
  for (let k = 0; k < steps.length; k++) {
    const at = Math.floor((steps[k]! - window.from) / bin);
    const cell = cells[k]! - range.first;
    if (at < 0 || at >= bins || cell < 0 || cell >= range.count) continue;
    if (openBin[cell] !== at) {
      squares[cell]! += open[cell]! ** 2;
      open[cell] = 0;
      openBin[cell] = at;
    }
    open[cell]!++;
    total[cell]!++;
  }
  let sum = 0;
  for (let i = 0; i < range.count; i++) sum += (squares[i]! + open[i]! ** 2) / bins - (total[i]! / bins) ** 2;
  return sum;
}
