/** Where the arrays of a program's sums lie when those of one kind are joined to one. Shared by emitters and engines. */
import type { Program } from './program.ts';

export interface TermPlace {
  /** Its row pointers in the joined array of pointers. They point into that of sources. */
  readonly rows: number;
  /** Its first junction in the joined array of sources, and its first weight in that of weights. */
  readonly sources: number;
  readonly weights: number;
}

export interface CouplingLayout {
  /** places[k][t] of term t of sum k. */
  readonly places: readonly (readonly TermPlace[])[];
  /** Lengths of the joined arrays. */
  readonly pointers: number;
  readonly sources: number;
  readonly weights: number;
}

export function couplingLayoutOf({ sums }: Pick<Program, 'sums'>): CouplingLayout {
  let [pointers, sources, weights] = [0, 0, 0];
  const places = sums.map(({ terms }) =>
    terms.map((term): TermPlace => {
      const place = { rows: pointers, sources, weights };
      pointers += term.rows.length;
      sources += term.sources.length;
      weights += term.weights?.length ?? 0;
      return place;
    }),
  );
  return { places, pointers, sources, weights };
}
