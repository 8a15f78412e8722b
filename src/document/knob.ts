/** Parameters that people set: of documents and presets. */
import { UserError } from '../errors.ts';
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

/** The value of a text in internal units. Throws a UserError for another dimension, a value out of range, a fraction of a count. */
export function settledValue({ name, unit, range, whole }: KnobBounds, text: string | number): number {
  const { value } = parseQuantity(text, unitOf(unit || '1').dimension, name);
  const shown = toUnit(value, unit || '1');
  if (range && !(shown >= range[0] && shown <= range[1]))
    throw new UserError(
      `${name} is ${`${text}`.trim()}; it must lie between ${range[0]} and ${range[1]}${unit ? ` ${unit}` : ''}.`,
    );
  if (whole && !Number.isInteger(value))
    throw new UserError(`${name} is ${text}; it counts things and must be a whole number.`);
  return value;
}
