/** The network as a user builds it. */

import { branchingOf } from '../dendrites/branching.ts';
import { buildModel } from '../equations/cell-model.ts';
import type { CellDescription, Model } from '../equations/model.ts';
import { shown, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { anything, object, optional, optionsOf } from '../options.ts';
import { toUnit } from '../quantity/quantity.ts';
import { type PoissonOptions, poissonModel } from '../stimuli/poisson.ts';
import { type SpikeListOptions, spikeListModel } from '../stimuli/spike-list.ts';
import { withProjection } from './added-parameters.ts';
import { type Coupling, type CouplingOptions, checkCoupling, readCoupling } from './coupling.ts';
import { type GapJunctionOptions, readGapJunction } from './gap-junction.ts';
import type { InitialValue } from './initial.ts';
import { KeptSynapses } from './kept-synapses.ts';
import { NetworkNames, wholeNumber } from './names.ts';
import { asSlice, type Blueprint, MAX_CELLS, ofCells, PlacedCells, Population, Slice } from './population.ts';
import { type Positions, readPositions } from './positions.ts';
import { checkProjection, type Projection, type ProjectionOptions, readProjection } from './projection.ts';
import type { ConnectionRule } from './rules/rule.ts';
import { readInitial, type ValueText } from './values.ts';

export interface NetworkOptions {
  /** Seed of all random numbers, a whole number from 0 to 2^32 − 1. Default 1. */
  readonly seed?: number;
}

/** Another model for a population. */
export interface Remodel {
  readonly description: CellDescription;
  /** Further values at time 0, by name of a state variable or parameter of that model. */
  readonly initial?: Readonly<Record<string, ValueText>>;
}

/**
 * Populations and the projections between them. Random initial values and targets depend on the seed and on the population's or
 * projection's own name only, so adding one part leaves the others as they were. All methods throw a UserError at the first mistake.
 */
export class Network {
  readonly seed: number;
  readonly #names = new NetworkNames();
  readonly #populations: Population[] = [];
  #projections: readonly Projection[] = [];
  readonly #couplings: Coupling[] = [];
  #keptSynapses = new KeptSynapses();

  constructor(options: NetworkOptions = {}, ...more: undefined[]) {
    noMore('Network', 'options', more);
    const { seed = 1 } = optionsOf<NetworkOptions>('Network', { seed: optional(anything) })(options);
    this.seed = wholeNumber('The seed of a network', seed, 0, 0xffffffff);
  }

  /** `size` cells of one model. State variables without an initial value start at 0. Named 'cells', 'cells2', … by default. */
  population(
    model: Model,
    size: number,
    initial: Readonly<Record<string, ValueText>> = {},
    options: { readonly name?: string; readonly positions?: Positions } = {},
    ...more: undefined[]
  ): Population {
    noMore('population', 'a model, a size, initial values and options', more);
    if (!model || !Array.isArray(model.states))
      throw new UserError(
        `The first argument of population is a model, as cell({…}) makes it; it got ${shown(model)}.`,
      );
    object.check(initial, 'population: the initial values');
    optionsOf<typeof options>('population', { name: optional(anything), positions: optional(object) })(options);
    const cells = wholeNumber('The size of a population', size, 0, MAX_CELLS);
    const values = readInitial(model, cells, initial);
    checkParameters(model, cells, values);
    if (branchingOf(model) && !values.has('V'))
      throw new UserError(
        "population: cells with dendrites need the voltage at time 0, { V: '-65 mV' }; gates start at their steady state there.",
      );
    const given = { kind: 'cells', initial: writtenValues(initial) } as const;
    return this.#add('cells', options, cells, ofCells(model, { initial: values, given }));
  }

  /** `size` independent Poisson spike trains. */
  poisson(
    size: number,
    options: PoissonOptions & { readonly name?: string; readonly positions?: Positions },
    ...more: undefined[]
  ): Population {
    noMore('poisson', 'a number of trains and options', more);
    const cells = wholeNumber('The number of Poisson trains', size, 0, MAX_CELLS);
    const source = poissonModel(cells, options);
    const given = { kind: 'poisson', options } as const;
    return this.#add('poisson', options, cells, { role: 'source', ...source, initial: new Map(), given });
  }

  /** `size` cells that spike at given times. */
  spikes(
    size: number,
    options: SpikeListOptions & { readonly name?: string; readonly positions?: Positions },
    ...more: undefined[]
  ): Population {
    noMore('spikes', 'a size and options', more);
    const cells = wholeNumber('The number of cells of a spike generator', size, 0, MAX_CELLS);
    const source = spikeListModel(cells, options);
    const given = { kind: 'spikes', options } as const;
    return this.#add('spikes', options, cells, { role: 'source', ...source, initial: new Map(), given });
  }

  #add(
    base: string,
    { name, positions }: { readonly name?: string; readonly positions?: Positions },
    size: number,
    blueprint: Blueprint,
  ): Population {
    const total = this.#populations.reduce((n, p) => n + p.size, size);
    if (total > MAX_CELLS)
      throw new UserError(`The network would have ${total} cells; at most ${MAX_CELLS} can be numbered.`);
    const places = readPositions(positions, size, blueprint);
    const claimed = this.#names.claim('population', name, base);
    const population = new Population(this.#names, claimed, size, blueprint, places);
    this.#populations.push(population);
    return population;
  }

  /** A population with the name, size and positions of one of another network. */
  #again({ name, size, positions }: Population, blueprint: Blueprint): Population {
    const claimed = this.#names.claim('population', name, 'cells');
    const population = new Population(this.#names, claimed, size, blueprint, positions);
    this.#populations.push(population);
    return population;
  }

  /** Synapses from the cells of `source` to those of `target`. */
  project(
    source: Population | Slice,
    target: Population | Slice,
    options: ProjectionOptions,
    ...more: undefined[]
  ): Projection {
    noMore('project', 'a source, a target and options', more);
    const from = this.#own(source, 'source');
    const to = this.#own(target, 'target');
    if (to.population.blueprint.role === 'source')
      throw new UserError(`${to.name} is a stimulus and takes no input; project to a population of cells.`);
    checkProjection(options);
    const base = `${from.name} to ${to.name}`;
    // Claimed last, so that a mistake leaves no name behind.
    const read = readProjection(options.name ?? base, from, to, options, this.seed);
    checkRule(read.rule, from, to, this.seed);
    this.#checkAdded(read.parameters, to.population, options.name ?? base, this.#couplings);
    const projection = { ...read, name: this.#names.claim('projection', options.name, base) };
    this.#projections = withProjection(this.#projections, projection);
    return this.#projections.at(-1)!;
  }

  /**
   * Couples cells by their state: gap junctions, graded synapses, oscillators, means over a population. In each step every cell of `target`
   * (of a gap junction, of both ends) gets the sum over its junctions in the variable that its equations declare as '… (summed)', from
   * values at the start of the step; it holds for that step. Places of cells with dendrites, `cells.at('soma 0.5')`, take gap junctions,
   * { connect, g: '3 nS' }.
   */
  couple(source: Population | Slice, target: Population | Slice, options: CouplingOptions): Coupling;
  couple(source: PlacedCells, target: PlacedCells, options: GapJunctionOptions): Coupling;
  couple(
    source: Population | Slice | PlacedCells,
    target: Population | Slice | PlacedCells,
    options: CouplingOptions | GapJunctionOptions,
    ...more: undefined[]
  ): Coupling {
    noMore('couple', 'a source, a target and options', more);
    if (source instanceof PlacedCells && target instanceof PlacedCells)
      return this.#join(source, target, options as GapJunctionOptions);
    if (source instanceof PlacedCells || target instanceof PlacedCells)
      throw new UserError(
        "A gap junction joins a place with a place, cells.at('soma 0.5') with cells.at('dend 1'); one end of this coupling names none.",
      );
    return this.#couple(source, target, options as CouplingOptions);
  }

  /** Gap junctions between places of cells with dendrites. */
  #join(source: PlacedCells, target: PlacedCells, options: GapJunctionOptions): Coupling {
    const from = this.#own(source.cells, 'source', 'coupling');
    const to = this.#own(target.cells, 'target', 'coupling');
    const base = `${from.name} with ${to.name}`;
    const read = readGapJunction(options?.name ?? base, source, target, options, this.seed);
    checkRule(read.rule, from, to, this.seed);
    const coupling = { ...read, name: this.#names.claim('coupling', options.name, base) };
    this.#couplings.push(coupling);
    return coupling;
  }

  #couple(source: Population | Slice, target: Population | Slice, options: CouplingOptions): Coupling {
    const from = this.#own(source, 'source', 'coupling');
    const to = this.#own(target, 'target', 'coupling');
    for (const { name, population } of [from, to])
      if (population.blueprint.role === 'source')
        throw new UserError(`${name} is a stimulus, which has no state to couple; project its spikes.`);
    for (const { population } of [from, to])
      if (branchingOf(population.blueprint.shape))
        throw new UserError(
          `The cells of '${population.name}' have dendrites: a coupling says at which place, cells.at('soma 0.5'), and takes gap junctions, { connect, g: '3 nS' }.`,
        );
    checkCoupling(options);
    const base = `${from.name} with ${to.name}`;
    const read = readCoupling(options.name ?? base, from, to, options, this.seed);
    checkRule(read.rule, from, to, this.seed);
    for (const { at } of read.sides)
      this.#checkAdded(read.parameters, read[at].population, options.name ?? base, [
        ...this.#projections,
        ...this.#couplings,
      ]);
    const coupling = { ...read, name: this.#names.claim('coupling', options.name, base) };
    this.#couplings.push(coupling);
    return coupling;
  }

  /** Refuses parameters that another projection or coupling gave the population with another value. */
  #checkAdded(
    parameters: Projection['parameters'],
    population: Population,
    name: string,
    others: readonly (Projection | Coupling)[],
  ): void {
    for (const other of others) {
      const ends = 'sides' in other ? other.sides.map(({ at }) => other[at].population) : [other.target.population];
      if (!ends.includes(population)) continue;
      for (const { name: parameter, value } of parameters)
        if (other.parameters.some((p) => p.name === parameter && p.value !== value))
          throw new UserError(
            `${name} and ${other.name} both give ${population.name} a parameter '${parameter}', with different values; give the two different names.`,
          );
    }
  }

  /**
   * The same network with other models where `change` gives one: sizes, names, slices, projections and with them all random targets stay.
   * Initial values stay where the new model has a variable or parameter of that name. Throws what `population` and `project` throw where
   * the new model does not fit.
   */
  remodelled(change: (population: Population) => Remodel | undefined, ...more: undefined[]): Network {
    noMore('remodelled', 'a function', more);
    const copy = new Network({ seed: this.seed });
    copy.#keptSynapses = this.#keptSynapses;
    const twins = new Map<Population, Population>();
    const slices = new Map<Slice, Slice>();
    for (const old of this.#populations) {
      const remodel = old.blueprint.role === 'cells' ? change(old) : undefined;
      const blueprint = remodel === undefined ? old.blueprint : reblueprint(old, remodel);
      const twin = copy.#again(old, blueprint);
      twins.set(old, twin);
      for (const slice of old.namedSlices)
        slices.set(slice, twin.slice(slice.first, slice.first + slice.size, { name: slice.name }));
    }
    const twinOf = (slice: Slice): Population | Slice =>
      slices.get(slice) ?? twins.get(slice.population)!.slice(slice.first, slice.first + slice.size);
    for (const old of this.#projections) {
      const { given, delay, weight, connectivity } = old;
      copy.project(twinOf(old.source), twinOf(old.target), {
        connect: old.rule,
        onSpike: given.onSpike,
        parameters: given.parameters,
        name: old.name,
        delay: delay instanceof Float64Array ? delay : given.delay,
        release: given.release,
        plasticity: given.plasticity,
        at: given.at,
        connectivity,
        ...weightOption(weight instanceof Float64Array ? listedWeight(old, weight) : given.weight),
      });
    }
    for (const { name, source, target, rule, weight, weightUnit, given, sites } of this.#couplings) {
      if (sites) {
        const [from, to] = [twinOf(source).at(sites.source.place), twinOf(target).at(sites.target.place)];
        copy.couple(from, to, { connect: rule, name, g: sites.g });
        continue;
      }
      copy.couple(twinOf(source), twinOf(target), {
        connect: rule,
        name,
        parameters: given.parameters,
        ...(given.current === undefined ? {} : { current: given.current }),
        ...(given.value === undefined ? {} : { value: given.value }),
        ...(given.into === undefined ? {} : { into: given.into }),
        ...weightOption(weight instanceof Float64Array ? listedJunctions(weight, weightUnit) : given.weight),
      });
    }
    return copy;
  }

  /** What compilations leave for the next one; shared with remodelled copies. */
  get keptSynapses(): KeptSynapses {
    return this.#keptSynapses;
  }

  #own(cells: Population | Slice, side: string, of = 'projection'): Slice {
    const isCells = cells instanceof Population || cells instanceof Slice;
    const slice = isCells ? asSlice(cells) : undefined;
    if (!slice || !this.#populations.includes(slice.population))
      throw new UserError(`The ${side} of a ${of} is a population of this network, or a slice of one.`);
    return slice;
  }

  /** In order of creation. */
  get populations(): readonly Population[] {
    return this.#populations;
  }

  /** In order of creation. */
  get projections(): readonly Projection[] {
    return this.#projections;
  }

  /** In order of creation. */
  get couplings(): readonly Coupling[] {
    return this.#couplings;
  }
}

/** Refuses parameters without a value, and lists of values of the wrong length. */
function checkParameters(model: Model, cells: number, values: ReadonlyMap<string, InitialValue>): void {
  for (const parameter of model.parameters) {
    if (values.has(parameter.name)) continue;
    if (parameter.value === undefined)
      throw new UserError(
        `The parameter '${parameter.name}' has no value; give it in the model's parameters or in the population's initial values.`,
      );
    if (parameter.value instanceof Float64Array && parameter.value.length !== cells)
      throw new UserError(
        `The parameter '${parameter.name}' has ${parameter.value.length} values for a population of ${cells} cells; give one per cell.`,
      );
  }
}

/** Without the lists. */
const writtenValues = (initial: Readonly<Record<string, ValueText>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(initial).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );

function reblueprint(population: Population, { description, initial = {} }: Remodel): Blueprint {
  const model = buildModel(description);
  const { size, blueprint } = population;
  const names = new Set([...model.states, ...model.parameters].map((v) => v.name));
  const texts = blueprint.given.kind === 'cells' ? blueprint.given.initial : {};
  const kept = Object.fromEntries(Object.entries(texts).filter(([name]) => names.has(name) && !(name in initial)));
  const values = readInitial(model, size, { ...kept, ...initial });
  for (const [name, value] of blueprint.initial)
    if (value instanceof Float64Array && names.has(name) && !values.has(name)) values.set(name, value);
  checkParameters(model, size, values);
  const given = { kind: 'cells', initial: { ...kept, ...writtenValues(initial) } } as const;
  return ofCells(model, { initial: values, given });
}

/** Weights by list, as `project` takes them: in the unit of the first statement's variable. */
function listedWeight(projection: Projection, weight: Float64Array): Float64Array {
  const { states } = projection.target.population.blueprint.shape;
  const unit = states.find((s) => s.name === projection.effects[0]?.variable)?.unit ?? '1';
  return weight.map((w) => toUnit(w, unit));
}

/** Weights by list, as `couple` takes them. */
const listedJunctions = (weight: Float64Array, unit: string): ArrayLike<string | number> =>
  unit === '1' ? weight : Array.from(weight, (w) => `${toUnit(w, unit)} ${unit}`);

const weightOption = (weight: ProjectionOptions['weight']): Pick<ProjectionOptions, 'weight'> =>
  weight === undefined ? {} : { weight };

/** Throws a UserError where the rule does not fit the cells. */
function checkRule(rule: ConnectionRule, from: Slice, to: Slice, seed: number): void {
  const same = from.population === to.population;
  const { description } = rule;
  // Rules that draw may be told so of all projections at once, in vain but truly; of allToAll it can only mean pairs of equal numbers.
  if (!same && description?.kind === 'allToAll' && !description.autapses)
    throw new UserError(
      `Between the populations ${from.population.name} and ${to.population.name} there are no autapses, so that allToAll({ autapses: false }) would leave none out. Take allToAll(); or, to leave out pairs of cells of equal numbers, probability(1, { condition: 'i != j' }).`,
    );
  const shift = same ? from.first - to.first : to.size;
  rule.check({ sources: from.size, targets: to.size, shift, seed, stream: 0 });
}
