/** Rules from their descriptions, for threads: functions cannot be sent to them. */
import { allToAll } from './all-to-all.ts';
import { fixedInDegree } from './fixed-in-degree.ts';
import { fixedOutDegree } from './fixed-out-degree.ts';
import { fixedProbability } from './fixed-probability.ts';
import { fixedTotalNumber } from './fixed-total-number.ts';
import { oneToOne } from './one-to-one.ts';
import type { ConnectionRule, RuleDescription, TapseOptions } from './rule.ts';

/** A description that says all: no lists, no values of cells. */
export type SmallDescription = Exclude<RuleDescription, { readonly kind: 'synapseList' | 'probability' }>;

/** The description of a rule that a thread can make again; undefined for lists, for rules over pairs and for those of the user's own. */
export function sendable({ description }: ConnectionRule): SmallDescription | undefined {
  return description?.kind === 'synapseList' || description?.kind === 'probability' ? undefined : description;
}

/** The rule that was so described. */
export function ruleOf(description: SmallDescription): ConnectionRule {
  switch (description.kind) {
    case 'allToAll':
      return allToAll({ autapses: description.autapses });
    case 'oneToOne':
      return oneToOne();
    case 'fixedProbability':
      return fixedProbability(description.p, { autapses: description.autapses });
    case 'fixedTotalNumber':
      return fixedTotalNumber(description.synapses, { autapses: description.autapses });
    case 'fixedInDegree':
      return fixedInDegree(description.degree, tapses(description));
    case 'fixedOutDegree':
      return fixedOutDegree(description.degree, tapses(description));
  }
}

const tapses = ({ multapses, autapses }: Required<TapseOptions>): TapseOptions => ({ multapses, autapses });
