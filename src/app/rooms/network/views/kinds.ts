/** What the views of spikes show, and in which units. */
import type { SpikeKind } from '../../../../live/index.ts';

export interface SpikeViewKind {
  /** For those who cannot see it. */
  readonly name: string;
  readonly x: string;
  readonly y: string;
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** What is counted. */
  readonly of: string;
  readonly unit: string;
  /** Name of the number written as the median; a spectrum has the place of its peak there. */
  readonly middle: string;
  readonly digits: number;
  /** One sentence. */
  readonly note: string;
}

export const spikeViews: Readonly<Record<SpikeKind, SpikeViewKind>> = {
  isi: {
    name: 'Histogram of the intervals between spikes of a cell',
    x: 'interval (ms)',
    y: 'share (%)',
    logX: true,
    of: 'intervals',
    unit: 'ms',
    middle: 'median',
    digits: 1,
    note: 'All intervals of all cells, in bins of equal ratio.',
  },
  rate: {
    name: 'Histogram of rates over cells',
    x: 'rate of a cell (Hz)',
    y: 'share of cells (%)',
    of: 'cells',
    unit: 'Hz',
    middle: 'median',
    digits: 1,
    note: 'One value per cell, silent cells too.',
  },
  cv: {
    name: 'Histogram of the CV of intervals over cells',
    x: 'CV of a cell’s intervals',
    y: 'share of cells (%)',
    of: 'cells',
    unit: '',
    middle: 'median',
    digits: 2,
    note: 'Cells with at least five intervals. 0 like a clock, 1 like chance, above 1 in bursts.',
  },
  correlation: {
    name: 'Histogram of pairwise correlations of spike counts',
    x: 'correlation of a pair',
    y: 'share of pairs (%)',
    of: 'pairs',
    unit: '',
    middle: 'median',
    digits: 3,
    note: 'Counts in 2 ms bins, all pairs of 200 cells drawn from each group.',
  },
  spectrum: {
    name: 'Power spectrum of the population rates',
    x: 'frequency (Hz)',
    y: 'power (Hz²/Hz)',
    logY: true,
    of: 'ms of rate',
    unit: 'Hz',
    middle: 'peak at',
    digits: 0,
    note: 'Of the mean rate per cell in 1 ms bins, by Welch’s method with Hann windows.',
  },
};
