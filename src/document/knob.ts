/** Parameters that people set: of documents and presets. */
import { UserError } from '../errors.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import { parseQuantity, toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';

/** What a parameter may be set to. */
export interface KnobBounds {
  readonly name: string;
  /** '' if it is a pure number. */
  readonly unit: string;
  /** Smallest and largest value, in `unit`. */
  readonly range?: readonly [number, number];
  /** Counts must be whole numbers. */
  readonly whole?: boolean;
}

/** What was given, in internal units. Throws a UserError for another dimension, a value out of range, a fraction of a count. */
export function settledValue({ name, unit, range, whole }: KnobBounds, given: string | number | Amount): number {
  const { value } = parseQuantity(given, unitOf(unit || '1').dimension, name);
  const shown = toUnit(value, unit || '1');
  if (range && !(shown >= range[0] && shown <= range[1]))
    throw new UserError(
      `${name} is ${amountText(given).trim()}; it must lie between ${range[0]} and ${range[1]}${unit ? ` ${unit}` : ''}.`,
    );
  if (whole && !Number.isInteger(value))
    throw new UserError(`${name} is ${amountText(given)}; it counts things and must be a whole number.`);
  return value;
}
