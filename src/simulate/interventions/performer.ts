/** A run to which something is done on the way. */

import { buildModel } from '../../equations/cell-model.ts';
import type { CellDescription, Model } from '../../equations/model.ts';
import { shown, UserError } from '../../errors.ts';
import type { Network, Remodel } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { refuseDendrites } from '../../network/population.ts';
import { createSimulation } from '../create.ts';
import type { Simulation, SimulationOptions, TraceRequest } from '../types.ts';
import { remodelTouched, setEverywhere, type Touchable, touchCells } from './act.ts';
import { takeOver } from './exchange.ts';
import { type Act, readInterventions } from './read.ts';
import { Schedule } from './schedule.ts';
import { shownVariable, type TouchablePopulation, touchablePopulations, writeTouches } from './touch-cells.ts';
import { type TouchParts, untouched } from './touch-columns.ts';
import type { InterventionOptions } from './types.ts';

type ModelAct = Extract<Act, { kind: 'model' }>;
type SetAct = Extract<Act, { kind: 'set' }>;

/**
 * A simulation with a list of what is to be done to it. The program changes only when it must: with the first current, the first silence
 * and every other model. So a run of the same network with the same list gives the same spikes on the page, in Node and in a script.
 */
export class Performer {
  readonly #network: Network;
  readonly #options: SimulationOptions;
  readonly #voltage: string;
  readonly #schedule: Schedule<Act>;
  readonly #models = new Map<string, ModelAct>();
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

  setTraces(requests: readonly TraceRequest[]): void {
    this.#traces = requests;
    this.#simulation.setTraces(requests);
  }

  /** Does what is due before the next step; how many steps may be run then before something else is due. */
  async settle(): Promise<number> {
    const { step } = this.#simulation;
    let changed = this.#schedule.endsAt(step);
    for (let next = this.#schedule.take(step); next !== undefined; next = this.#schedule.take(step))
      changed = (await this.#perform(next.action)) || changed;
    if (changed) writeTouches(this.#simulation, this.#places(), this.#parts, this.#schedule.active(step));
    return this.#schedule.nextStop(step) - step;
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  /** Whether currents and silences have to be written. */
  async #perform(action: Act): Promise<boolean> {
    switch (action.kind) {
      case 'set':
        this.#set(action, true);
        this.#sets.push(action);
        return false;
      case 'model': {
        this.#models.set(this.#modelled(action).name, action);
        await this.#exchange();
        return false;
      }
      case 'kick':
      case 'inject':
      case 'silence':
        return touchCells(this.#touchable(), action);
    }
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

  #touchable(): Touchable {
    return {
      simulation: this.#simulation,
      parts: this.#parts,
      places: () => this.#places(),
      need: (parts) => {
        this.#parts = parts;
        return this.#exchange();
      },
    };
  }

  #populations(): readonly Population[] {
    return this.#network.populations.filter((p) => p.blueprint.role === 'cells');
  }

  #modelled({ population }: ModelAct): Population {
    const found = this.#populations().find((p) => population === undefined || p.name === population);
    if (found === undefined) throw new UserError(`There is no population '${population ?? ''}' of cells.`);
    return found;
  }

  #description(population: Population): CellDescription {
    return this.#models.get(population.name)?.model ?? this.#ownModel(population).description;
  }

  #ownModel(population: Population): Model {
    return population.blueprint.model(this.#simulation.dt);
  }

  #model(population: Population): Model {
    const edit = this.#models.get(population.name);
    return edit === undefined ? this.#ownModel(population) : buildModel(edit.model);
  }

  #places(): TouchablePopulation[] {
    return touchablePopulations(
      this.#simulation,
      this.#populations().map((p) => [p.name, this.#model(p)] as const),
      this.#voltage,
    );
  }

  async #note(): Promise<void> {
    for (const { name, variable } of this.#places()) this.#hold.set(name, await this.#simulation.read(name, variable));
  }

  /** The program that the models and touches ask for, from the present state on. */
  async #exchange(): Promise<void> {
    const network = this.#network.remodelled((population) => this.#remodel(population));
    const old = this.#simulation;
    const next = await createSimulation(network, this.#options);
    await takeOver(old, next);
    this.#simulation = next;
    old.dispose();
    for (const set of this.#sets) this.#set(set, false);
    next.setTraces(this.#traces);
  }

  #remodel(population: Population): Remodel | undefined {
    const edit = this.#models.get(population.name);
    const { current, silence } = this.#parts;
    const model = this.#model(population);
    const voltage = shownVariable(model, this.#voltage);
    const description = this.#description(population);
    const kept = edit && { description, ...(edit.initial === undefined ? {} : { initial: edit.initial }) };
    if (voltage === undefined || !(current || silence)) return kept;
    return remodelTouched(
      { description, model, initial: edit?.initial },
      population.size,
      voltage,
      this.#parts,
      this.#hold.get(population.name),
    );
  }
}
