/** Where the arrays of a program's pathways lie when those of one kind are joined to one. Shared by emitters and engines. */
import { hasColumns, type Pathway } from './pathway.ts';
import type { Program } from './program.ts';
import { groupsOf } from './synapses.ts';

export interface PathwayPlace {
  /** Its first synapse in the joined array of targets. */
  readonly synapses: number;
  /** Its first value in the joined array of weights: those of all synapses, then further variables one by one. */
  readonly weights: number;
  /** Its row pointers, and its column pointers, in the joined array of pointers. Both point into joined arrays. */
  readonly rows: number;
  readonly columns: number;
  /** Its first entry in the joined array of columns' synapses. */
  readonly entries: number;
}

export interface PathwayLayout {
  /** One per pathway, in the program's order. */
  readonly places: readonly PathwayPlace[];
  /** Lengths of the joined arrays. */
  readonly pointers: number;
  readonly synapses: number;
  readonly weights: number;
  readonly entries: number;
}

/**
 * Pathways without a pass over the target have no columns there. Those with one variable come first and those without weights last, so that
 * a synapse of the former has one number in both arrays.
 */
export function pathwayLayoutOf(program: Program): PathwayLayout {
  const pathways = groupsOf(program, 'pathway');
  const places = new Map<Pathway, PathwayPlace>();
  let [pointers, synapses, weights, entries] = [0, 0, 0, 0];
  for (const pathway of [...pathways].sort((p, q) => rank(p) - rank(q))) {
    const { rows, targets, plasticity } = pathway;
    const columns = plasticity && hasColumns(pathway) ? plasticity.columns.length : 0;
    places.set(pathway, { synapses, weights, rows: pointers, columns: pointers + rows.length, entries });
    pointers += rows.length + columns;
    synapses += targets.length;
    weights += valuesOf(pathway);
    if (columns > 0) entries += targets.length;
  }
  return { places: pathways.map((pathway) => places.get(pathway)!), pointers, synapses, weights, entries };
}

const valuesOf = ({ weights, plasticity }: Pathway): number => plasticity?.initial.length ?? weights?.length ?? 0;

const rank = (pathway: Pathway): number => {
  const values = valuesOf(pathway);
  return values === 0 ? 2 : values === pathway.targets.length ? 0 : 1;
};
