/** Where the arrays of a program's pathways lie when those of one kind are joined to one. Shared by emitters and engines. */
import type { Pathway } from './pathway.ts';
import type { Program } from './program.ts';
import { groupsOf } from './synapses.ts';

export interface PathwayPlace {
  /** Its first synapse in the joined arrays of targets and weights. */
  readonly synapses: number;
  /** Its row pointers, and its column pointers, in the joined array of pointers. Both point into joined arrays. */
  readonly rows: number;
  readonly columns: number;
  /** Its first entry in the joined array of columns' synapses. */
  readonly entries: number;
}

export interface PathwayLayout {
  /** One per pathway, in the program's order. */
  readonly places: readonly PathwayPlace[];
  /** Lengths of the joined arrays. Pathways without weights come last in that of targets, so that the weights' array can end before. */
  readonly pointers: number;
  readonly synapses: number;
  readonly weighted: number;
  readonly entries: number;
}

/** Pathways without a rule for the target's spikes have no columns there. */
export function pathwayLayoutOf(program: Program): PathwayLayout {
  const pathways = groupsOf(program, 'pathway');
  const places = new Map<Pathway, PathwayPlace>();
  let [pointers, synapses, weighted, entries] = [0, 0, 0, 0];
  for (const pathway of [...pathways.filter(isWeighted), ...pathways.filter((p) => !isWeighted(p))]) {
    const { rows, targets, plasticity } = pathway;
    const columns = plasticity?.onPost ? plasticity.columns.length : 0;
    places.set(pathway, { synapses, rows: pointers, columns: pointers + rows.length, entries });
    pointers += rows.length + columns;
    synapses += targets.length;
    if (isWeighted(pathway)) weighted = synapses;
    if (columns > 0) entries += targets.length;
  }
  return { places: pathways.map((pathway) => places.get(pathway)!), pointers, synapses, weighted, entries };
}

const isWeighted = ({ weights, plasticity }: Pathway): boolean => weights !== null || plasticity !== undefined;
