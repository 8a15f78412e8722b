/** A shape cut into compartments, with the regions that its owner named. */
import { nameProblem } from '../equations/names.ts';
import { UserError } from '../errors.ts';
import { type Cut, discretise, segmentsOf } from '../morphology/discretise.ts';
import { micrometres } from '../morphology/micrometres.ts';
import { type Anatomy, inRegion } from '../morphology/regions.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { type CutOptions, type NeuronOptions, positive } from './options.ts';

/** Cells of more compartments are refused. */
const MOST_NODES = 100_000;

/** Ra in Ω·cm, C in µF/cm². Throws TextError or UserError. */
export function anatomyOf({ shape, compartments = {}, regions = {} }: NeuronOptions, Ra: number, C: number): Anatomy {
  const cut = cutOf(compartments);
  const { sections: own = {} } = compartments;
  for (const name of Object.keys(own))
    if (!shape.sections.some((s) => s.name === name))
      throw new UserError(
        `compartments, sections: this cell has no section '${name}'; it has ${shape.sections
          .slice(0, 24)
          .map((s) => s.name)
          .join(', ')}.`,
      );
  const counts = shape.sections.map((section) => own[section.name] ?? segmentsOf(section, cut, { Ra, C }));
  const total = counts.reduce((n, count) => n + count + 1, 1);
  if (!(total <= MOST_NODES))
    throw new UserError(
      `This cell would have ${total} compartments; at most ${MOST_NODES} are made. Cut it coarser: compartments: { longest: '20 um' }.`,
    );
  const nodes = discretise(shape, counts, Ra);
  const named = new Map<string, Uint8Array>();
  for (const [name, region] of Object.entries(regions)) {
    const problem = nameProblem(name);
    if (problem) throw new UserError(`regions: '${name}' cannot be the name of a region: ${problem}.`);
    named.set(name, inRegion({ shape, nodes, regions: named }, region, `region ${name}`));
  }
  return { shape, nodes, regions: named };
}

function cutOf({ lambda, frequency, longest, each }: CutOptions): Cut {
  const named = [lambda, longest, each].filter((v) => v !== undefined).length;
  if (named > 1) throw new UserError('compartments: give one of lambda, longest and each.');
  if (frequency !== undefined && (longest ?? each) !== undefined)
    throw new UserError("compartments: 'frequency' goes with lambda; leave it out.");
  if (each !== undefined) return { each };
  if (longest !== undefined)
    return { longest: positive(micrometres(longest, 'compartments: longest'), 'compartments: longest', longest) };
  const hertz =
    frequency === undefined ? 100 : 1000 * parseQuantity(frequency, unitOf('Hz').dimension, 'frequency').value;
  return {
    lambda: positive(lambda ?? 0.1, 'compartments: lambda', lambda ?? 0.1),
    frequency: positive(hertz, 'compartments: frequency', frequency ?? ''),
  };
}
