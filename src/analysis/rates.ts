/** Firing rates. */
import { type CellRange, eachSpike, type Spikes, type StepWindow, spikeCounts } from './spikes.ts';

/** Duration of a window, s. */
const seconds = (window: StepWindow, dt: number): number => ((window.to - window.from) * dt) / 1000;

/** Mean rate of the cells of a range, Hz; null without cells or time. `dt` in ms. */
export function meanRate(spikes: Spikes, range: CellRange, window: StepWindow, dt: number): number | null {
  let n = 0;
  eachSpike(spikes, range, window, () => {
    n++;
  });
  const over = range.count * seconds(window, dt);
  return over > 0 ? n / over : null;
}

/** Rate of each cell of a range, Hz. `dt` in ms. */
export function cellRates(spikes: Spikes, range: CellRange, window: StepWindow, dt: number): Float64Array {
  const over = seconds(window, dt);
  return Float64Array.from(spikeCounts(spikes, range, window), (n) => n / over);
}

/** Share of the cells of a range that do not spike in the window, 0 to 1; null without cells. */
export function silentFraction(spikes: Spikes, range: CellRange, window: StepWindow): number | null {
  if (range.count === 0) return null;
  return spikeCounts(spikes, range, window).reduce((n, c) => n + (c === 0 ? 1 : 0), 0) / range.count;
}

/** Steps of `dt` (ms) in a bin of `binMs`: whole ones, at least one. */
export const binSteps = (binMs: number, dt: number): number => Math.max(1, Math.round(binMs / dt));

/** Spikes of the whole range in each bin of `bin` steps; a last bin that the window does not fill is left out. */
export function populationCounts(spikes: Spikes, range: CellRange, window: StepWindow, bin: number): Float64Array {
  const bins = Math.max(0, Math.floor((window.to - window.from) / bin));
  const counts = new Float64Array(bins);
  eachSpike(spikes, range, { from: window.from, to: window.from + bins * bin }, (step) => {
    counts[Math.floor((step - window.from) / bin)]!++;
  });
  return counts;
}

export interface RateHistogram {
  /** Start of each bin, ms. */
  readonly times: Float64Array;
  /** Mean rate per cell in it, Hz. */
  readonly rates: Float64Array;
}

/** Population rate in bins of `binMs` (rounded to whole steps, at least one). `dt` in ms. */
export function rateHistogram(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  binMs: number,
): RateHistogram {
  const bin = binSteps(binMs, dt);
  const counts = populationCounts(spikes, range, window, bin);
  const over = range.count * ((bin * dt) / 1000);
  return {
    times: Float64Array.from(counts, (_, k) => (window.from + k * bin) * dt),
    rates: counts.map((n) => (over > 0 ? n / over : 0)),
  };
}
