/** Projections of a document. */
import { parseLines } from '../../equations/lines.ts';
import { namesOf } from '../../equations/model.ts';
import { synapticLines } from '../../equations/synaptic.ts';
import { UserError } from '../../errors.ts';
import type { AttachmentDescription } from '../../network/attachment.ts';
import type { PlasticityDescription, ReleaseDescription, SynapseInitial } from '../../network/dynamics/description.ts';
import type { Population, Slice } from '../../network/population.ts';
import type { ProjectionOptions } from '../../network/projection.ts';
import {
  allToAll,
  type ConnectionRule,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  oneToOne,
  probability,
  synapseList,
} from '../../network/rules/index.ts';
import { isQuantity } from '../../quantity/quantity.ts';
import { nearest } from '../../suggest.ts';
import {
  type PairStdpOptions,
  pairStdp,
  shortTermPlasticity,
  type TripletStdpOptions,
  tripletStdp,
} from '../../synapses/index.ts';
import { isNumberList, numbersOf, type PerItem } from '../attachments.ts';
import type { ProjectionDocument } from '../schema/networks.ts';
import { type Context, defined, perItem, perSynapse, quantities } from './context.ts';

type Quantities = Readonly<Record<string, string | number>>;

/** Cells by name: of populations, of groups, and 'cells[0:100]'. */
export class Ends {
  readonly #named = new Map<string, Population | Slice>();

  add(name: string, cells: Population | Slice): void {
    this.#named.set(name, cells);
  }

  /** Throws a UserError where there are no such cells. */
  find(name: string): Population | Slice {
    const known = this.#named.get(name);
    if (known) return known;
    const range = /^(.*)\[(\d{1,10}):(\d{1,10})\]$/.exec(name);
    const whole = range && this.#named.get(range[1]!);
    if (whole && 'slice' in whole) return whole.slice(Number(range[2]), Number(range[3]));
    const names = [...this.#named.keys()];
    const guess = nearest(name, names);
    const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
    throw new UserError(`There are no cells called '${name}'.${meant} There are ${names.join(', ')}.`);
  }
}

/** Options for `Network.project`. Parameters of the document that the texts use become the projection's own. */
export function projectionOf(
  context: Context,
  given: ProjectionDocument,
  source: Population | Slice,
  target: Population | Slice,
): ProjectionOptions {
  const { knobs } = context;
  const ends = namesOfEnds(source, target);
  const model = ('blueprint' in target ? target : target.population).blueprint.shape;
  const written = quantities(context, (given.parameters ?? {}) as Quantities);
  const own = new Set([...namesOf(model), ...Object.keys(written), ...(given.weight === undefined ? [] : ['w'])]);
  const used = knobs.usedIn([given.onSpike], own);
  const parameters = { ...written, ...Object.fromEntries(used.map((name) => [name, knobs.value(name)])) };
  const { weight, delay, release, plasticity } = given as {
    readonly weight?: PerItem;
    readonly delay?: PerItem;
    readonly release?: object;
    readonly plasticity?: object;
  };
  return {
    connect: ruleOf(context, given.connect, ends),
    onSpike: given.onSpike,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...defined({
      weight: weight === undefined ? undefined : perItem(context, weight, ends),
      delay: delay === undefined ? undefined : delayOf(context, delay, ends),
      release: release && releaseOf(context, release, ends),
      plasticity: plasticity && plasticityOf(context, plasticity, ends, namesOfCells(source, target)),
      connectivity: given.connectivity,
      at: given.at,
      name: given.name,
    }),
  };
}

/** A plain number of ms, where one stands alone, is a quantity without a unit: refused as such. */
function delayOf(context: Context, given: PerItem, ends: ReadonlySet<string>) {
  const value = perItem(context, given, ends);
  return typeof value === 'number' ? String(value) : value;
}

/** Names that weights, delays and probabilities may use of the two cells. */
export function namesOfEnds(source: Population | Slice, target: Population | Slice): Set<string> {
  const names = new Set(['i', 'j']);
  for (const [end, ending] of [
    [source, '_pre'],
    [target, '_post'],
  ] as const) {
    const { blueprint, positions } = 'blueprint' in end ? end : end.population;
    const parameters = blueprint.role === 'cells' ? blueprint.shape.parameters.map((p) => p.name) : [];
    for (const name of [...parameters, ...positions.keys()]) names.add(`${name}${ending}`);
  }
  return names;
}

interface DegreeDocument {
  readonly degree: string | number;
  readonly multapses?: boolean;
  readonly autapses?: boolean;
}

export function ruleOf(
  context: Context,
  given: ProjectionDocument['connect'],
  ends: ReadonlySet<string>,
): ConnectionRule {
  const { knobs, attachments } = context;
  if (typeof given === 'string') return given === 'allToAll' ? allToAll() : oneToOne();
  const [kind, value] = Object.entries(given)[0] as [string, unknown];
  switch (kind) {
    case 'allToAll':
      return allToAll((value ?? {}) as { autapses?: boolean });
    case 'oneToOne':
      return oneToOne();
    case 'fixedProbability': {
      const { p, ...options } = optionsOf<{ p: string | number; autapses?: boolean }>(value, 'p');
      return fixedProbability(knobs.number(p, 'The probability'), options);
    }
    case 'probability': {
      const { p, condition } = optionsOf<{ p: string | number; condition?: string }>(value, 'p');
      const chance = typeof p === 'number' ? p : knobs.inText(p, ends);
      return probability(chance, condition === undefined ? {} : { condition: knobs.inText(condition, ends) });
    }
    case 'fixedTotalNumber': {
      const { synapses, ...options } = optionsOf<{ synapses: string | number; autapses?: boolean }>(value, 'synapses');
      return fixedTotalNumber(knobs.count(synapses, 'The number of synapses'), options);
    }
    case 'fixedInDegree':
    case 'fixedOutDegree': {
      const { degree, ...options } = optionsOf<DegreeDocument>(value, 'degree');
      const synapses = knobs.count(degree, 'The degree');
      return kind === 'fixedInDegree' ? fixedInDegree(synapses, options) : fixedOutDegree(synapses, options);
    }
    default: {
      if (Array.isArray(value)) return synapseList(value as [number, number][]);
      const { sources, targets } = value as { readonly sources: PerItem; readonly targets: PerItem };
      const numbers = (list: PerItem) =>
        isNumberList(list) ? numbersOf(list, attachments) : (list as unknown as readonly number[]);
      return synapseList({ sources: numbers(sources), targets: numbers(targets) });
    }
  }
}

/** Options, or what stands for the one of them that is needed. */
const optionsOf = <T extends object>(value: unknown, needed: keyof T): T =>
  (typeof value === 'object' && value !== null ? value : { [needed]: value }) as T;

/** Names by which rules of synapses read the two cells. */
const namesOfCells = (source: Population | Slice, target: Population | Slice): string[] =>
  [source, target].flatMap((end, k) => {
    const { shape } = ('blueprint' in end ? end : end.population).blueprint;
    return [...namesOf(shape)].flatMap((name) => (k === 0 ? [`${name}_pre`] : [name, `${name}_post`]));
  });

function releaseOf(context: Context, given: object, pairs: ReadonlySet<string>): ReleaseDescription {
  if ('shortTermPlasticity' in given) {
    const { U, ...times } = valuesOf(context, given.shortTermPlasticity as PerSynapseValues, pairs) as Record<
      string,
      string
    >;
    const fraction = typeof U === 'string' && isQuantity(U) ? pure(context, U, 'U') : U;
    const written = Object.entries(times).map(([key, value]) => [key, typeof value === 'number' ? `${value}` : value]);
    return shortTermPlasticity({ U: fraction, ...Object.fromEntries(written) } as Parameters<
      typeof shortTermPlasticity
    >[0]);
  }
  const release = given as ReleaseDescription & { readonly parameters?: PerSynapseValues };
  const parameters = valuesOf(context, release.parameters ?? {}, pairs);
  return { ...release, ...constants(context, parameters, [release], []) };
}

type PerSynapseValues = Readonly<Record<string, PerItem>>;

/** Values by name, one for all synapses or one for each. */
const valuesOf = (
  context: Context,
  given: PerSynapseValues,
  pairs: ReadonlySet<string>,
): Record<string, SynapseInitial> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, perSynapse(context, value, pairs)]));

function plasticityOf(
  context: Context,
  given: object,
  pairs: ReadonlySet<string>,
  cells: readonly string[],
): PlasticityDescription {
  for (const [kind, make] of [
    ['pairStdp', pairStdp],
    ['tripletStdp', tripletStdp],
  ] as const) {
    if (!Object.hasOwn(given, kind)) continue;
    const { range, ...options } = (
      given as Readonly<Record<string, Quantities & { range: PlasticityDescription['range'] }>>
    )[kind]!;
    const made = Object.entries(options as Quantities).map(([key, value]) => [
      key,
      words.has(key) ? value : key.startsWith('A') ? pure(context, value, key) : String(context.knobs.quantity(value)),
    ]);
    return make({ ...Object.fromEntries(made), range: rangeOf(context, range) } as PairStdpOptions &
      TripletStdpOptions);
  }
  const plasticity = given as PlasticityDescription & { readonly initial?: PerSynapseValues };
  const { equations, initial, pre, post, onPre, onPost, on, every, amount, parameters, range } = plasticity;
  const own = [...cells, ...(equations === undefined ? [] : synapticLines(equations).map((line) => line.name))];
  const rules = [
    equations,
    onPre,
    onPost,
    amount,
    ...(on ?? []).map((of) => of.do),
    ...(every ?? []).map((of) => of.do),
  ];
  return {
    ...plasticity,
    range: rangeOf(context, range),
    ...defined({
      initial: initial && valuesOf(context, initial, pairs),
      on: on?.map(({ delay, ...of }) => ({ ...of, ...(delay === undefined ? {} : { delay: timeOf(context, delay) }) })),
      every: every?.map((of) => ({ ...of, interval: timeOf(context, of.interval) })),
    }),
    ...constants(context, quantities(context, parameters ?? {}), [pre, post], rules, own),
  };
}

const timeOf = ({ knobs }: Context, given: string | number): string => String(knobs.quantity(given));

/**
 * Parameters of a release or a plasticity, with those of the document that its texts use: these are fixed when the network is built.
 * `seen`: what else the rules can read, which the ends' equations cannot.
 */
function constants<T extends SynapseInitial>(
  { knobs }: Context,
  written: Readonly<Record<string, T | string>>,
  ends: readonly (AttachmentDescription | undefined)[],
  rules: readonly (string | undefined)[],
  seen: readonly string[] = [],
): { parameters?: Record<string, T | string> } {
  const own = new Set(['w', ...Object.keys(written)]);
  for (const end of ends) if (end) for (const line of parseLines(end.equations)) own.add(line.name);
  const used = [
    ...knobs.usedIn(
      ends.flatMap((end) => [end?.equations, end?.onSpike]),
      own,
    ),
    ...knobs.usedIn(rules, new Set([...own, ...seen])),
  ];
  const parameters = { ...written, ...Object.fromEntries(used.map((name) => [name, knobs.inText(name)])) };
  return Object.keys(parameters).length === 0 ? {} : { parameters };
}

/** Options that are words. */
const words: ReadonlySet<string> = new Set(['pairs', 'spikes', 'dependence', 'delays']);

const pure = (context: Context, value: string | number, what: string): number => context.knobs.number(value, what);

const rangeOf = ({ knobs }: Context, [low, high]: readonly [string | number, string | number]): [string, string] => [
  String(knobs.quantity(low)),
  String(knobs.quantity(high)),
];
