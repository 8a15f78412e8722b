/** What an intervention does to a running simulation, for scripts and for the page alike. */
import type { CellDescription, Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import type { Remodel } from '../../network/network.ts';
import type { Amount } from '../../numbers/amount.ts';
import type { Simulation } from '../types.ts';
import type { Lasting } from './schedule.ts';
import { checkTouch, type Kick, kick, type TouchablePopulation } from './touch-cells.ts';
import { type TouchParts, touchable, touchColumns } from './touch-columns.ts';

/** A run that can be touched: another simulation takes the place of the present one where its program lacks what a touch needs. */
export interface Touchable {
  readonly simulation: Simulation;
  readonly parts: TouchParts;
  places(): readonly TouchablePopulation[];
  /** Puts a program with these parts in the place of the present one, from the present state on. */
  need(parts: TouchParts): Promise<void>;
}

/** Kicks at once, or sees to the program that a current or a silence needs. Whether these have to be written then. Throws a UserError. */
export async function touchCells(run: Touchable, action: Kick | Lasting): Promise<boolean> {
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

/** A population under a model, with what touches need. `hold`: the voltage of each cell at time 0; default 0. */
export function remodelTouched(
  given: { readonly description: CellDescription; readonly model: Model; readonly initial: Remodel['initial'] },
  size: number,
  voltage: string,
  parts: TouchParts,
  hold: Float64Array | undefined,
): Remodel {
  const none = () => new Float64Array(size);
  return {
    description: touchable(given.description, given.model, voltage, parts),
    initial: {
      ...given.initial,
      ...(parts.current ? { [touchColumns.current]: none() } : {}),
      ...(parts.silence ? { [touchColumns.silent]: none(), [touchColumns.hold]: hold ?? none() } : {}),
    },
  };
}
