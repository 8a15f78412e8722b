/** What an intervention does to a running simulation, for scripts and for the page alike. */
import type { CellDescription, Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import type { Network, Remodel } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import type { Amount } from '../../numbers/amount.ts';
import type { Simulation } from '../types.ts';
import type { Lasting, Schedule } from './schedule.ts';
import { checkTouch, type Kick, kick, shownVariable, type TouchablePopulation, writeTouches } from './touch-cells.ts';
import { type TouchParts, touchable, touchColumns } from './touch-columns.ts';
import type { Act, SetAct } from './types.ts';

/** A run to which things are done: another simulation takes the place of the present one where its program lacks what they need. */
export interface ActedOn<Edit> {
  readonly simulation: Simulation;
  /** What of the program is for touches. */
  readonly parts: TouchParts;
  places(): readonly TouchablePopulation[];
  /** Turns a parameter. Throws a UserError. */
  set(act: SetAct): void;
  /** Puts a program with another model in the place of the present one, from the present state on. Throws a UserError. */
  remodel(edit: Edit): Promise<void>;
  /** The same with these parts. */
  need(parts: TouchParts): Promise<void>;
}

/** Does one thing. Whether currents and silences have to be written then. Throws a UserError. */
export async function perform<Edit extends { readonly kind: 'model' }>(
  run: ActedOn<Edit>,
  act: Act<Edit>,
): Promise<boolean> {
  switch (act.kind) {
    case 'set':
      run.set(act);
      return false;
    case 'model':
      await run.remodel(act);
      return false;
    case 'kick':
    case 'inject':
    case 'silence':
      return touchCells(run, act);
  }
}

/** Does what is due before the next step; whether there was anything to do. */
export async function settle<Edit extends { readonly kind: 'model' }>(
  run: ActedOn<Edit>,
  schedule: Schedule<Act<Edit>>,
): Promise<boolean> {
  const { step } = run.simulation;
  let changed = schedule.endsAt(step);
  let any = false;
  for (let next = schedule.take(step); next !== undefined; next = schedule.take(step)) {
    any = true;
    changed = (await perform(run, next.action)) || changed;
  }
  if (changed) writeInForce(run, schedule);
  return any;
}

/** Writes the currents and silences in force. */
export function writeInForce<Edit extends { readonly kind: 'model' }>(
  run: ActedOn<Edit>,
  schedule: Schedule<Act<Edit>>,
): void {
  writeTouches(run.simulation, run.places(), run.parts, schedule.active(run.simulation.step));
}

/** Kicks at once, or sees to the program that a current or a silence needs. Whether these have to be written then. Throws a UserError. */
async function touchCells(run: Omit<ActedOn<never>, 'set' | 'remodel'>, action: Kick | Lasting): Promise<boolean> {
  checkTouch(run.simulation, run.places(), action);
  if (action.kind === 'kick') {
    await kick(run.simulation, run.places(), action);
    return false;
  }
  const { current, silence } = run.parts;
  const parts = { current: current || action.kind === 'inject', silence: silence || action.kind === 'silence' };
  if (parts.current !== current || parts.silence !== silence) await run.need(parts);
  return true;
}

/** Sets a parameter in every one of these populations that has it. Throws a UserError where none does. */
export function setEverywhere(
  simulation: Simulation,
  populations: readonly string[],
  name: string,
  value: string | Amount,
): void {
  let first: unknown;
  let found = false;
  for (const population of populations) {
    try {
      simulation.setParameter(population, name, value);
      found = true;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      first ??= thrown;
    }
  }
  if (!found) throw first ?? new UserError('The network has no cells, so there is nothing to change.');
}

/** The model of a population. */
export interface PopulationModel {
  readonly description: CellDescription;
  readonly model: Model;
  /** Whether it is another than the population's own. */
  readonly edited: boolean;
  /** Values at time 0, besides those that the population has. */
  readonly initial?: Remodel['initial'];
}

/**
 * A network with other models, and with what touches need. `hold`: the voltage of each cell at time 0 by population, in the unit of the
 * variable of that name; 0 where there is none.
 */
export function variantOf(
  origin: Network,
  modelOf: (population: Population) => PopulationModel,
  voltage: string,
  parts: TouchParts,
  hold: ReadonlyMap<string, Float64Array>,
): Network {
  return origin.remodelled((population) => {
    const { description, model, edited, initial } = modelOf(population);
    const variable = shownVariable(model, voltage);
    if (variable === undefined || !(parts.current || parts.silence))
      return edited ? { description, ...(initial === undefined ? {} : { initial }) } : undefined;
    const none = () => new Float64Array(population.size);
    return {
      description: touchable(description, model, variable, parts),
      initial: {
        ...initial,
        ...(parts.current ? { [touchColumns.current]: none() } : {}),
        ...(parts.silence
          ? { [touchColumns.silent]: none(), [touchColumns.hold]: hold.get(population.name) ?? none() }
          : {}),
      },
    };
  });
}
