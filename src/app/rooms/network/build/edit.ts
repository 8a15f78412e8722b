/** Edits of a document: each takes one and gives another, and leaves what it does not speak of as it is. */
import type { ExperimentDocument } from '../../../../document/index.ts';

type Populations = ExperimentDocument['populations'];
export type PopulationDocument = Populations[string];
export type ProjectionDocument = NonNullable<ExperimentDocument['projections']>[number];
export type CouplingDocument = NonNullable<ExperimentDocument['couplings']>[number];

/** Has an edit made. */
export type DocumentEdit = (edit: (document: ExperimentDocument) => ExperimentDocument) => void;

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
function freeName(document: ExperimentDocument, wish: string): string {
  const taken = new Set(ends(document));
  let name = wish;
  for (let k = 2; taken.has(name); k++) name = `${wish}${k}`;
  return name;
}

export const isSource = (p: PopulationDocument): boolean => !('model' in p);

/** Names of the populations that have a model. */
export const cellNames = ({ populations }: ExperimentDocument): string[] =>
  Object.entries(populations)
    .filter(([, p]) => !isSource(p))
    .map(([name]) => name);

/** The first population that has a model, with its name. */
const firstCells = ({ populations }: ExperimentDocument) =>
  Object.entries(populations).find(([, p]) => !isSource(p)) as
    | [string, Extract<PopulationDocument, { model: string }>]
    | undefined;

const withPopulation = (document: ExperimentDocument, name: string, p: PopulationDocument): ExperimentDocument => ({
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
  return withPopulation(document, freeName(document, 'P'), { model, size: cells, ...starts } as PopulationDocument);
}

/** What a spike does to cells of `to`, with the values it names: as another projection onto them, or a conductance or potential of one. */
function effectOn(
  document: ExperimentDocument,
  to: string,
): Pick<ProjectionDocument, 'onSpike' | 'weight' | 'parameters'> {
  const all = document.projections ?? [];
  const own = all.find((p) => p.to === to) ?? all[0];
  const { weight, parameters } = own ?? {};
  const plain = typeof weight === 'string' || typeof weight === 'number';
  // A list has a value for each synapse of the other projection.
  if (own !== undefined && (plain || !/\bw\b/.test(own.onSpike)))
    return { onSpike: own.onSpike, ...(plain ? { weight } : {}), ...(parameters === undefined ? {} : { parameters }) };
  const model = document.models?.[firstCells(document)?.[1].model ?? ''];
  const equations = model !== undefined && 'equations' in model ? String(model.equations) : '';
  const conductance = /d(\w+)\/dt[^\n]*:\s*nS/.exec(equations)?.[1];
  const voltage = /d(\w+)\/dt/.exec(equations)?.[1] ?? 'v';
  return { onSpike: conductance === undefined ? `${voltage} += 1 mV` : `${conductance} += 1 nS` };
}

/** What joins cells, by its list in a document. */
interface Joins {
  readonly projections: ProjectionDocument;
  readonly couplings: CouplingDocument;
}

/** The document with another list, or without it where that is empty. */
function withJoins<List extends keyof Joins>(
  document: ExperimentDocument,
  list: List,
  joins: readonly Joins[List][],
): ExperimentDocument {
  const { [list]: _, ...rest } = document;
  return (joins.length === 0 ? rest : { ...rest, [list]: joins }) as ExperimentDocument;
}

const joinsOf = <List extends keyof Joins>(document: ExperimentDocument, list: List): readonly Joins[List][] =>
  (document[list] ?? []) as readonly Joins[List][];

export const addJoin = <List extends keyof Joins>(
  document: ExperimentDocument,
  list: List,
  join: Joins[List],
): ExperimentDocument => withJoins(document, list, [...joinsOf(document, list), join]);

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

/** Adds synapses from the first cells to those that were added last, by chance, as the first projection acts. */
export function addProjection(document: ExperimentDocument): ExperimentDocument {
  const all = document.projections ?? [];
  const names = cellNames(document);
  const to = names.at(-1) ?? '';
  const sources = Object.fromEntries(Object.entries(document.populations).filter(([, p]) => isSource(p)));
  const cells = all.find((p) => p.to !== to && !Object.hasOwn(sources, p.from));
  const from = cells?.from ?? names[0] ?? '';
  const connect = all.find((p) => p.from === from)?.connect ?? { fixedProbability: 0.1 };
  return addJoin(document, 'projections', {
    from,
    to,
    connect: carriedRule(connect, from === to),
    ...effectOn(document, to),
    delay: '1 ms',
  });
}

/** What another projection's rule is between other cells; `same`: of one population. */
function carriedRule(connect: ProjectionDocument['connect'], same: boolean): ProjectionDocument['connect'] {
  if (typeof connect !== 'object') return connect;
  // A list of pairs is for the cells that it was made for.
  if ('synapseList' in connect) return { fixedProbability: 0.02 };
  return 'allToAll' in connect && !same ? 'allToAll' : connect;
}

/** Adds Poisson trains and their synapses onto the cells that were added last. */
export function addPoisson(document: ExperimentDocument): ExperimentDocument {
  const name = freeName(document, 'noise');
  const to = cellNames(document).at(-1);
  const grown = withPopulation(document, name, { poisson: { rate: '20 Hz' }, size: 200 } as PopulationDocument);
  if (to === undefined) return grown;
  const projection = { from: name, to, connect: { fixedInDegree: 20 }, ...effectOn(document, to) };
  return addJoin(grown, 'projections', projection);
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

/** Entries that are undefined are left out. */
const without = (entries: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

const plasticNames = ['A_plus', 'A_minus', 'tau_plus', 'tau_minus'] as const;
type PlasticName = (typeof plasticNames)[number];

/** The rule of pairs of a projection, undefined where it has none or another one. */
export function pairRule(p: ProjectionDocument): Readonly<Record<PlasticName, string | number>> | undefined {
  const { plasticity } = p;
  if (plasticity === undefined || !('pairStdp' in plasticity)) return undefined;
  return plasticity.pairStdp as Readonly<Record<PlasticName, string | number>>;
}

/**
 * Gives a projection weights that learn from pairs of spikes (steps of a hundredth of the largest, 20 ms to both sides, from nothing to
 * twice the weight), or takes the rule away.
 */
export function setPlastic(document: ExperimentDocument, at: number, plastic: boolean): ExperimentDocument {
  const p = (document.projections ?? [])[at];
  if (p === undefined) return document;
  if (!plastic) return setJoin(document, 'projections', at, { plasticity: undefined });
  const jump = /^\s*(\w+)\s*\+=\s*(.+?)\s*$/.exec(p.onSpike);
  const weight = p.weight ?? jump?.[2] ?? '1 nS';
  const onSpike = p.weight === undefined && jump !== null ? `${jump[1]} += w` : p.onSpike;
  const times = (factor: number) => `${factor}*(${String(weight)})`;
  const pairStdp = {
    A_plus: 0.01,
    A_minus: -0.0105,
    tau_plus: '20 ms',
    tau_minus: '20 ms',
    range: [times(0), times(2)],
  };
  return setJoin(document, 'projections', at, { onSpike, weight, plasticity: { pairStdp } });
}

/** Rules that one number makes, with what the number is. */
export const rules = {
  allToAll: undefined,
  oneToOne: undefined,
  fixedProbability: { what: 'p', value: 0.02 },
  fixedInDegree: { what: 'per target', value: 20 },
  fixedOutDegree: { what: 'per source', value: 20 },
} as const;
export type RuleName = keyof typeof rules;

/** What has a rule: projections and couplings. */
type Connected = Pick<ProjectionDocument, 'connect'>;

interface Rule {
  readonly name: string;
  /** Undefined for a rule without one, or one that only the text can show. */
  readonly value: string | number | undefined;
}

export function ruleOf({ connect }: Connected): Rule {
  if (typeof connect === 'string') return { name: connect, value: undefined };
  const [[name, given] = ['', undefined]] = Object.entries(connect) as [string, unknown][];
  if (typeof given === 'string' || typeof given === 'number') return { name, value: given };
  const { p, degree } = (given ?? {}) as { p?: string | number; degree?: string | number };
  return { name, value: p ?? degree };
}

/** The rule of that name with a number; options of a rule that stays are kept. */
export function withRule(p: Connected, name: string, value: string | number | undefined): unknown {
  const own = rules[name as RuleName];
  if (own === undefined) return name;
  const before = typeof p.connect === 'object' ? (p.connect as Record<string, unknown>)[name] : undefined;
  const number = value ?? own.value;
  if (typeof before !== 'object' || before === null) return { [name]: number };
  return { [name]: { ...before, [name === 'fixedProbability' ? 'p' : 'degree']: number } };
}

/** A number where the text is one, so that the document reads '400' as a count. */
export const entry = (text: string): string | number =>
  /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text.trim();

/** A value as an entry shows it; undefined for a list or a file, which only the text shows. */
export const written = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
