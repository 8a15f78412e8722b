/** Releases: state of the source cells, or of every synapse where a parameter has one value for each. */
import { parseDistribution } from '../../equations/distribution.ts';
import { UserError } from '../../errors.ts';
import { canonicalUnit } from '../../quantity/describe.ts';
import { isQuantity, parseQuantity } from '../../quantity/quantity.ts';
import { attach, suffixed } from '../attachment.ts';
import { parsePairs } from '../pairs.ts';
import { checkRelease, type ReleaseDescription, type SynapseInitial } from './description.ts';
import { plasticDynamics } from './plasticity.ts';
import type { Dynamics, PlasticContext } from './rule.ts';

/**
 * Reads a release. The source cells keep its state, unless a parameter has one value per synapse: then every synapse keeps its own. Throws
 * TextError or UserError.
 */
export function readRelease(projection: string, description: ReleaseDescription, context: PlasticContext): Dynamics {
  const what = `release of ${projection}`;
  checkRelease(description);
  const given = Object.entries(description.parameters ?? {});
  const several = given.filter(([, value]) => isSeveral(value));
  if (several.length > 0) return releaseOfSynapses(projection, description, several, context, what);
  const source = attach(description, (description.parameters ?? {}) as Readonly<Record<string, string | number>>, {
    suffix: projection,
    jump: 'now',
    what,
    amount: description.amount,
  });
  if (!source.states.some((s) => s.name === suffixed(description.amount, projection)))
    throw new UserError(
      `${what}: the amount '${description.amount}' is not one of its variables; a line 'd${description.amount}/dt = 0/ms : 1' makes it one.`,
    );
  return { source, target: undefined, plasticity: undefined };
}

/** Whether a value is one per synapse: a list, or a text that is no quantity. */
function isSeveral(value: SynapseInitial): value is Exclude<SynapseInitial, number> {
  if (typeof value !== 'string') return typeof value !== 'number';
  return !isQuantity(value);
}

function releaseOfSynapses(
  projection: string,
  { equations, onSpike, initial, amount, parameters }: ReleaseDescription,
  several: readonly (readonly [name: string, value: SynapseInitial])[],
  context: PlasticContext,
  what: string,
): Dynamics {
  const unit = (value: SynapseInitial, name: string): string => {
    if (typeof value === 'string') {
      const title = `${what}, ${name}`;
      const { dimension } =
        parseDistribution(value, title) ?? parsePairs(value, context, { what: title, random: true });
      if (dimension === 'boolean')
        throw new UserError(`${what}: ${name}, '${value}', is a condition; it must be a number.`);
      return canonicalUnit(dimension) || '1';
    }
    const first = (value as ArrayLike<string | number>)[0] ?? 0;
    return parseQuantity(first, undefined, `${what}, ${name}`).unit || '1';
  };
  const own = new Set(several.map(([name]) => name));
  const plasticity = {
    equations: [equations, ...several.map(([name, value]) => `${name} : ${unit(value, name)}`)].join('\n'),
    onPre: onSpike,
    amount,
    initial: { ...initial, ...Object.fromEntries(several) },
    parameters: Object.fromEntries(Object.entries(parameters ?? {}).filter(([name]) => !own.has(name))) as Readonly<
      Record<string, string | number>
    >,
  };
  return plasticDynamics(projection, plasticity, context, what, undefined);
}
