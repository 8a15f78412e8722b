/** The networks that one experiment runs as: the preset's, with edited models, with cells that can be touched. */
import {
  type CellDescription,
  cell,
  type Model,
  type Network,
  type Population,
  type Simulation,
  shownVariable,
  tokenize,
  UserError,
  whyStored,
} from '../index.ts';
import type { Preset } from '../presets/preset.ts';
import {
  type ModelAct,
  type PopulationModel,
  type TouchParts,
  touchablePopulations,
  untouched,
  variantOf,
} from '../simulate/interventions/index.ts';
import { descriptionOf, sameModels, textOf } from './model-text.ts';
import type { EditAct, Models, ModelText, ObservedVariable } from './types.ts';

export interface NetworkVariant {
  readonly models: Models;
  readonly parts: TouchParts;
}

export const sameVariant = (a: NetworkVariant, b: NetworkVariant): boolean =>
  a.parts.current === b.parts.current && a.parts.silence === b.parts.silence && sameModels(a.models, b.models);

/** A population of cells under an edit. */
export interface EditedPopulation {
  /** Name in `Models`: '' for the first. */
  readonly key: string;
  readonly population: Population;
  readonly model: Model;
  /** The state variable that is shown, kicked and held; undefined where the model has none. */
  readonly variable: string | undefined;
  /** What its traces show: that variable, or a part of the model in its place. */
  readonly traced: string | undefined;
}

/** Values at time 0 as texts, without lists; numbers are in the variable's unit. */
function givenOf({ blueprint }: Population): Readonly<Record<string, string>> {
  const { given } = blueprint;
  if (given.kind !== 'cells') return {};
  const { states, parameters } = blueprint.shape;
  const units = new Map([...states, ...parameters].map((v) => [v.name, v.unit]));
  const written = (name: string, value: string | number) => {
    const unit = units.get(name) ?? '1';
    return typeof value === 'string' || unit === '1' ? `${value}` : `${value} ${unit}`;
  };
  return Object.fromEntries(Object.entries(given.initial).map(([name, value]) => [name, written(name, value)]));
}

/** Synapses of a projection of which more than the weights is sampled: 200 readings of 20 000 values take 0.4 s at most. */
const MOST_SAMPLED = 20_000;

export class NetworkVariants {
  readonly #origin: Network;
  readonly #preset: Preset;
  readonly #dt: number;
  readonly #owned: ReadonlySet<string>;
  readonly #populations: readonly Population[];
  /** Edited models as they were made; texts never change. */
  readonly #made = new WeakMap<ModelText, { readonly population: Population; readonly model: Model }>();

  #samples: boolean | undefined;

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

  /** The network of a variant. `hold`: the voltage of each cell at time 0 by population, in the variable's unit; what touches need. */
  network(
    { models, parts = untouched }: Pick<NetworkVariant, 'models'> & Partial<NetworkVariant>,
    hold: ReadonlyMap<string, Float64Array> = new Map(),
  ): Network {
    const keys = Object.keys(models);
    const unknown = keys.find((key) => !this.#populations.some((p) => this.#key(p) === key));
    if (unknown !== undefined) throw new UserError(`The network has no population '${unknown}' to give a model to.`);
    const isTouched = parts.current || parts.silence;
    if (keys.length === 0 && !isTouched) return this.#origin;
    return variantOf(this.#origin, (population) => this.#under(population, models), this.#voltage, parts, hold);
  }

  /** An edit as a whole, with values at time 0 of what the model under `begun` does not have, or begins with others. */
  whole({ population: key }: EditAct, models: Models, begun: Models): ModelAct {
    const population = this.#populations.find((p) => this.#key(p) === key)!;
    const before = this.#startOf(population, begun);
    const initial = Object.entries(this.#startOf(population, models)).filter(([name, value]) => before[name] !== value);
    return {
      kind: 'model',
      population: population.name,
      model: this.description(population, models),
      ...(initial.length === 0 ? {} : { initial: Object.fromEntries(initial) }),
    };
  }

  /** The populations of cells under an edit, before any touch. */
  members(models: Models): EditedPopulation[] {
    return this.#populations.map((population) => {
      const model = this.#model(population, models);
      const variable = shownVariable(model, this.#voltage);
      const part = model.derived.find((d) => d.name === this.#preset.traced)?.name;
      return { key: this.#key(population), population, model, variable, traced: variable && (part ?? variable) };
    });
  }

  /** Where a simulation's cells can be touched. */
  places(simulation: Pick<Simulation, 'groups'>, models: Models) {
    const pairs = this.#populations.map((p) => [p.name, this.#model(p, models)] as const);
    return touchablePopulations(simulation, pairs, this.#voltage);
  }

  /** Projections of a simulation whose weights change with use, and the unit that these are read in. */
  plastic({ shape }: Pick<Simulation, 'shape'>): { readonly name: string; readonly unit: string }[] {
    return this.#origin.projections
      .filter((p) => p.given.plasticity !== undefined && shape.pathways.some((q) => q.name === p.name))
      .map(({ name, weightUnit = '' }) => ({ name, unit: weightUnit }));
  }

  /** What its synapses keep besides their weight. */
  synaptic(simulation: Pick<Simulation, 'synapseVariables'>): ObservedVariable[] {
    return this.#origin.projections.flatMap(({ name }) =>
      simulation.synapseVariables(name).map((variable) => ({
        projection: name,
        name: variable.name,
        unit: variable.unit,
        sampled: variable.synapses <= MOST_SAMPLED,
      })),
    );
  }

  /** Whether there is anything to sample in the course of a run; the same for all variants. */
  samples(simulation: Pick<Simulation, 'synapseVariables' | 'shape'>): boolean {
    this.#samples ??= this.plastic(simulation).length > 0 || this.synaptic(simulation).some(({ sampled }) => sampled);
    return this.#samples;
  }

  get couplings(): number {
    return this.#origin.couplings.length;
  }

  description(population: Population, models: Models): CellDescription {
    const own = population.blueprint.model(this.#dt).description;
    return descriptionOf(own, models[this.#key(population)], this.#owned);
  }

  /** The texts of a population under an edit. */
  text(population: Population, models: Models): ModelText {
    return (
      models[this.#key(population)] ??
      textOf(population.blueprint.model(this.#dt).description, this.#owned, givenOf(population))
    );
  }

  /** Names of the parameters that projections add to a population. */
  added(population: Population): string[] {
    const targets = this.#origin.projections.filter((p) => p.target.population === population);
    return [...new Set(targets.flatMap((p) => p.parameters.map((q) => q.name)))];
  }

  #under(population: Population, models: Models): PopulationModel {
    const edited = models[this.#key(population)] !== undefined;
    const model = this.#model(population, models);
    return {
      description: this.description(population, models),
      model,
      edited,
      ...(edited ? { initial: this.#initial(population, models, model) } : {}),
    };
  }

  /** All values at time 0 that a population under edits is given. */
  #startOf(population: Population, models: Models): NonNullable<PopulationModel['initial']> {
    const { given } = population.blueprint;
    const { model, initial } = this.#under(population, models);
    const own = new Set([...model.states, ...model.parameters].map((v) => v.name));
    const kept = Object.entries(given.kind === 'cells' ? given.initial : {}).filter(([name]) => own.has(name));
    return { ...Object.fromEntries(kept), ...initial };
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

  /**
   * Values at time 0 of an edited model. Those that the population had stay, unless the edit has no such variable; a voltage that goes by
   * another name begins where the old one did.
   */
  #initial(population: Population, models: Models, model: Model): Readonly<Record<string, string>> {
    const voltage = shownVariable(model, this.#voltage);
    const given = givenOf(population);
    const edit = models[this.#key(population)]!.initial ?? {};
    const own = new Set([...model.states, ...model.parameters].map((v) => v.name));
    const kept = Object.entries(edit).filter(([name, value]) => own.has(name) || given[name] !== value);
    const out: Record<string, string> = Object.fromEntries(kept);
    const before = population.blueprint.model(this.#dt);
    const old = shownVariable(before, this.#voltage);
    if (voltage === undefined || old === undefined || voltage === old || voltage in out) return out;
    const dimension = (of: Model, name: string) => of.states.find((s) => s.name === name)?.dimension.join();
    const start = given[old];
    // What a text says of the old model's names cannot be said in the new one.
    const names = new Set([...before.states, ...before.parameters, ...before.derived].map((v) => v.name));
    const free = start !== undefined && !tokenize(start).some((t) => t.kind === 'name' && names.has(t.text));
    if (free && dimension(before, old) === dimension(model, voltage)) out[voltage] = start;
    return out;
  }

  get #voltage(): string {
    return this.#preset.variables[0] ?? 'V';
  }

  #key(population: Population): string {
    return population === this.#populations[0] ? '' : population.name;
  }
}
