/** The current program: a simulation of one variant of the experiment, and how another takes its place. */
import type { CellCoupling, Network, Simulation } from '../index.ts';
import type { Preset } from '../presets/preset.ts';
import {
  type ActedOn,
  type SetAct,
  type TouchParts,
  takeOver,
  touchColumns,
  untouched,
} from '../simulate/interventions/index.ts';
import { variantsOf } from './at-start.ts';
import { describe } from './describe.ts';
import { LiveParameters, type ParameterValues } from './live-parameters.ts';
import { make, makeAnywhere, type SimulationTools } from './make.ts';
import { withModel } from './model-text.ts';
import { type NetworkVariant, type NetworkVariants, sameVariant } from './network-variants.ts';
import { readableUnit } from './shown-units.ts';
import { defaultCells, populationOf, traceRequests } from './traced.ts';
import type { Description, EditAct, Experiment, Models, ObservedVariable, Weights } from './types.ts';

export class LiveSimulation implements ActedOn<EditAct> {
  readonly experiment: Experiment;
  readonly parameters: LiveParameters;
  readonly variants: NetworkVariants;
  readonly #tools: SimulationTools;
  /** Values that the network was built with. */
  readonly #built: ParameterValues;
  /** Voltage of each cell at time 0 by population. */
  readonly #hold = new Map<string, Float64Array>();
  /** Traced cells, network-wide numbers. */
  #cells: readonly number[] = [];
  #simulation: Simulation;
  #variant: NetworkVariant;
  /** Why another backend runs than was asked for. */
  #instead: string;

  private constructor(
    experiment: Experiment,
    parameters: LiveParameters,
    variants: NetworkVariants,
    tools: SimulationTools,
    simulation: Simulation,
    instead: string,
  ) {
    this.experiment = experiment;
    this.parameters = parameters;
    this.variants = variants;
    this.#tools = tools;
    this.#built = parameters.values;
    this.#simulation = simulation;
    this.#variant = { models: experiment.models, parts: untouched };
    this.#instead = instead;
  }

  /** Builds the network. Where WebGPU does not start, the best of the others does, and the description says why. */
  static async open(
    preset: Preset,
    experiment: Experiment,
    cells: readonly number[],
    tools: SimulationTools,
  ): Promise<LiveSimulation> {
    const parameters = new LiveParameters(preset, experiment.values);
    const variants = variantsOf(preset, experiment);
    const network = variants.network(experiment);
    const { simulation, instead } = await makeAnywhere(network, experiment, experiment.backend, tools, true);
    const current = new LiveSimulation(experiment, parameters, variants, tools, simulation, instead);
    for (const { population, variable } of variants.members(experiment.models))
      if (variable !== undefined && simulation.shape.populations.some((p) => p.name === population.name))
        current.#hold.set(population.name, await simulation.read(population.name, variable));
    const inside = cells.filter((cell) => cell < simulation.cells);
    current.cells = inside.length > 0 ? inside : defaultCells(simulation.groups, current.places());
    current.applyTraces();
    return current;
  }

  get simulation(): Simulation {
    return this.#simulation;
  }
  get variant(): NetworkVariant {
    return this.#variant;
  }
  get parts(): TouchParts {
    return this.#variant.parts;
  }
  get models(): Models {
    return this.#variant.models;
  }
  get cells(): readonly number[] {
    return this.#cells;
  }
  set cells(cells: readonly number[]) {
    this.#cells = cells;
  }

  /** Where cells can be touched. */
  places() {
    return this.variants.places(this.#simulation, this.models);
  }

  set(act: SetAct): void {
    this.parameters.set(this.#simulation, act);
  }

  remodel({ population, model }: EditAct): Promise<void> {
    return this.switch({ ...this.#variant, models: withModel(this.models, population, model) });
  }

  need(parts: TouchParts): Promise<void> {
    return this.switch({ ...this.#variant, parts });
  }

  describe(): Description {
    return describe(this.#simulation, this.variants, this.models, this.#cells, this.#instead);
  }

  /** Plastic weights as they are now, in the units that are shown. */
  weights(): Promise<Weights[]> {
    return this.#read(this.variants.plastic(this.#simulation).map((p) => ({ ...p, variable: 'w' })));
  }

  /** Of what synapses keep besides, that which is wanted. */
  variables(wanted: (variable: ObservedVariable) => boolean): Promise<Weights[]> {
    const all = this.variants.synaptic(this.#simulation).filter(wanted);
    return this.#read(all.map(({ projection, name, unit }) => ({ name: projection, variable: name, unit })));
  }

  async #read(wanted: readonly { name: string; variable: string; unit: string }[]): Promise<Weights[]> {
    const all: Weights[] = [];
    for (const { name, variable, unit } of wanted) {
      const values = await this.#simulation.read(name, variable);
      const { factor } = readableUnit(unit);
      all.push({ name, variable, values: factor === 1 ? values : values.map((w) => factor * w) });
    }
    return all;
  }

  /** The couplings of a cell, a network-wide number as those of its partners. */
  async couplings(cell: number): Promise<CellCoupling[]> {
    const { groups } = this.#simulation;
    const own = populationOf(groups, cell);
    if (own === undefined) return [];
    const found = await this.#simulation.couplings(own.name, cell - own.first);
    return found.map((coupling) => {
      const first = groups.find((g) => g.name === coupling.population)!.first;
      return { ...coupling, partners: coupling.partners.map((j) => first + j) };
    });
  }

  /** What traces show of a population's cells. */
  traced(population: string): string | undefined {
    return this.variants.members(this.models).find((m) => m.population.name === population)?.traced;
  }

  applyTraces(): void {
    const variable = (name: string) => this.traced(name);
    this.#simulation.setTraces(traceRequests(this.#simulation.groups, this.#cells, variable));
  }

  /** A simulation of a variant at step 0, with the values the network was built with. */
  make(variant: NetworkVariant): Promise<Simulation> {
    return make(this.#networkOf(variant), this.experiment, this.#simulation.backend, this.#tools);
  }

  /** Another program from the present state on. A prepared one that lacks what the variant needs is made anew. */
  async switch(variant: NetworkVariant, prepared?: Simulation): Promise<void> {
    if (prepared === undefined && sameVariant(variant, this.#variant)) return;
    const old = this.#simulation;
    let next = prepared;
    if (next !== undefined && !fits(next, variant)) {
      next.dispose();
      next = undefined;
    }
    next ??= await this.make(variant);
    await takeOver(old, next);
    this.#use(next, variant);
    old.dispose();
  }

  /** Another program from its start on. */
  async replace(variant: NetworkVariant): Promise<void> {
    if (sameVariant(variant, this.#variant)) return;
    const old = this.#simulation;
    this.#use(await this.make(variant), variant);
    old.dispose();
  }

  /** The same on a new device, where this one is lost; only another backend may be left. */
  async revive(variant: NetworkVariant): Promise<void> {
    const old = this.#simulation;
    old.dispose();
    const made = await makeAnywhere(this.#networkOf(variant), this.experiment, old.backend, this.#tools);
    if (made.instead !== '') this.#instead = made.instead;
    this.#use(made.simulation, variant);
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  #networkOf(variant: NetworkVariant): Network {
    return this.variants.network(variant, this.#hold);
  }

  #use(next: Simulation, variant: NetworkVariant): void {
    this.#simulation = next;
    this.#variant = variant;
    this.parameters.move(next, this.#built, this.parameters.values);
    this.applyTraces();
  }
}

/** Whether it has exactly the columns of touches that the variant asks for. */
function fits(simulation: Simulation, { parts }: NetworkVariant): boolean {
  const has = (column: string) => simulation.shape.populations.some((p) => p.columns.includes(column));
  return parts.current === has(touchColumns.current) && parts.silence === has(touchColumns.silent);
}
