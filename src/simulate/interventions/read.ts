/** Interventions as given, checked and in steps. */

import { shown, UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { decimal, stepTime } from '../../numbers/decimal.ts';
import {
  amount,
  either,
  type Fields,
  listOf,
  object,
  optional,
  optionsOf,
  quantity,
  text,
  whole,
} from '../../options.ts';
import { timeDimension } from '../../quantity/dimension.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import { CellTexts } from './cells.ts';
import type { Scheduled } from './schedule.ts';
import type { Act, CellSet, Intervention } from './types.ts';

/** Sorted by step; those of one step in the order given. Throws a UserError. `dt` in ms. */
export function readInterventions(list: readonly Intervention[], dt: number, ...more: undefined[]): Scheduled<Act>[] {
  noMore('readInterventions', 'a list and dt', more);
  const texts = new CellTexts(MOST_NAMED);
  return list
    .map((given): Scheduled<Act> => {
      checkIntervention(given);
      const { value } = parseQuantity(given.at, timeDimension, 'The time of an intervention');
      if (!(value >= 0))
        throw new UserError(`The time of an intervention is ${given.at}; it must not lie before 0 ms.`);
      return { step: Math.round(value / dt), action: actOf(given, texts) };
    })
    .sort((a, b) => a.step - b.step);
}

/** Most cells that the texts of one list name. */
const MOST_NAMED = 10_000_000;

/** The reverse: as a script or a document gives it. `dt` in ms. */
export function interventionOf({ step, action }: Scheduled<Act>, dt: number): Intervention {
  const at = `${stepTime(step, dt)} ms`;
  if (action.kind !== 'inject' && action.kind !== 'silence') return { at, ...action };
  const { duration, ...rest } = action;
  return { at, ...rest, ...(Number.isFinite(duration) ? { duration: `${duration} ms` } : {}) };
}

function actOf({ at: _, ...given }: Intervention, texts: CellTexts): Act {
  const numbers = (cells: CellSet): readonly number[] => (typeof cells === 'string' ? texts.read(cells) : cells);
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
  }
}

/** The options of each kind of intervention. */
const cellSet = either("a text such as '0-99,120', or a list of numbers of cells,", text, listOf(whole(0, 0xffffffff)));
type Of<K extends Intervention['kind']> = Extract<Intervention, { kind: K }>;
const fields: { readonly [K in Intervention['kind']]: Fields<Of<K>> } = {
  set: { at: quantity, kind: text, name: text, value: amount, population: optional(text) },
  inject: { at: quantity, kind: text, cells: cellSet, amplitude: quantity, duration: optional(quantity) },
  silence: { at: quantity, kind: text, cells: cellSet, duration: optional(quantity) },
  kick: { at: quantity, kind: text, cells: cellSet, amplitude: quantity },
  model: { at: quantity, kind: text, population: optional(text), model: object, initial: optional(object) },
};

/** Throws a UserError for what is no intervention: of an unknown kind, with unknown or missing fields. */
export function checkIntervention(given: Intervention): void {
  const kind: unknown = (given as Intervention | null | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(fields, kind))
    throw new UserError(
      `There is no intervention ${kind === undefined ? `of this kind: ${shown(given)}` : shown(kind)}. There are ${Object.keys(fields).join(', ')}.`,
    );
  optionsOf<Intervention>(
    `intervention '${kind}'`,
    fields[kind as Intervention['kind']] as Fields<Intervention>,
  )(given);
}

/** Without the last digits that a change of unit leaves. */
function milliseconds(duration: string | undefined): number {
  if (duration === undefined) return Number.POSITIVE_INFINITY;
  const { value } = parseQuantity(duration, timeDimension, 'The duration');
  if (!(value > 0)) throw new UserError('The duration must be longer than 0 ms.');
  return decimal(value);
}
