/** The connection rules. */
export { allToAll } from './all-to-all.ts';
export { fixedInDegree } from './fixed-in-degree.ts';
export { fixedOutDegree } from './fixed-out-degree.ts';
export { fixedProbability } from './fixed-probability.ts';
export { fixedTotalNumber } from './fixed-total-number.ts';
export { oneToOne } from './one-to-one.ts';
export { type ProbabilityOptions, probability } from './probability.ts';
export type { ConnectionRule, RuleDescription, TapseOptions } from './rule.ts';
export { type SynapsePairs, synapseList } from './synapse-list.ts';
