/** Firing rate against current, of any cell: one cell per current, all in one run. */
import { type BackendName, type FICurve, fICurve } from '../../../index.ts';
import { evenly } from '../../../numbers/scale.ts';
import { runnable } from '../../run.ts';
import type { Control } from '../../study.ts';
import { needsCurrent, type ownCurrent, type SubjectValues, subjectOf } from '../../subject.ts';

export interface FIValues extends SubjectValues {
  /** The currents, or the ends of `count` of them, in the unit of the preset's current. */
  readonly currents: ArrayLike<number> | { readonly from: number; readonly to: number; readonly count: number };
  /** ms */
  readonly duration: number;
  /** Spikes before this time do not count for the rate, ms; default a fifth of the duration. */
  readonly settle?: number | undefined;
  /** ms */
  readonly dt: number;
  readonly integrator: string;
  /** 'wasm' is 'reference' where there is no WebAssembly. */
  readonly backend: BackendName | 'auto';
}

/** `onPart` gets the fraction that is done. */
export function measureFI(values: FIValues, { signal, onPart }: Control<number> = {}): Promise<FICurve> {
  const { currents, duration, dt, integrator, settle, backend } = values;
  const subject = subjectOf(values);
  needsCurrent(subject);
  return fICurve(subject, {
    currents: 'from' in currents ? evenly(currents.from, currents.to, currents.count) : currents,
    duration,
    dt,
    integrator,
    backend: runnable(backend),
    ...(settle === undefined ? {} : { settle }),
    ...(signal ? { signal } : {}),
    ...(onPart ? { onProgress: onPart } : {}),
  });
}

/**
 * Largest distance (ms) of the intervals that a curve's rates stand for from those of a closed form, ms against current; Infinity where a
 * cell is silent that should fire. Longer intervals than `longest` (ms) are left out, as those that do not fit into the run twice.
 */
export function largestIntervalError(
  { currents, rates }: Pick<FICurve, 'currents' | 'rates'>,
  interval: (I: number) => number,
  longest = Number.POSITIVE_INFINITY,
): number {
  return currents.reduce((worst, I, k) => {
    const T = interval(I);
    return T < longest ? Math.max(worst, Math.abs(1000 / rates[k]! - T)) : worst;
  }, 0);
}

/** Where an f–I curve of a cell with this current usually ends, in its unit. */
export const fiReach = (current: ReturnType<typeof ownCurrent>): number =>
  Math.max(current?.unit === 'pA' ? 1000 : 20, 2 * (current?.value ?? 0));
