/** What is measured of the networks of a sweep, and how its numbers are written. */
import type { Measures } from '../../index.ts';

export interface Measure {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  /** One sentence. */
  readonly meaning: string;
  readonly of: (m: Measures) => number | null;
  readonly text: (value: number) => string;
  /** Whether a wide span of values is coloured by its logarithm. */
  readonly logarithmic?: boolean;
}

const digits = (value: number): string =>
  Math.abs(value) >= 99.95 ? value.toFixed(0) : Math.abs(value) >= 9.995 ? value.toFixed(1) : value.toFixed(2);

/** Mean rate of a group; 'all' for all cells. */
export const rateOf = (group: string): Measure => ({
  key: 'rate',
  title: group === 'all' ? 'rate' : `rate of ${group}`,
  unit: 'Hz',
  meaning: 'spikes per cell and second, after the transient',
  of: (m) => m.rates[group] ?? null,
  text: digits,
  logarithmic: true,
});

const cv: Measure = {
  key: 'cv',
  title: 'CV of intervals',
  unit: '',
  meaning:
    'standard deviation of a cell’s intervals ÷ their mean, over cells: 0 like a clock, 1 like chance, above 1 in bursts',
  of: (m) => m.cv,
  text: digits,
};

const synchrony: Measure = {
  key: 'synchrony',
  title: 'synchrony χ',
  unit: '',
  meaning: 'how far cells fire together, in 5 ms bins: 0 each for itself, 1 all as one',
  of: (m) => m.synchrony,
  text: (v) => v.toFixed(v < 0.1 ? 3 : 2),
};

const silent: Measure = {
  key: 'silent',
  title: 'silent cells',
  unit: '%',
  meaning: 'share of cells without a spike after the transient',
  of: (m) => 100 * m.silent,
  text: (v) => v.toFixed(v < 9.95 ? 1 : 0),
};

const firstSpike: Measure = {
  key: 'first-spike',
  title: 'first spike',
  unit: 'ms',
  meaning: 'time of the first spike of all',
  of: (m) => m.firstSpike,
  text: digits,
};

export const measuresFor = (group: string): readonly Measure[] => [rateOf(group), cv, synchrony, silent, firstSpike];

/** Mean over the networks of a point that have a value, with the standard deviation (divisor n − 1) of more than one. */
export function pooled(
  measure: Measure,
  all: readonly Measures[],
): { mean: number; sd: number | undefined } | undefined {
  const values = all.map(measure.of).filter((v): v is number => v !== null && Number.isFinite(v));
  if (values.length === 0) return undefined;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length === 1) return { mean, sd: undefined };
  return { mean, sd: Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1)) };
}
