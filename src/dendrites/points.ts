/** Synapses, clamps and equations at places of a cell. */
import type { Convention } from '../cells/fragment.ts';
import { nameProblem } from '../equations/names.ts';
import { UserError } from '../errors.ts';
import { type Place, placesOf } from '../morphology/places.ts';
import type { Anatomy } from '../morphology/regions.ts';
import { isQuantity } from '../quantity/quantity.ts';
import type { PointProcess } from './branching.ts';
import { assembleParts, membraneOf } from './membrane.ts';
import { type NeuronOptions, readPlaced } from './options.ts';
import { clampLine, partOf } from './parts.ts';
import { readValues, type SiteValues } from './values.ts';

/** `notes` gets sentences of what was done otherwise than written. Throws TextError or UserError. */
export function pointsOf(
  anatomy: Anatomy,
  { place = {} }: NeuronOptions,
  convention: Convention,
  values: SiteValues,
  notes: string[],
): PointProcess[] {
  return Object.entries(place).map(([name, given]): PointProcess => {
    const problem = nameProblem(name);
    if (problem) throw new UserError(`place: '${name}' cannot be the name of a place: ${problem}.`);
    const { at, synapse, clamp, from, to, equations, parameters } = readPlaced(given);
    const what = `place ${name}`;
    const kinds = [synapse, clamp, equations].filter((v) => v !== undefined).length;
    if (kinds !== 1)
      throw new UserError(
        `${what}: ${kinds === 0 ? 'nothing sits there' : 'several things sit there'}; give one of synapse, clamp and equations.`,
      );
    if (clamp === undefined && (from ?? to) !== undefined)
      throw new UserError(`${what}: 'from' and 'to' are for clamps; leave them out.`);
    const places = placesOf(anatomy, at, `${what}, at`);
    moved(places, what, notes);
    const all = places.map((p) => p.compartment);
    const nodes = [...new Set(all)].sort((a, z) => a - z);
    const part =
      synapse ??
      partOf(
        what,
        clamp === undefined ? equations! : clampLine(name, clamp, from, to),
        clamp === undefined ? (parameters ?? {}) : isQuantity(clamp) ? { [name]: clamp } : {},
      );
    const assembled = assembleParts([part], [], convention);
    const membrane = membraneOf(assembled, readValues(anatomy, assembled, nodes, values, what, false));
    const receives = synapse?.receives;
    return { ...membrane, name, nodes, draws: all.map((node) => nodes.indexOf(node)), receives };
  });
}

/** Clamps and synapses go to the nearest membrane: a current into a node without one would ring for ever under 'implicit2'. */
function moved(places: readonly Place[], what: string, notes: string[]): void {
  const ends = places.filter((p) => p.node !== p.compartment);
  if (ends.length > 0)
    notes.push(
      `${what}: ${ends.length === 1 ? `'${ends[0]!.label}' is` : `${ends.length} of its places are`} at the end of a section, which has no membrane; the nearest compartment takes it.`,
    );
}
