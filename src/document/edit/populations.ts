/** Edits of a document's populations, and what stands and falls with them. */
import { freeName } from '../../numbers/free-name.ts';
import type { ExperimentDocument } from '../schema/experiment.ts';
import type { PopulationDocument, ProjectionDocument } from '../schema/networks.ts';
import { joinsOf, withJoins } from './joins.ts';
import { without } from './values.ts';

/** A document with one population and nothing that drives it. */
export const empty: ExperimentDocument = {
  galvani: 1,
  title: 'My network',
  models: {
    lif: {
      equations:
        'dv/dt = (g_L*(E_L - v) + g_e*(0 mV - v) + g_i*(-80 mV - v))/C : mV (unless refractory)\ndg_e/dt = -g_e/(5 ms) : nS\ndg_i/dt = -g_i/(10 ms) : nS',
      parameters: { C: '200 pF', g_L: '10 nS', E_L: '-60 mV' },
      threshold: 'v > -50 mV',
      reset: 'v = E_L',
      refractory: '5 ms',
    },
  },
  populations: { cells: { model: 'lif', size: 400, initial: { v: 'uniform(-60 mV, -50 mV)' } } },
  run: { duration: '200 ms', dt: '0.1 ms', seed: 1 },
} as ExperimentDocument;

/** Names that projections may begin and end at: populations and their groups. */
export const ends = ({ populations }: ExperimentDocument): string[] =>
  Object.entries(populations).flatMap(([name, p]) => [name, ...Object.keys(p.groups ?? {})]);

/** 'cells', 'cells2', 'cells3', … */
export function freeEnd(document: ExperimentDocument, wish: string): string {
  const taken = new Set(ends(document));
  return freeName(wish, (name) => taken.has(name));
}

export const isSource = (p: PopulationDocument): boolean => !('model' in p);

/** Names of the populations that have a model. */
export const cellNames = ({ populations }: ExperimentDocument): string[] =>
  Object.entries(populations)
    .filter(([, p]) => !isSource(p))
    .map(([name]) => name);

/** The first population that has a model, with its name. */
export const firstCells = ({ populations }: ExperimentDocument) =>
  Object.entries(populations).find(([, p]) => !isSource(p)) as
    | [string, Extract<PopulationDocument, { model: string }>]
    | undefined;

export const withPopulation = (
  document: ExperimentDocument,
  name: string,
  p: PopulationDocument,
): ExperimentDocument => ({
  ...document,
  populations: { ...document.populations, [name]: p },
});

/** A value for one cell: of a list, which has one for each cell of another population, the first; undefined for a file. */
function ofOne(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value[0];
  const { values, unit = '' } = value as { values?: readonly number[]; unit?: string };
  return values?.[0] === undefined ? undefined : unit === '' ? values[0] : `${values[0]} ${unit}`;
}

/** Adds cells of the first population's model, a quarter as many, that begin as these do. */
export function addCells(document: ExperimentDocument): ExperimentDocument {
  const like = firstCells(document);
  if (like === undefined)
    return {
      ...empty,
      ...document,
      models: { ...empty.models, ...document.models },
      populations: { ...document.populations, ...empty.populations },
    };
  const [, { model, size, initial }] = like;
  const cells = typeof size === 'number' ? Math.max(1, Math.round(size / 4)) : 100;
  const given = Object.entries(initial ?? {}).flatMap(([name, value]) => {
    const one = ofOne(value);
    return one === undefined ? [] : [[name, one]];
  });
  const starts = given.length === 0 ? {} : { initial: Object.fromEntries(given) };
  return withPopulation(document, freeEnd(document, 'P'), { model, size: cells, ...starts } as PopulationDocument);
}

type Ends = Pick<ProjectionDocument, 'from' | 'to'>;

/** Whether an end of a projection or coupling lies in a population: the population, one of its groups, or a range of it. */
const within = (end: string, name: string, p: PopulationDocument): boolean =>
  [name, ...Object.keys(p.groups ?? {})].some((part) => end === part || end.startsWith(`${part}[`));

/** Without the population, and the projections and couplings that begin or end there. */
export function removePopulation(document: ExperimentDocument, name: string): ExperimentDocument {
  const { [name]: gone, ...populations } = document.populations;
  if (gone === undefined) return document;
  const stays = ({ from, to }: Ends) => !within(from, name, gone) && !within(to, name, gone);
  const left = withJoins({ ...document, populations }, 'projections', joinsOf(document, 'projections').filter(stays));
  return withJoins(left, 'couplings', joinsOf(document, 'couplings').filter(stays));
}

/** Another name, also where projections and couplings begin and end there. */
export function renamePopulation(document: ExperimentDocument, name: string, next: string): ExperimentDocument {
  const populations = Object.fromEntries(
    Object.entries(document.populations).map(([key, p]) => [key === name ? next : key, p]),
  );
  const end = (text: string) => (text === name || text.startsWith(`${name}[`) ? next + text.slice(name.length) : text);
  const move = <Join extends Ends>(join: Join): Join => ({ ...join, from: end(join.from), to: end(join.to) });
  const moved = withJoins({ ...document, populations }, 'projections', joinsOf(document, 'projections').map(move));
  return withJoins(moved, 'couplings', joinsOf(document, 'couplings').map(move));
}

export function setPopulation(
  document: ExperimentDocument,
  name: string,
  change: Readonly<Record<string, unknown>>,
): ExperimentDocument {
  const p = without({ ...document.populations[name], ...change }) as unknown as PopulationDocument;
  return withPopulation(document, name, p);
}
