/** Populations and slices of them, as a user builds them. */
import { branchingOf } from '../dendrites/branching.ts';
import type { Model, ModelShape } from '../equations/model.ts';
import { InternalError, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { anything, optional, optionsOf } from '../options.ts';
import type { PoissonOptions } from '../stimuli/poisson.ts';
import type { SpikeListOptions } from '../stimuli/spike-list.ts';
import type { InitialValue } from './initial.ts';
import { type NetworkNames, wholeNumber } from './names.ts';
import type { Position } from './positions.ts';

/** Largest number of cells of one population; the network-wide numbering is u32. */
export const MAX_CELLS = 2 ** 31;

/** What the cells of a population are. */
export type Blueprint = OfCells | OfSources;

interface Common {
  /** The model at a step of dt ms, on which that of sources may depend. */
  readonly model: (dt: number) => Model;
  /** Values at time 0 by name of a state variable or parameter, checked. */
  readonly initial: ReadonlyMap<string, InitialValue>;
  /** What the user wrote, for exports. */
  readonly given: Given;
}

interface OfCells extends Common {
  readonly role: 'cells';
  /** The model of cells is the same at every step. */
  readonly shape: Model;
}

interface OfSources extends Common {
  readonly role: 'source';
  readonly shape: ModelShape;
}

/** A blueprint of cells. */
export const ofCells = (model: Model, rest: Pick<Common, 'initial' | 'given'>): Blueprint => ({
  role: 'cells',
  shape: model,
  model: () => model,
  ...rest,
});

/** The options of a population as written; arrays of initial values are left out, since `initial` holds them. */
type Given =
  | { readonly kind: 'cells'; readonly initial: Readonly<Record<string, string | number>> }
  | { readonly kind: 'poisson'; readonly options: PoissonOptions }
  | { readonly kind: 'spikes'; readonly options: SpikeListOptions };

/** A number of cells of one model. Made by `Network.population`, `poisson` or `spikes`. */
export class Population {
  readonly name: string;
  readonly size: number;
  readonly blueprint: Blueprint;
  /** Coordinates of its cells by name; none unless they were given. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly #names: NetworkNames;
  readonly #slices: Slice[] = [];

  constructor(
    names: NetworkNames,
    name: string,
    size: number,
    blueprint: Blueprint,
    positions: ReadonlyMap<string, Position> = new Map(),
  ) {
    this.#names = names;
    this.name = name;
    this.size = size;
    this.blueprint = blueprint;
    this.positions = positions;
  }

  /** Cells from ≤ i < to. A slice with a name is a group of its own in rates and statistics. */
  slice(from: number, to: number, options: { readonly name?: string } = {}, ...more: undefined[]): Slice {
    noMore('slice', 'a start, an end and options', more);
    wholeNumber(`The start of a slice of ${this.name}`, from, 0, this.size);
    wholeNumber(`The end of a slice of ${this.name}`, to, 0, this.size);
    if (to < from)
      throw new UserError(`A slice of ${this.name} from ${from} to ${to} ends before it starts; swap the two.`);
    optionsOf<typeof options>('slice', { name: optional(anything) })(options);
    const named = options.name !== undefined;
    const name = named ? this.#names.claim('slice', options.name, '') : `${this.name}[${from}:${to}]`;
    const slice = new Slice(this, from, to - from, name);
    if (named) this.#slices.push(slice);
    return slice;
  }

  /**
   * One place of these cells, which have dendrites: 'soma 0.5', 'apic[3] 0.7', 'tuft center'. At the very end of a section the nearest
   * compartment. Throws TextError or UserError.
   */
  at(place: string, ...more: undefined[]): PlacedCells {
    return placed(asSlice(this), place, more);
  }

  /** Slices that were given names, in order of creation. */
  get namedSlices(): readonly Slice[] {
    return this.#slices;
  }
}

/** A range of cells of one population. */
export class Slice {
  readonly population: Population;
  /** First cell within the population. */
  readonly first: number;
  /** Number of cells. */
  readonly size: number;
  readonly name: string;

  constructor(population: Population, first: number, size: number, name: string) {
    this.population = population;
    this.first = first;
    this.size = size;
    this.name = name;
  }

  /** See `Population.at`. */
  at(place: string, ...more: undefined[]): PlacedCells {
    return placed(this, place, more);
  }
}

/** One place of cells with dendrites, of all of a range; made by `at` of a population or slice. */
export class PlacedCells {
  readonly cells: Slice;
  /** As written: 'soma 0.5'. */
  readonly place: string;
  /** The compartment that is there. */
  readonly node: number;

  constructor(cells: Slice, place: string, node: number) {
    this.cells = cells;
    this.place = place;
    this.node = node;
  }
}

function placed(cells: Slice, place: string, more: readonly unknown[]): PlacedCells {
  noMore('at', 'one place', more);
  const branching = branchingOf(cells.population.blueprint.shape);
  if (!branching)
    throw new UserError(
      `at: the cells of '${cells.population.name}' have no dendrites, and so no places; leave it out.`,
    );
  const [found, ...others] = branching.placesOf(place, 'at');
  if (!found || others.length > 0)
    throw new UserError(
      `at: '${place}' is ${1 + others.length} places of this cell; name one of them, such as '${found?.label}'.`,
    );
  return new PlacedCells(cells, place, found.compartment);
}

/** A whole population as a slice of itself. */
export const asSlice = (cells: Population | Slice): Slice =>
  cells instanceof Slice ? cells : new Slice(cells, 0, cells.size, cells.name);

/** Throws a UserError where cells have dendrites, which `what` knows nothing of: 'A script for Brian2'. */
export function refuseDendrites(populations: readonly Population[], what: string, advice = ''): void {
  const found = populations.find(({ blueprint }) => branchingOf(blueprint.shape) !== undefined);
  if (found) throw new UserError(`${what} knows no dendrites, and the cells of '${found.name}' have them.${advice}`);
}

/** The model of a population of cells; stimuli have one at each step only. */
export function cellModel({ name, blueprint }: Population): Model {
  if (blueprint.role !== 'cells') throw new InternalError(`'${name}' is a stimulus.`);
  return blueprint.shape;
}
