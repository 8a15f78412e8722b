/** Lengths in µm, which shapes are in; the house's internal unit of length is 10 µm. */
import { decimal } from '../numbers/decimal.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';

export const lengthDimension: Dimension = [0, 0, 0, 1, 0, 0];

/** µm in the internal unit of length. */
export const MICROMETRE = 0.1;

/** A length in µm; plain numbers are µm. Throws a UserError. */
export const micrometres = (text: string | number, what: string): number =>
  typeof text === 'number' ? text : decimal(parseQuantity(text, lengthDimension, what).value / MICROMETRE, 15);
