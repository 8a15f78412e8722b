/**
 * The sites of a population's cells: the rows of its columns. A cell has one site, or several, as compartments of a dendrite (`tree.ts`);
 * columns have a value per site, spikes and delays are of cells. What sites have in common is put together in the phases
 * `couple` and `solve`.
 */

import { InternalError } from '../errors.ts';

export interface Space {
  /** Sites of all cells: rows of each column. */
  readonly rows: number;
  /** Sites of each cell; undefined where every cell is one site, cell i in row i. Site s of cell c has row s·cells + c. */
  readonly sites: number | undefined;
}

/** Cells of one site each. */
export const pointCells = (cells: number): Space => ({ rows: cells, sites: undefined });

/** Cells of several sites each. */
export const branchingCells = (cells: number, sites: number): Space => ({ rows: cells * sites, sites });

/** Sites of all cells. */
export const rowsOf = ({ populations }: { readonly populations: readonly { readonly space: Space }[] }): number =>
  populations.reduce((n, { space }) => n + space.rows, 0);

/** First row of each population where the rows of all follow one another. */
export function firstRowsOf(populations: readonly { readonly space: Space }[]): number[] {
  let rows = 0;
  return populations.map(({ space }) => {
    const first = rows;
    rows += space.rows;
    return first;
  });
}

/** Throws an internal error where a cell has several sites: for emitters whose code goes cell by cell. */
export function checkPoints({
  populations,
}: {
  readonly populations: readonly { readonly name: string; readonly space: Space }[];
}): void {
  const other = populations.find(({ space }) => space.sites !== undefined);
  if (other) throw new InternalError(`The cells of '${other.name}' have several sites, which no code is emitted for.`);
}
