/** Two runs beside one another: equal, or where they part and how far they are. */
import { noMore } from '../no-more.ts';
import { intervals } from './intervals.ts';
import { ksDistance } from './kolmogorov-smirnov.ts';
import { matchSpikes } from './match.ts';
import { cellRates, meanRate } from './rates.ts';
import type { Spikes } from './spikes.ts';

export interface SpikeDifference {
  readonly equal: boolean;
  /** The first spike that one of them has and the other has not. */
  readonly first_difference: { readonly step: number; readonly neuron: number; readonly only_in: 'a' | 'b' } | null;
  /** Numbers of spikes, and of those that both have: in the same step, and paired within the tolerance. */
  readonly spikes: { readonly a: number; readonly b: number; readonly common: number; readonly near: number };
  /** Steps up to which a pair may lie apart to count as near. */
  readonly tolerance_steps: number;
  /** Mean rates per cell, Hz. */
  readonly rate_hz: { readonly a: number | null; readonly b: number | null };
  /** Kolmogorov–Smirnov distances, 0 to 1, of the cells' rates and of the intervals between spikes; null where there are none. */
  readonly distance: { readonly rates: number | null; readonly intervals: number | null };
}

/** `cells`: numbers from 0; `steps`: of the runs, whose spikes lie before; `dt` in ms; `tolerance` in steps. */
export function spikeDifference(
  a: Spikes,
  b: Spikes,
  { cells, steps, dt, tolerance }: { cells: number; steps: number; dt: number; tolerance: number },
): SpikeDifference {
  const window = { from: 0, to: steps };
  const range = { first: 0, count: cells };
  const exact = matchSpikes(a, b, cells, window, 0);
  const first = firstDifference(a, b);
  return {
    equal: first === null,
    first_difference: first,
    spikes: {
      a: exact.a,
      b: exact.b,
      common: exact.matched,
      near: matchSpikes(a, b, cells, window, tolerance).matched,
    },
    tolerance_steps: tolerance,
    rate_hz: { a: meanRate(a, range, window, dt), b: meanRate(b, range, window, dt) },
    distance: {
      rates: ksDistance(cellRates(a, range, window, dt), cellRates(b, range, window, dt)),
      intervals: ksDistance(intervals(a, range, window, dt), intervals(b, range, window, dt)),
    },
  };
}

/** The first spike that one of two runs has and the other has not; both by step, then cell. Null where they are equal. */
export function firstDifference(a: Spikes, b: Spikes, ...more: undefined[]): SpikeDifference['first_difference'] {
  noMore('firstDifference', 'two records', more);
  const most = Math.min(a.steps.length, b.steps.length);
  let k = 0;
  while (k < most && a.steps[k] === b.steps[k] && a.cells[k] === b.cells[k]) k++;
  if (k === a.steps.length && k === b.steps.length) return null;
  const inA = { step: a.steps[k] ?? Number.POSITIVE_INFINITY, neuron: a.cells[k] ?? 0 };
  const inB = { step: b.steps[k] ?? Number.POSITIVE_INFINITY, neuron: b.cells[k] ?? 0 };
  const isA = inA.step < inB.step || (inA.step === inB.step && inA.neuron < inB.neuron);
  return isA ? { ...inA, only_in: 'a' } : { ...inB, only_in: 'b' };
}
