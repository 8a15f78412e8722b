/** Distributions over cells and pairs: what two simulators are compared by. */
import { noMore } from '../no-more.ts';
import { type CorrelationOptions, pairCorrelations } from './correlation.ts';
import { cellCvs } from './intervals.ts';
import { ksDistance } from './kolmogorov-smirnov.ts';
import { cellRates } from './rates.ts';
import type { CellRange, Spikes, StepWindow } from './spikes.ts';

export interface Distributions {
  /** Rate of each cell, Hz. */
  readonly rates: Float64Array;
  /** ISI CV of each cell with at least five intervals. */
  readonly cvs: Float64Array;
  /** Correlation of spike counts of each pair of a sample of cells. */
  readonly correlations: Float64Array;
}

/** The three distributions by which spiking networks are judged (Gutzen et al. 2018). `dt` in ms. */
export function distributions(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  options: CorrelationOptions = {},
  ...more: undefined[]
): Distributions {
  noMore('distributions', 'spikes, a range, a window, dt and options', more);
  return {
    rates: cellRates(spikes, range, window, dt),
    cvs: cellCvs(spikes, range, window).filter((cv) => !Number.isNaN(cv)),
    correlations: pairCorrelations(spikes, range, window, dt, options),
  };
}

/** Kolmogorov–Smirnov distances of each of the three; null where one side is empty. */
export function distances(
  a: Distributions,
  b: Distributions,
  ...more: undefined[]
): { [K in keyof Distributions]: number | null } {
  noMore('distances', 'two distributions', more);
  return {
    rates: ksDistance(a.rates, b.rates),
    cvs: ksDistance(a.cvs, b.cvs),
    correlations: ksDistance(a.correlations, b.correlations),
  };
}
