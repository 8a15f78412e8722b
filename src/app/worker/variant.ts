/** The networks that one experiment runs as: the preset's, with edited models, with cells that can be touched. */
import {
  type CellDescription,
  cell,
  type Model,
  type Network,
  type Population,
  placesOf,
  type Simulation,
  type TouchParts,
  touchable,
  touchColumns,
  UserError,
  voltageOf,
  whyStored,
} from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import type { Models, ModelText } from './messages.ts';
import { descriptionOf, sameModels, textOf } from './model-text.ts';

export interface Variant {
  readonly models: Models;
  readonly parts: TouchParts;
}

export const sameVariant = (a: Variant, b: Variant): boolean =>
  a.parts.current === b.parts.current && a.parts.silence === b.parts.silence && sameModels(a.models, b.models);

/** A population of cells under an edit. */
export interface Member {
  /** Name in `Models`: '' for the first. */
  readonly key: string;
  readonly population: Population;
  readonly model: Model;
  /** The state variable that is shown, kicked and held; undefined where the model has none. */
  readonly variable: string | undefined;
}

export class Family {
  readonly #origin: Network;
  readonly #preset: Preset;
  readonly #dt: number;
  readonly #owned: ReadonlySet<string>;
  readonly #populations: readonly Population[];
  /** Edited models as they were made; texts never change. */
  readonly #made = new WeakMap<ModelText, { readonly population: Population; readonly model: Model }>();

  /** `dt` in ms. */
  constructor(preset: Preset, origin: Network, dt: number) {
    this.#preset = preset;
    this.#origin = origin;
    this.#dt = dt;
    this.#owned = new Set(preset.parameters.map((p) => p.name));
    this.#populations = origin.populations.filter((p) => p.blueprint.role === 'cells');
  }

  /** Why all synapses must be stored, the end of a sentence; undefined where those of some projection need not. */
  whyStored(): string | undefined {
    const reasons = this.#origin.projections.map(whyStored);
    if (reasons.length === 0) return 'there are none';
    return reasons.includes(undefined) ? undefined : reasons[0];
  }

  /** The network of a variant. `hold`: the voltage of each cell at time 0 by population, in the variable's unit. */
  network({ models, parts }: Variant, hold: ReadonlyMap<string, Float64Array>): Network {
    const keys = Object.keys(models);
    const unknown = keys.find((key) => !this.#populations.some((p) => this.#key(p) === key));
    if (unknown !== undefined) throw new UserError(`The network has no population '${unknown}' to give a model to.`);
    const touched = parts.current || parts.silence;
    if (keys.length === 0 && !touched) return this.#origin;
    return this.#origin.remodelled((population) => {
      const edited = models[this.#key(population)] !== undefined;
      if (!edited && !touched) return undefined;
      const description = this.description(population, models);
      const model = this.#model(population, models);
      const voltage = voltageOf(model, this.#voltage);
      if (!touched || voltage === undefined) return edited ? { description } : undefined;
      return {
        description: touchable(description, model, voltage, parts),
        initial: {
          ...(parts.current ? { [touchColumns.current]: new Float64Array(population.size) } : {}),
          ...(parts.silence
            ? {
                [touchColumns.silent]: new Float64Array(population.size),
                [touchColumns.hold]: hold.get(population.name) ?? new Float64Array(population.size),
              }
            : {}),
        },
      };
    });
  }

  /** The populations of cells under an edit, before any touch. */
  members(models: Models): Member[] {
    return this.#populations.map((population) => {
      const model = this.#model(population, models);
      return { key: this.#key(population), population, model, variable: voltageOf(model, this.#voltage) };
    });
  }

  /** Where a simulation's cells can be touched. */
  places(simulation: Pick<Simulation, 'groups'>, models: Models) {
    const pairs = this.#populations.map((p) => [p.name, this.#model(p, models)] as const);
    return placesOf(simulation, pairs, this.#voltage);
  }

  description(population: Population, models: Models): CellDescription {
    const own = population.blueprint.model(this.#dt).description;
    return descriptionOf(own, models[this.#key(population)], this.#owned);
  }

  /** The texts of a population under an edit. */
  text(population: Population, models: Models): ModelText {
    return models[this.#key(population)] ?? textOf(population.blueprint.model(this.#dt).description, this.#owned);
  }

  /** Names of the parameters that projections add to a population. */
  added(population: Population): string[] {
    const targets = this.#origin.projections.filter((p) => p.target.population === population);
    return [...new Set(targets.flatMap((p) => p.parameters.map((q) => q.name)))];
  }

  #model(population: Population, models: Models): Model {
    const edit = models[this.#key(population)];
    if (edit === undefined) return population.blueprint.model(this.#dt);
    const own = this.#made.get(edit);
    if (own?.population === population) return own.model;
    const model = cell(this.description(population, models));
    this.#made.set(edit, { population, model });
    return model;
  }

  get #voltage(): string {
    return this.#preset.variables[0] ?? 'V';
  }

  #key(population: Population): string {
    return population === this.#populations[0] ? '' : population.name;
  }
}
