/** What an engine keeps of a network's synapses, in bytes: targets, weights, and whatever leads from a spike to them. */
import type { Pathway } from '../program/pathway.ts';
import type { Fanout } from '../program/program.ts';

/** Of the fan-out, with so many row pointers; 0 where nothing is stored. */
export function fanoutBytes({ rows, targets, weights }: Fanout, pointers = rows.length): number {
  return targets.length === 0 ? 0 : 4 * (targets.length + (weights?.length ?? 0) + pointers);
}

/** Of graded and plastic synapses; a plastic one has its weight, and its place and source among those of its target. */
export const pathwayBytes = (pathways: readonly Pathway[] = []): number =>
  pathways.reduce((n, { rows, targets, weights, plasticity }) => {
    const plastic = plasticity ? 3 * targets.byteLength + plasticity.columns.byteLength : 0;
    return n + rows.byteLength + targets.byteLength + (weights?.byteLength ?? 0) + plastic;
  }, 0);
