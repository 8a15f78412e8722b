/** Interventions as given, checked and in steps. */
import { UserError } from '../../errors.ts';
import { timeDimension } from '../../quantity/dimension.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import { readCells } from './cells.ts';
import type { Kick } from './hand.ts';
import type { Lasting, Planned } from './plan.ts';
import type { CellSet, Intervention } from './types.ts';

/** With cells as numbers and durations in ms. */
export type Act = Lasting | Kick | Extract<Intervention, { kind: 'set' | 'model' }>;

const kinds: readonly string[] = ['set', 'inject', 'silence', 'kick', 'model'] satisfies Intervention['kind'][];

/** Sorted by step; those of one step in the order given. Throws a UserError. `dt` in ms. */
export function readInterventions(list: readonly Intervention[], dt: number): Planned<Act>[] {
  return list
    .map((given): Planned<Act> => {
      const { value } = parseQuantity(given.at, timeDimension, 'The time of an intervention');
      if (!(value >= 0))
        throw new UserError(`The time of an intervention is ${given.at}; it must not lie before 0 ms.`);
      return { step: Math.round(value / dt), action: actOf(given) };
    })
    .sort((a, b) => a.step - b.step);
}

function actOf(given: Intervention): Act {
  switch (given.kind) {
    case 'set':
    case 'model':
      return given;
    case 'kick':
      return { kind: 'kick', cells: numbers(given.cells), amplitude: given.amplitude };
    case 'inject':
      return {
        kind: 'inject',
        cells: numbers(given.cells),
        amplitude: given.amplitude,
        duration: milliseconds(given.duration),
      };
    case 'silence':
      return { kind: 'silence', cells: numbers(given.cells), duration: milliseconds(given.duration) };
    default:
      throw new UserError(
        `There is no intervention '${(given as { kind: unknown }).kind}'. There are ${kinds.join(', ')}.`,
      );
  }
}

const numbers = (cells: CellSet): readonly number[] => (typeof cells === 'string' ? readCells(cells) : cells);

function milliseconds(duration: string | undefined): number {
  if (duration === undefined) return Number.POSITIVE_INFINITY;
  const { value } = parseQuantity(duration, timeDimension, 'The duration');
  if (!(value > 0)) throw new UserError('The duration must be longer than 0 ms.');
  return value;
}
