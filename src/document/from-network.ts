/** From a network back to the document that makes it again. */

import { branchingOf, type Neuron } from '../dendrites/branching.ts';
import type { CellDescription, Model } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { writeNpy } from '../files/npy.ts';
import type { Coupling } from '../network/coupling.ts';
import type { Network } from '../network/network.ts';
import { cellModel, type Population, type Slice } from '../network/population.ts';
import type { Projection } from '../network/projection.ts';
import type { ConnectionRule } from '../network/rules/index.ts';
import { noMore } from '../no-more.ts';
import { amountText } from '../numbers/amount.ts';
import { freeName } from '../numbers/free-name.ts';
import { anything, listOf, object, optional, optionsOf, text } from '../options.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { exactUnit } from '../quantity/exact-unit.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { cellsText } from '../simulate/interventions/cells.ts';
import type { Intervention } from '../simulate/interventions/types.ts';
import type { NumberList } from './attachments.ts';
import { Knobs } from './knobs.ts';
import { neuronDocument } from './neuron.ts';
import { checked } from './read.ts';
import type { KnobText } from './read-knob.ts';
import { type ExperimentDocument, VERSION } from './schema/experiment.ts';
import { nameIsKept } from './schema/kinds.ts';

type Section<K extends keyof ExperimentDocument> = NonNullable<ExperimentDocument[K]>;

export interface DocumentOptions {
  /** How it is run; the seed is the network's. */
  readonly run: Omit<Section<'run'>, 'seed'>;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly reference?: string | undefined;
  readonly claims?: Section<'claims'> | undefined;
  /**
   * Parameters of the document. Those that stand, with this value, wherever a model or a projection has a parameter of the name, take its
   * place; the others are left out.
   */
  readonly parameters?: Section<'parameters'> | undefined;
  /** What is done while it runs. */
  readonly interventions?: readonly Intervention[] | undefined;
  /** Lists of more numbers become files. Default 100; Infinity: all stay in the document. */
  readonly longest?: number;
}

const readOptions = optionsOf<DocumentOptions>('documentOf', {
  run: object,
  title: optional(text),
  description: optional(text),
  reference: optional(text),
  claims: optional(listOf(anything)),
  parameters: optional(object),
  interventions: optional(listOf(anything)),
  // Infinity is one, too.
  longest: optional(anything),
});

export interface DocumentWithFiles {
  readonly document: ExperimentDocument;
  /** Files that belong beside it, by name. */
  readonly attachments: Readonly<Record<string, Uint8Array>>;
}

type Plain = Record<string, unknown>;

/**
 * The document that makes this network again. Throws a UserError that names the part for what no document can hold: a connection rule of
 * the user's own, names that are whole numbers.
 */
export function documentOf(network: Network, options: DocumentOptions, ...more: undefined[]): DocumentWithFiles {
  noMore('documentOf', 'a network and options', more);
  readOptions(options);
  const lists = new Lists(options.longest ?? 100);
  const models = new Map<Model, { readonly name: string; readonly model: Plain }>();
  const populations: Plain = {};
  for (const population of network.populations)
    populations[kept('population', population.name)] = populationOf(population, models, lists);
  const projections = network.projections.map((projection) => projectionOf(projection, network, lists));
  const couplings = network.couplings.map((coupling) => couplingOf(coupling, network, lists));
  const sections = Object.fromEntries([...models.values()].map(({ name, model }) => [name, model]));
  const acts = (options.interventions ?? []).map((act, k) => interventionOf(act, k, sections, lists));
  const parameters = lifted(options.parameters ?? {}, Object.values(sections) as Plain[], [
    ...projections,
    ...couplings,
  ]);
  const document = {
    galvani: VERSION,
    ...filled({ title: options.title, description: options.description, reference: options.reference }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(models.size === 0 ? {} : { models: sections }),
    populations,
    ...(projections.length === 0 ? {} : { projections }),
    ...(couplings.length === 0 ? {} : { couplings }),
    run: filled({ ...options.run, seed: network.seed }),
    ...(acts.length === 0 ? {} : { do: acts }),
    ...(options.claims === undefined ? {} : { claims: options.claims }),
  };
  return { document: checked(document), attachments: lists.files };
}

function kept(kind: string, name: string): string {
  if (nameIsKept(name)) return name;
  throw new UserError(`The ${kind} '${name}' cannot stand in a document: choose a name that is no whole number.`);
}

/** Lists of numbers, within the document or as files. */
class Lists {
  readonly files: Record<string, Uint8Array> = {};
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  isLong(length: number): boolean {
    return length > this.#longest;
  }

  /** A name for a file that no other has. */
  #free(wish: string, ending: string): string {
    const base = wish.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'list';
    return `${freeName(base, (name) => Object.hasOwn(this.files, `${name}.${ending}`), '-')}.${ending}`;
  }

  /** The name of a file for a text of many lines; undefined where it stays in the document. */
  text(text: string, ending: string, wish: string): string | undefined {
    if (!this.isLong(text.split('\n').length)) return undefined;
    const bytes = new TextEncoder().encode(text);
    const same = Object.entries(this.files).find(
      ([name, known]) =>
        name.endsWith(ending) && known.length === bytes.length && known.every((b, k) => b === bytes[k]),
    );
    if (same) return same[0];
    const file = this.#free(wish, ending);
    this.files[file] = bytes;
    return file;
  }

  /** `wish`: what the file is to be called. */
  list(values: Float64Array | Uint32Array, unit: string, wish: string): NumberList {
    const inUnit = unit === '1' ? {} : { unit };
    if (!this.isLong(values.length)) return { values: [...values], ...inUnit };
    const file = this.#free(wish, 'npy');
    this.files[file] = writeNpy(values);
    return { file, ...inUnit };
  }

  quantities(values: Float64Array, dimension: Dimension, wish: string): NumberList {
    return this.list(values, exactUnit(dimension), wish);
  }

  /** Plain data with its long lists of numbers as files. */
  plain(value: unknown, wish: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value) && !ArrayBuffer.isView(value))
      return filled(
        Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.plain(inner, `${wish} ${key}`)])),
      );
    const list = Array.from(value as ArrayLike<unknown>);
    if (this.isLong(list.length) && list.every((x) => typeof x === 'number'))
      return this.list(Float64Array.from(list as number[]), '1', wish);
    return list.map((inner) => this.plain(inner, wish));
  }
}

/** Without entries that are undefined. */
const filled = (entries: Plain): Plain =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

/** Lines without the indentation that they had in a program. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

function modelOf(description: CellDescription, wish: string, lists: Lists): Plain {
  const { equations, parameters, threshold, reset, events, ...rest } = description;
  return filled({
    equations: lines(equations),
    parameters: parameters && lists.plain(parameters, wish),
    threshold,
    reset: reset === undefined ? undefined : lines(reset),
    events,
    ...(lists.plain(rest, wish) as Plain),
  });
}

function populationOf(
  population: Population,
  models: Map<Model, { readonly name: string; readonly model: Plain }>,
  lists: Lists,
): Plain {
  const { name, size, blueprint, positions } = population;
  const { given } = blueprint;
  const groups = population.namedSlices.map((slice) => [
    kept('group', slice.name),
    [slice.first, slice.first + slice.size],
  ]);
  const common = {
    size,
    ...(groups.length === 0 ? {} : { groups: Object.fromEntries(groups) }),
    ...(positions.size === 0
      ? {}
      : {
          positions: Object.fromEntries(
            [...positions].map(([axis, at]) => [axis, lists.quantities(at.values, at.dimension, `${name} ${axis}`)]),
          ),
        }),
  };
  if (given.kind === 'poisson') {
    const { rate, from, to, tables } = given.options;
    return { poisson: lists.plain({ rate, from, to, tables }, name), ...common };
  }
  if (given.kind === 'spikes') return { spikes: spikesOf(given.options, name, lists), ...common };
  const model = cellModel(population);
  if (!models.has(model)) {
    const own = branchingOf(model)
      ? { neuron: neuronDocument(model as Neuron, (text, ending) => lists.text(text, ending, name)) }
      : modelOf(model.description, name, lists);
    models.set(model, { name, model: own });
  }
  const variables = new Map([...model.parameters, ...model.states].map((v) => [v.name, v]));
  const initial = [...blueprint.initial].map(([variable, value]) => {
    const written = given.initial[variable];
    if (written !== undefined) return [variable, written];
    const { dimension } = variables.get(variable)!;
    return [variable, lists.quantities(value as Float64Array, dimension, `${name} ${variable}`)];
  });
  const { size: cells, ...rest } = common;
  return {
    model: models.get(model)!.name,
    size: cells,
    ...(initial.length === 0 ? {} : { initial: Object.fromEntries(initial) }),
    ...rest,
  };
}

type Spikes = Extract<Population['blueprint']['given'], { kind: 'spikes' }>['options'];

function spikesOf(options: Spikes, name: string, lists: Lists): Plain {
  const pairs: [string | number, number][] =
    'times' in options
      ? Array.from(options.times as ArrayLike<ArrayLike<string | number>>, (list, cell) =>
          Array.from(list, (time): [string | number, number] => [time, cell]),
        ).flat()
      : Array.from(options.spikes, ([time, cell]) => [time, cell]);
  if (!lists.isLong(pairs.length) || pairs.some(([time]) => typeof time === 'string'))
    return 'times' in options
      ? { times: Array.from(options.times as ArrayLike<ArrayLike<string | number>>, (list) => Array.from(list)) }
      : { spikes: pairs };
  return {
    at: lists.list(
      Float64Array.from(pairs, ([time]) => time as number),
      '1',
      `${name} times`,
    ),
    cells: lists.list(
      Uint32Array.from(pairs, ([, cell]) => cell),
      '1',
      `${name} cells`,
    ),
  };
}

/** Cells as the ends of projections name them. */
function endOf(slice: Slice, network: Network): string {
  const { population, name } = slice;
  if (name === population.name || population.namedSlices.includes(slice)) return name;
  const taken = network.populations.some((p) => p.name === name || p.namedSlices.some((s) => s.name === name));
  if (taken)
    throw new UserError(`The cells ${name} of ${population.name} have the name of another part; give them a name.`);
  return name;
}

function projectionOf(of: Projection, network: Network, lists: Lists): Plain {
  const { source, target, given, delay, weight, connectivity, name } = of;
  const first = target.population.blueprint.shape.states.find((s) => s.name === of.effects[0]?.variable);
  return filled({
    from: endOf(source, network),
    to: endOf(target, network),
    name: name === `${source.name} to ${target.name}` ? undefined : name,
    connect: ruleOf(of.rule, name, lists),
    onSpike: given.onSpike,
    weight:
      given.weight ??
      (weight instanceof Float64Array ? lists.quantities(weight, first!.dimension, `${name} weight`) : undefined),
    delay: given.delay ?? (delay instanceof Float64Array ? lists.list(delay, 'ms', `${name} delay`) : undefined),
    parameters: Object.keys(given.parameters).length === 0 ? undefined : { ...given.parameters },
    release: given.release && lists.plain(given.release, name),
    plasticity: given.plasticity && lists.plain(given.plasticity, name),
    connectivity: connectivity === 'stored' ? undefined : connectivity,
    at: given.at,
  });
}

function couplingOf(of: Coupling, network: Network, lists: Lists): Plain {
  const { source, target, given, weight, weightUnit, name, sites } = of;
  return filled({
    from: endOf(source, network),
    to: endOf(target, network),
    name: name === `${source.name} with ${target.name}` ? undefined : name,
    connect: ruleOf(of.rule, name, lists),
    at: sites && [sites.source.place, sites.target.place],
    g: sites?.g,
    solve: sites?.solve === 'in-solve' ? sites.solve : undefined,
    current: given.current,
    value: given.value,
    into: given.into,
    weight:
      given.weight ??
      (weight instanceof Float64Array
        ? lists.quantities(weight, unitOf(weightUnit).dimension, `${name} weight`)
        : undefined),
    parameters: Object.keys(given.parameters).length === 0 ? undefined : { ...given.parameters },
  });
}

function ruleOf({ description }: ConnectionRule, projection: string, lists: Lists): unknown {
  if (!description)
    throw new UserError(
      `The projection ${projection} has a connection rule of its own; documents can be written for the library's rules only.`,
    );
  switch (description.kind) {
    case 'oneToOne':
      return 'oneToOne';
    case 'allToAll':
      return description.autapses ? 'allToAll' : { allToAll: { autapses: false } };
    case 'fixedProbability':
      return { fixedProbability: shortest('p', description.p, unlessTrue({ autapses: description.autapses })) };
    case 'probability': {
      const { p, condition } = description;
      return { probability: shortest('p', p, condition === undefined ? {} : { condition }) };
    }
    case 'synapseList': {
      const { sources, targets } = description;
      if (!lists.isLong(sources.length)) return { synapseList: Array.from(sources, (s, k) => [s, targets[k]!]) };
      return {
        synapseList: {
          sources: lists.list(sources, '1', `${projection} sources`),
          targets: lists.list(targets, '1', `${projection} targets`),
        },
      };
    }
    case 'fixedTotalNumber': {
      const { synapses, autapses } = description;
      return { fixedTotalNumber: shortest('synapses', synapses, unlessTrue({ autapses })) };
    }
    default: {
      const { kind, degree, multapses, autapses } = description;
      return { [kind]: shortest('degree', degree, unlessTrue({ multapses, autapses })) };
    }
  }
}

/** The needed value alone where there are no options besides. */
const shortest = (key: string, value: string | number, options: Plain): unknown =>
  Object.keys(options).length === 0 ? value : { [key]: value, ...options };

/** Options whose default is true. */
const unlessTrue = (options: Readonly<Record<string, boolean>>): Plain =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => !value));

function interventionOf(act: Intervention, k: number, models: Plain, lists: Lists): Plain {
  const { at } = act;
  const cells = (given: readonly number[] | string): string =>
    typeof given === 'string' ? given : cellsText([...new Set(given)].sort((a, b) => a - b));
  switch (act.kind) {
    case 'set':
      return filled({ at, set: { [act.name]: amountText(act.value) }, population: act.population });
    case 'inject':
      return { at, inject: filled({ cells: cells(act.cells), amplitude: act.amplitude, duration: act.duration }) };
    case 'silence':
      return { at, silence: filled({ cells: cells(act.cells), duration: act.duration }) };
    case 'kick':
      return { at, kick: { cells: cells(act.cells), amplitude: act.amplitude } };
    case 'model': {
      const wish = `${act.population ?? 'cells'}, at ${at}`;
      const name = Object.hasOwn(models, wish) ? `${wish} (${k})` : wish;
      models[name] = modelOf(act.model, name, lists);
      return {
        at,
        model: filled({ name, population: act.population, initial: act.initial && lists.plain(act.initial, name) }),
      };
    }
  }
}

/**
 * Takes parameters out of models and projections where each of that name has the value of the document's parameter, and a text uses it by
 * its name; answers those that were taken out.
 */
function lifted(
  parameters: Section<'parameters'>,
  models: readonly Plain[],
  projections: readonly Plain[],
): Section<'parameters'> {
  const same = (a: unknown, b: string | number): boolean => {
    if (typeof a !== 'string' && typeof a !== 'number') return false;
    const [x, y] = [parseQuantity(a), parseQuantity(b)];
    return x.value === y.value && x.dimension.every((n, k) => n === y.dimension[k]);
  };
  const parts = [...models, ...projections];
  const texts = parts.flatMap((part) =>
    ['equations', 'threshold', 'reset', 'refractory', 'onSpike', 'current', 'value'].map(
      (key) => part[key] as string | undefined,
    ),
  );
  const taken = Object.entries(parameters).filter(([name, entry]) => {
    const value = typeof entry === 'object' ? entry.value : entry;
    const having = parts.filter((part) => Object.hasOwn((part['parameters'] as Plain | undefined) ?? {}, name));
    const knobs = Knobs.read({ [name]: value as KnobText }, {}, (_, act) => act());
    const agree = having.every((part) => same((part['parameters'] as Plain)[name], value));
    if (having.length === 0 || !agree || knobs.usedIn(texts, new Set()).length === 0) return false;
    for (const part of having) {
      const rest = Object.fromEntries(Object.entries(part['parameters'] as Plain).filter(([other]) => other !== name));
      if (Object.keys(rest).length === 0) delete part['parameters'];
      else part['parameters'] = rest;
    }
    return true;
  });
  return Object.fromEntries(taken);
}
