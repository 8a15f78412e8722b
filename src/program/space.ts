/**
 * The sites of a population's cells: the rows of its columns. A cell has one site, or several one after another, as compartments of a
 * dendrite; columns have a value per site, spikes, inlets and delays are of cells. What sites have in common is put together in the phases
 * `couple` and `solve`.
 */

import { InternalError } from '../errors.ts';

export interface Space {
  /** Sites of all cells: rows of each column. */
  readonly rows: number;
  /** First row of each cell, and the end; undefined where every cell is one site, cell i in row i. */
  readonly firsts: Uint32Array | undefined;
}

/** Cells of one site each. */
export const pointCells = (cells: number): Space => ({ rows: cells, firsts: undefined });

/** Throws an internal error where a cell has several sites: for emitters whose code goes cell by cell. */
export function checkPoints({
  populations,
}: {
  readonly populations: readonly { readonly name: string; readonly space: Space }[];
}): void {
  const other = populations.find(({ space }) => space.firsts !== undefined);
  if (other) throw new InternalError(`The cells of '${other.name}' have several sites, which no code is emitted for.`);
}
