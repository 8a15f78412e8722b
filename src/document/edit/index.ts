/** Edits of a document: each takes one and gives another, and leaves what it does not speak of as it is. */
import type { ExperimentDocument } from '../schema/experiment.ts';

/** What is made of a document. Throws a UserError where that cannot be made of this one. */
export type DocumentEdit = (document: ExperimentDocument) => ExperimentDocument;

export type { CouplingDocument, PopulationDocument, ProjectionDocument } from '../schema/networks.ts';
export { actsAs, addCoupling, removeCoupling, sumsAt } from './couplings.ts';
export { removeJoin, setJoin } from './joins.ts';
export {
  addCells,
  cellNames,
  empty,
  ends,
  isSource,
  removePopulation,
  renamePopulation,
  setPopulation,
} from './populations.ts';
export { addPoisson, addProjection, pairRule, setPlastic } from './projections.ts';
export { withCurrent } from './recorded-current.ts';
export { type RuleName, ruleOf, rules, withRule } from './rules.ts';
export { entry, written } from './values.ts';
