/** What has come of a comparison so far. */
import type { ExactCurve, IntegratorRow, IntegratorsPart, IntegratorsResult } from '../../../studies/measure.ts';

/** Its orders are known when all is done. */
export interface ComparisonState extends IntegratorsResult {
  /** Of the work that is done; undefined before the first row. */
  readonly fraction: number | undefined;
}

export function comparisonOf(
  parts: readonly IntegratorsPart[],
  orders: IntegratorsResult['orders'] | undefined,
  busy: boolean,
): ComparisonState {
  const exact: ExactCurve[] = [];
  const rows: IntegratorRow[] = [];
  let fraction: number | undefined;
  for (const part of parts) {
    if (part.kind === 'exact') exact.push(part.exact);
    else {
      rows.push(part.row);
      fraction = part.fraction;
    }
  }
  return { exact, rows, orders: busy ? {} : (orders ?? {}), fraction };
}
