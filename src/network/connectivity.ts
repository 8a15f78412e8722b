/** Which projections can do without stored synapses. */
import type { Connectivity } from './connectivity-words.ts';
import { Drawn } from './drawn.ts';
import type { Dynamics } from './dynamics/rule.ts';
import type { ConnectionRule } from './rules/rule.ts';
import type { SynapseValue } from './synapse-values.ts';

/** What of a projection decides whether its synapses must be stored. */
interface Candidate {
  readonly rule: ConnectionRule;
  readonly weight: SynapseValue | undefined;
  readonly delay: number | SynapseValue | undefined;
  readonly dynamics: Dynamics | undefined;
  readonly effects: readonly { readonly places?: readonly number[] | undefined }[];
}

interface Sized {
  readonly source: { readonly size: number };
  readonly target: { readonly size: number };
  readonly connectivity: Connectivity;
}

/** Why the synapses of a projection must be stored, as the end of a sentence; undefined where they need not. */
export function whyStored({ rule, weight, delay, dynamics, effects }: Candidate): string | undefined {
  if (dynamics) return 'its synapses change with use; leave out release and plasticity';
  if (weight !== undefined && !(weight instanceof Drawn))
    return "its weights are listed or follow from an expression; give one weight for all, or a distribution such as 'normal(6 nS, 1 nS)'";
  if (delay !== undefined && typeof delay !== 'number' && !(delay instanceof Drawn))
    return "its delays are listed or follow from an expression; give one delay for all, or a distribution such as 'uniform(1 ms, 2 ms)'";
  if (effects.some(({ places = [] }) => places.length > 1))
    return 'each synapse draws one of several places; name one place';
  if (!rule.recipe)
    return `the targets of one cell by ${rule.name} do not follow from the cell alone; use fixedProbability, fixedTotalNumber, allToAll, oneToOne, or fixedOutDegree with multapses`;
  return undefined;
}

/** Whether a projection is to do without stored synapses. `all`: what is asked for the whole network, wherever it can be. */
export const isProcedural = (
  projection: Candidate & { readonly connectivity: Connectivity },
  all: Connectivity | undefined,
): boolean => (all ?? projection.connectivity) === 'procedural' && whyStored(projection) === undefined;

/** Expected numbers of stored synapses that must stay so, and of those that could be made anew at each spike instead. */
export function makeable(
  { projections }: { readonly projections: readonly (Candidate & Sized)[] },
  all: Connectivity | undefined,
): { stored: number; made: number } {
  let [stored, made] = [0, 0];
  for (const projection of projections) {
    if (isProcedural(projection, all)) continue;
    const { rule, source, target, effects } = projection;
    const task = { sources: source.size, targets: target.size, shift: target.size, seed: 0, stream: 0 };
    const synapses = rule.estimate(task) * effects.length;
    if (whyStored(projection) === undefined) made += synapses;
    else stored += synapses;
  }
  return { stored, made };
}
