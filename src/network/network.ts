/** The network as a user builds it. */
import type { Model } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { type PoissonOptions, poissonModel } from '../stimuli/poisson.ts';
import { type SpikeListOptions, spikeListModel } from '../stimuli/spike-list.ts';
import { Names, wholeNumber } from './names.ts';
import { asSlice, type Blueprint, MAX_CELLS, Population, Slice } from './population.ts';
import { type Projection, type ProjectionOptions, readProjection } from './projection.ts';
import { readInitial, type ValueText } from './values.ts';

export interface NetworkOptions {
  /** Seed of all random numbers, a whole number from 0 to 2^32 − 1. Default 1. */
  readonly seed?: number;
}

/**
 * Populations and the projections between them. Random initial values and targets depend on the seed and on the population's or
 * projection's own name only, so adding one part leaves the others as they were. All methods throw a UserError at the first mistake.
 */
export class Network {
  readonly seed: number;
  readonly #names = new Names();
  readonly #populations: Population[] = [];
  readonly #projections: Projection[] = [];

  constructor(options: NetworkOptions = {}) {
    this.seed = wholeNumber('The seed of a network', options.seed ?? 1, 0, 0xffffffff);
  }

  /** `size` cells of one model. State variables without an initial value start at 0. Named 'cells', 'cells2', … by default. */
  population(
    model: Model,
    size: number,
    initial: Readonly<Record<string, ValueText>> = {},
    options: { readonly name?: string } = {},
  ): Population {
    if (!model || !Array.isArray(model.states))
      throw new UserError('The first argument of population is a model, as cell({…}) makes it.');
    const cells = wholeNumber('The size of a population', size, 0, MAX_CELLS);
    const values = readInitial(model, cells, initial);
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
    const texts = Object.entries(initial).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    );
    const given = { kind: 'cells', initial: Object.fromEntries(texts) } as const;
    return this.#add('cells', options.name, cells, { role: 'cells', model: () => model, initial: values, given });
  }

  /** `size` independent Poisson spike trains. */
  poisson(size: number, options: PoissonOptions & { readonly name?: string }): Population {
    const cells = wholeNumber('The number of Poisson trains', size, 0, MAX_CELLS);
    const model = poissonModel(cells, options);
    const given = { kind: 'poisson', options } as const;
    return this.#add('poisson', options.name, cells, { role: 'source', model, initial: new Map(), given });
  }

  /** `size` cells that spike at given times. */
  spikes(size: number, options: SpikeListOptions & { readonly name?: string }): Population {
    const cells = wholeNumber('The number of cells of a spike generator', size, 0, MAX_CELLS);
    const model = spikeListModel(cells, options);
    const given = { kind: 'spikes', options } as const;
    return this.#add('spikes', options.name, cells, { role: 'source', model, initial: new Map(), given });
  }

  #add(base: string, name: string | undefined, size: number, blueprint: Blueprint): Population {
    const total = this.#populations.reduce((n, p) => n + p.size, size);
    if (total > MAX_CELLS)
      throw new UserError(`The network would have ${total} cells; at most ${MAX_CELLS} can be numbered.`);
    const population = new Population(this.#names, this.#names.claim('population', name, base), size, blueprint);
    this.#populations.push(population);
    return population;
  }

  /** Synapses from the cells of `source` to those of `target`. */
  project(source: Population | Slice, target: Population | Slice, options: ProjectionOptions): Projection {
    const from = this.#own(source, 'source');
    const to = this.#own(target, 'target');
    if (to.population.blueprint.role === 'source')
      throw new UserError(`${to.name} is a stimulus and takes no input; project to a population of cells.`);
    if (typeof options?.connect?.fill !== 'function')
      throw new UserError(`The option 'connect' is a connection rule such as fixedProbability(0.02).`);
    const base = `${from.name} to ${to.name}`;
    // Claimed last, so that a mistake leaves no name behind.
    const read = readProjection(options.name ?? base, from, to, options);
    const same = from.population === to.population;
    options.connect.check({
      sources: from.size,
      targets: to.size,
      shift: same ? from.first - to.first : to.size,
      seed: this.seed,
      stream: 0,
    });
    for (const added of read.parameters) this.#agree(to.population, added, read.name);
    const projection = { ...read, name: this.#names.claim('projection', options.name, base) };
    this.#projections.push(projection);
    return projection;
  }

  #own(cells: Population | Slice, side: string): Slice {
    const isCells = cells instanceof Population || cells instanceof Slice;
    const slice = isCells ? asSlice(cells) : undefined;
    if (!slice || !this.#populations.includes(slice.population))
      throw new UserError(`The ${side} of a projection is a population of this network, or a slice of one.`);
    return slice;
  }

  /** Projections that add a parameter of one name to one population must mean the same. */
  #agree(target: Population, added: Projection['parameters'][number], name: string): void {
    for (const other of this.#projections) {
      if (other.target.population !== target) continue;
      const known = other.parameters.find((p) => p.name === added.name);
      if (known && (known.value !== added.value || known.dimension.some((x, i) => x !== added.dimension[i])))
        throw new UserError(
          `The projections ${other.name} and ${name} give the parameter '${added.name}' of ${target.name} different values; use two names.`,
        );
    }
  }

  /** In order of creation. */
  get populations(): readonly Population[] {
    return this.#populations;
  }

  /** In order of creation. */
  get projections(): readonly Projection[] {
    return this.#projections;
  }
}
