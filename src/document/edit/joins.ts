/** Edits of the lists of what joins cells: projections and couplings. */
import type { ExperimentDocument } from '../schema/experiment.ts';
import type { CouplingDocument, ProjectionDocument } from '../schema/networks.ts';
import { without } from './values.ts';

/** What joins cells, by its list in a document. */
interface Joins {
  readonly projections: ProjectionDocument;
  readonly couplings: CouplingDocument;
}

/** The document with another list, or without it where that is empty. */
export function withJoins<List extends keyof Joins>(
  document: ExperimentDocument,
  list: List,
  joins: readonly Joins[List][],
): ExperimentDocument {
  const { [list]: _, ...rest } = document;
  return (joins.length === 0 ? rest : { ...rest, [list]: joins }) as ExperimentDocument;
}

export const joinsOf = <List extends keyof Joins>(document: ExperimentDocument, list: List): readonly Joins[List][] =>
  (document[list] ?? []) as readonly Joins[List][];

/** Adds a projection or coupling at the end of its list. */
export const addJoin = <List extends keyof Joins>(
  document: ExperimentDocument,
  list: List,
  join: Joins[List],
): ExperimentDocument => withJoins(document, list, [...joinsOf(document, list), join]);

/** Takes the one at that place of the list away. */
export const removeJoin = (document: ExperimentDocument, list: keyof Joins, at: number): ExperimentDocument =>
  withJoins(
    document,
    list,
    joinsOf(document, list).filter((_, k) => k !== at),
  );

/** Gives one of the list other entries; those that are undefined are left out. */
export function setJoin<List extends keyof Joins>(
  document: ExperimentDocument,
  list: List,
  at: number,
  change: Readonly<Record<string, unknown>>,
): ExperimentDocument {
  const joins = joinsOf(document, list).map((join, k) =>
    k === at ? (without({ ...join, ...change }) as unknown as Joins[List]) : join,
  );
  return withJoins(document, list, joins);
}
