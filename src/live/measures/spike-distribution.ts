/** Distributions over intervals, cells and pairs, and spectra, of the spikes of a window. */
import { linear, logarithmic, stepped, summary } from '../../analysis/histogram.ts';
import {
  cellCvs,
  cellRates,
  intervals,
  pairCorrelations,
  powerSpectrum,
  rateHistogram,
  type SpikeBlock,
} from '../../index.ts';

const spikeKinds = ['isi', 'rate', 'cv', 'correlation', 'spectrum'] as const;
export type SpikeKind = (typeof spikeKinds)[number];

/** Cells of one group, by network-wide numbers. */
interface GroupRange {
  readonly name: string;
  readonly first: number;
  readonly count: number;
}

export interface SpikeViewInput {
  readonly kind: SpikeKind;
  /** Steps from ≤ k < to. */
  readonly from: number;
  readonly to: number;
  /** ms */
  readonly dt: number;
  readonly groups: readonly GroupRange[];
}

/** One curve per group. */
export interface DistributionCurves {
  readonly lines: readonly {
    readonly group: string;
    /** Corners of the steps of a histogram, or points of a spectrum. */
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** How many values it is of. */
    readonly count: number;
    readonly mean: number;
    readonly median: number;
  }[];
}

type Line = DistributionCurves['lines'][number];
/** With the spikes of the window, by step, then cell. */
type Windowed = SpikeViewInput & SpikeBlock;

/**
 * One curve per group: a histogram of intervals (ms), rates (Hz), CVs or pairwise correlations, in % of all values and on bins that the
 * groups share, or the power spectrum of the group's rate (Hz²/Hz over Hz; `median` is the frequency of its peak).
 */
export function spikeDistribution(input: Windowed): DistributionCurves {
  const { kind, groups } = input;
  if (kind === 'spectrum') return { lines: groups.map((group) => spectrum(input, group)) };
  const values = groups.map((group) => valuesOf(kind, input, group));
  const edges = edgesOf(kind, values, input.dt);
  return {
    lines: groups.map(
      (group, g): Line => ({ group: group.name, ...stepped(values[g]!, edges), ...summary(values[g]!) }),
    ),
  };
}

function valuesOf(kind: Exclude<SpikeKind, 'spectrum'>, input: Windowed, group: GroupRange): Float64Array {
  const { dt, from, to } = input;
  const window = { from, to };
  switch (kind) {
    case 'isi':
      return intervals(input, group, window, dt);
    case 'rate':
      return cellRates(input, group, window, dt);
    case 'cv':
      return cellCvs(input, group, window).filter((cv) => !Number.isNaN(cv));
    case 'correlation':
      return pairCorrelations(input, group, window, dt);
  }
}

/** One set of bins for all groups. */
function edgesOf(kind: Exclude<SpikeKind, 'spectrum'>, values: readonly Float64Array[], dt: number): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of values)
    for (const v of list) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  if (!(high >= low)) [low, high] = [0, 1];
  if (kind === 'isi') return logarithmic(Math.max(dt, low) * 0.999, Math.max(2 * dt, high) * 1.001, 50);
  if (kind === 'correlation') return linear(low, high === low ? low + 0.1 : high, 60);
  return linear(0, high > 0 ? high : 1, 50);
}

/** Of the group's rate in bins of 1 ms, Hz²/Hz. */
function spectrum(input: Windowed, group: GroupRange): Line {
  const { dt, from, to } = input;
  const { rates } = rateHistogram(input, group, { from, to }, dt, 1);
  // At least three half-overlapping pieces where there is so much, so that the estimate is not one ragged periodogram.
  const segment = Math.min(1024, 2 ** Math.floor(Math.log2(Math.max(2, rates.length / 2))));
  const { frequencies, power } = powerSpectrum(rates, 1, segment);
  // The mean is taken out of every piece, so the first value says nothing.
  const [x, y] = [frequencies.subarray(1).slice(), power.subarray(1).slice()];
  const peak = y.reduce((best, p, k) => (p > y[best]! ? k : best), 0);
  return {
    group: group.name,
    x,
    y,
    count: rates.length,
    mean: rates.reduce((a, b) => a + b, 0) / Math.max(1, rates.length),
    median: x[peak] ?? Number.NaN,
  };
}
