/** What has come of a comparison so far. */
import type { MeasuredOrder } from '../../../index.ts';
import type { ComparisonOutput, ComparisonPart, ExactCurve, Row } from './worker/laboratory-tasks.ts';

export interface ComparisonState {
  readonly exact: readonly ExactCurve[];
  readonly rows: readonly Row[];
  /** Known when all is done. */
  readonly orders: Readonly<Record<string, MeasuredOrder>>;
  /** Of the work that is done; undefined before the first row. */
  readonly fraction: number | undefined;
}

export function comparisonOf(
  parts: readonly ComparisonPart[],
  output: ComparisonOutput | undefined,
  busy: boolean,
): ComparisonState {
  const exact: ExactCurve[] = [];
  const rows: Row[] = [];
  let fraction: number | undefined;
  for (const part of parts) {
    if (part.kind === 'exact') exact.push(part.exact);
    else {
      rows.push(part.row);
      fraction = part.fraction;
    }
  }
  return { exact, rows, orders: busy ? {} : (output?.orders ?? {}), fraction };
}

/** The rows at one step, in the order asked for. */
export const rowsAt = (state: ComparisonState, dt: number): Row[] => state.rows.filter((row) => row.dt === dt);

/**
 * Wall time of a step, µs: the shortest of all runs with this integrator, since a step costs the same whatever its length, and whatever
 * else the machine did at the time only adds to it. NaN before the first run.
 */
export function shortestStep(state: ComparisonState, integrator: string): number {
  const costs = state.rows.flatMap((row) =>
    row.integrator === integrator && row.cost ? [row.cost.microsecondsPerStep] : [],
  );
  return costs.length === 0 ? Number.NaN : Math.min(...costs);
}
