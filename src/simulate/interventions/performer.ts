/** A run to which something is done on the way. */

import { buildModel } from '../../equations/cell-model.ts';
import { shown, UserError } from '../../errors.ts';
import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { refuseDendrites } from '../../network/population.ts';
import { createSimulation } from '../create.ts';
import type { Simulation, SimulationOptions, TraceRequest } from '../types.ts';
import { type ActedOn, type PopulationModel, setEverywhere, settle, variantOf } from './act.ts';
import { takeOver } from './exchange.ts';
import { checkIntervention, readInterventions } from './read.ts';
import { Schedule } from './schedule.ts';
import { type TouchablePopulation, touchablePopulations } from './touch-cells.ts';
import { type TouchParts, untouched } from './touch-columns.ts';
import type { Act, InterventionOptions, ModelAct, SetAct } from './types.ts';

/**
 * A simulation with a list of what is to be done to it. The program changes only when it must: with the first current, the first silence
 * and every other model. So a run of the same network with the same list gives the same spikes on the page, in Node and in a script.
 */
export class Performer implements ActedOn<ModelAct> {
  readonly #network: Network;
  readonly #options: SimulationOptions;
  readonly #voltage: string;
  readonly #schedule: Schedule<Act>;
  /** Models in place of populations' own. */
  readonly #models = new Map<string, PopulationModel>();
  readonly #sets: SetAct[] = [];
  /** Voltage of each cell at time 0 by population. */
  readonly #hold = new Map<string, Float64Array>();
  #parts: TouchParts = untouched;
  #traces: readonly TraceRequest[] = [];
  #simulation: Simulation;

  private constructor(
    network: Network,
    options: SimulationOptions,
    { interventions = [], voltage = 'V' }: InterventionOptions,
    simulation: Simulation,
  ) {
    this.#network = network;
    this.#simulation = simulation;
    this.#options = { ...options, backend: simulation.backend };
    this.#voltage = voltage;
    this.#schedule = new Schedule(readInterventions(interventions, simulation.dt), simulation.dt);
  }

  /** Throws what `createSimulation` throws, and a UserError for a mistake in the interventions. */
  static async create(network: Network, options: SimulationOptions, done: InterventionOptions): Promise<Performer> {
    for (const given of done.interventions ?? []) checkIntervention(given);
    const touch = done.interventions?.find((i) => i.kind !== 'set');
    if (touch)
      refuseDendrites(
        network.populations,
        `An intervention of kind '${touch.kind}'`,
        " Place clamps on the cell: place: { drive: { clamp: '0.1 nA', at: 'soma 0.5' } }.",
      );
    const simulation = await createSimulation(network, options);
    try {
      const performer = new Performer(network, options, done, simulation);
      // Only a silence asks for it.
      if (done.interventions?.some((i) => i.kind === 'silence')) await performer.#note();
      return performer;
    } catch (thrown) {
      simulation.dispose();
      throw thrown;
    }
  }

  /** The current simulation; an intervention may put another in its place. */
  get simulation(): Simulation {
    return this.#simulation;
  }

  get parts(): TouchParts {
    return this.#parts;
  }

  setTraces(requests: readonly TraceRequest[]): void {
    this.#traces = requests;
    this.#simulation.setTraces(requests);
  }

  /** Does what is due before the next step; how many steps may be run then before something else is due. */
  async settle(): Promise<number> {
    await settle(this, this.#schedule);
    const { step } = this.#simulation;
    return this.#schedule.nextStop(step) - step;
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  set(act: SetAct): void {
    this.#set(act, true);
    this.#sets.push(act);
  }

  async remodel({ population, model, initial }: ModelAct): Promise<void> {
    const found = this.#populations().find((p) => population === undefined || p.name === population);
    if (found === undefined) throw new UserError(`There is no population '${population ?? ''}' of cells.`);
    const edit = { description: model, model: buildModel(model), edited: true };
    this.#models.set(found.name, initial === undefined ? edit : { ...edit, initial });
    await this.#exchange();
  }

  async need(parts: TouchParts): Promise<void> {
    this.#parts = parts;
    await this.#exchange();
  }

  places(): TouchablePopulation[] {
    return touchablePopulations(
      this.#simulation,
      this.#populations().map((p) => [p.name, this.#modelOf(p).model] as const),
      this.#voltage,
    );
  }

  /** A model edited later may have lost the parameter; `strict`: that is a mistake. */
  #set({ name, value, population }: SetAct, strict: boolean): void {
    const { populations, projections } = this.#network;
    if (population !== undefined && projections.some((p) => p.name === population)) {
      this.#simulation.setParameter(population, name, value);
      return;
    }
    if (population !== undefined && populations.every((p) => p.name !== population))
      throw new UserError(`There is no population ${shown(population)}.`);
    const names = populations.map((p) => p.name).filter((p) => population === undefined || p === population);
    try {
      setEverywhere(this.#simulation, names, name, value);
    } catch (thrown) {
      if (strict || !(thrown instanceof UserError)) throw thrown;
    }
  }

  #populations(): readonly Population[] {
    return this.#network.populations.filter((p) => p.blueprint.role === 'cells');
  }

  #modelOf(population: Population): PopulationModel {
    const edit = this.#models.get(population.name);
    if (edit !== undefined) return edit;
    const model = population.blueprint.model(this.#simulation.dt);
    return { description: model.description, model, edited: false };
  }

  async #note(): Promise<void> {
    for (const { name, variable } of this.places()) this.#hold.set(name, await this.#simulation.read(name, variable));
  }

  /** The program that the models and touches ask for, from the present state on. */
  async #exchange(): Promise<void> {
    const modelOf = (population: Population) => this.#modelOf(population);
    const network = variantOf(this.#network, modelOf, this.#voltage, this.#parts, this.#hold);
    const old = this.#simulation;
    const next = await createSimulation(network, this.#options);
    await takeOver(old, next);
    this.#simulation = next;
    old.dispose();
    for (const set of this.#sets) this.#set(set, false);
    next.setTraces(this.#traces);
  }
}
