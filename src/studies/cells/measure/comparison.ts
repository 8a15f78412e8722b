/** What the rows of a comparison of integrators say; apart from what measures them, which brings the presets. */
import type { ExactCurve, IntegratorRow } from './integrators.ts';

/** Errors that a row is judged by. */
export type ErrorKind = 'spikeTime' | 'interval' | 'peak' | 'voltage';

/** The size of an error: ms, of 'peak' and 'voltage' mV; NaN where there is none. */
export function errorSize({ errors }: Pick<IntegratorRow, 'errors'>, kind: ErrorKind): number {
  if (!errors) return Number.NaN;
  return kind === 'voltage' ? errors.voltage.rms : Math.abs(errors[kind]);
}

/** The rows at one step (ms). */
export const rowsAt = (rows: readonly IntegratorRow[], dt: number): IntegratorRow[] =>
  rows.filter((row) => row.dt === dt);

/**
 * Wall time of a step, µs: the shortest of all runs with this integrator, since a step costs the same whatever its length, and whatever
 * else the machine did at the time only adds to it. NaN before the first run.
 */
export function shortestStep(rows: readonly IntegratorRow[], integrator: string): number {
  const costs = rows.flatMap((row) =>
    row.integrator === integrator && row.cost ? [row.cost.microsecondsPerStep] : [],
  );
  return costs.length === 0 ? Number.NaN : Math.min(...costs);
}

/** What lies between a spike of two rows, ms: all of it, what their starts alone make, and what is left for the integrators. */
export interface Shift {
  readonly seen: number;
  readonly starts: number;
  readonly rules: number;
}

/** How much later each spike of the second row is than the first one's, and why, from the exact curves of their two starts. */
export function shiftsBetween(
  [first, second]: readonly [IntegratorRow, IntegratorRow],
  [startA, startB]: readonly [ExactCurve, ExactCurve],
): Shift[] {
  const trains = [first.spikeTimes, second.spikeTimes, startA.spikeTimes, startB.spikeTimes] as const;
  const [a, b, exactA, exactB] = trains;
  return Array.from({ length: Math.min(...trains.map((train) => train.length)) }, (_, k) => {
    const seen = b[k]! - a[k]!;
    const starts = exactB[k]! - exactA[k]!;
    return { seen, starts, rules: seen - starts };
  });
}
