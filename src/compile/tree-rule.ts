/** The rules that step cells with dendrites: implicit in the voltage along the tree, staggered in all else. */
import { UserError } from '../errors.ts';
import { integratorByName } from '../integrators/index.ts';
import { nearest } from '../suggest.ts';

export interface TreeRule {
  readonly name: 'implicit' | 'implicit2' | 'centred';
  readonly title: string;
  /** Of the voltage between events. */
  readonly order: number;
  readonly source: string;
  /** The linear system is that of dt ÷ gain, and the voltage moves by gain·ΔV. */
  readonly gain: 1 | 2;
  /** Whether events count from the middle of the step that they arrive in. */
  readonly centred: boolean;
}

const hines = 'Hines 1984, Int. J. Biomed. Comput. 15:69';

const treeRules: readonly TreeRule[] = [
  {
    name: 'implicit',
    title: "implicit Euler along the tree, gates staggered: NEURON's secondorder 0",
    order: 1,
    source: hines,
    gain: 1,
    centred: false,
  },
  {
    name: 'implicit2',
    title: "midpoint along the tree, gates staggered: NEURON's secondorder 2; first order where events arrive",
    order: 2,
    source: hines,
    gain: 2,
    centred: false,
  },
  {
    name: 'centred',
    title: 'midpoint along the tree, gates staggered, events from the middle of their step',
    order: 2,
    source: hines,
    gain: 2,
    centred: true,
  },
];

export const treeRuleNamed = (name: string): TreeRule | undefined => treeRules.find((rule) => rule.name === name);

/** The rule for cells with dendrites; `centred` where none is named. Throws a UserError for a rule of single compartments. */
export function treeRuleFor(asked: string | undefined): TreeRule {
  if (asked === undefined) return treeRuleNamed('centred')!;
  const found = treeRuleNamed(asked);
  if (found) return found;
  // Throws where there is no such rule at all.
  const { name } = integratorNamed(asked);
  throw new UserError(
    `'${name}' solves single compartments; a cell with dendrites takes 'implicit', 'implicit2' or 'centred'.`,
  );
}

/** A rule of either kind. Throws a UserError for a name that is not known. */
export function integratorNamed(name: string): { readonly name: string } {
  const found = treeRuleNamed(name);
  if (found) return found;
  const guess = nearest(
    name,
    treeRules.map((rule) => rule.name),
  );
  try {
    return integratorByName(name);
  } catch (error) {
    if (guess === undefined || !(error instanceof UserError)) throw error;
    throw new UserError(`${error.message} Cells with dendrites take ${treeRules.map((r) => r.name).join(', ')}.`);
  }
}
