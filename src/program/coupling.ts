/**
 * Sums that a cell pulls from other cells' state: gap junctions, graded synapses, oscillators, means over a population.
 *
 * Contract of the `couple` phase of step k, before any cell integrates. `state` means the columns as they stand at the end of step k − 1;
 * where populations have `arrive`, with what arrives for step k in them. j is a cell of the sum's population, s a junction:
 *
 *   total = 0
 *   for every term, for every s from rows[j] to rows[j + 1]:
 *     total += value over column `pre` of row sources[s], column `post` of row firstRow + j, weights[s]
 *   state[population][column][firstRow + j] = total
 *
 * Terms and junctions are taken in this order, by one owner for each cell, so the sum has the same bits however cells are spread. A backend
 * with vectors may keep a fixed number of partial sums of a term. All sums read what was there before any of them was written: no sum reads
 * the column of another.
 */
import { InternalError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';

/** One column of a population that is put together anew in each step. */
export interface Sum {
  /** Number of the population that gets it, and of its column, one without a next value. */
  readonly population: number;
  readonly column: number;
  /** Row of the first cell: 0, or of cells with dendrites that of the site that gets it. */
  readonly firstRow: number;
  /**
   * Whether all cells get the same value: then each term has one row, and its value reads no column `post`.
   */
  readonly common: boolean;
  readonly terms: readonly Term[];
}

export interface Term {
  /** For people: the coupling that it belongs to. */
  readonly name: string;
  /** Number of the population that it reads. */
  readonly source: number;
  /** Row pointers, one more than the sum's population has cells; two where the sum is common. */
  readonly rows: Uint32Array;
  /** Source cell of each junction, or row of its site, ascending within a row. */
  readonly sources: Uint32Array;
  /** Weight of each junction; null where the value reads none. */
  readonly weights: Float64Array | null;
  /**
   * What a junction contributes. Leaves: numbers, the `weight`, columns of the source population (`pre`) and of the sum's (`post`), and
   * `uniform` leaves of the sum's population.
   */
  readonly value: Expr;
}

/** Junctions of a sum. */
export const junctionsOf = ({ terms }: Sum): number => terms.reduce((n, { sources }) => n + sources.length, 0);

/** Bytes of the arrays of all sums where values take 4. */
export const sumBytes = (sums: readonly Sum[]): number =>
  sums.reduce(
    (n, { terms }) =>
      n + terms.reduce((m, t) => m + 4 * (t.rows.length + t.sources.length + (t.weights?.length ?? 0)), 0),
    0,
  );

/** Numbers of the columns that a term's value reads at an end. `columns`: those of that end's population. */
export function columnsRead(
  { value }: Term,
  end: 'pre' | 'post',
  columns: readonly { readonly name: string }[],
): number[] {
  const names = new Set(topological([value]).flatMap((e) => (e.op === end ? [e.name] : [])));
  return [...names].map((name) => {
    const c = columns.findIndex((column) => column.name === name);
    if (c < 0) throw new InternalError(`A coupling reads a column '${name}' that its end '${end}' has not.`);
    return c;
  });
}
