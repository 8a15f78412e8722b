/** Numbers with units as people write them: '6 nS', '-60 mV', '1.5 uA/cm^2'. */

import { UserError } from '../errors.ts';
import { type Amount, amountText, isAmount } from '../numbers/amount.ts';
import { decimal } from '../numbers/decimal.ts';
import type { UnitScale } from './atom.ts';
import { canonicalUnit, withArticle } from './describe.ts';
import { type Dimension, dimensionless, sameDimension } from './dimension.ts';
import { scaleOf, UnitError } from './units.ts';

export interface Quantity {
  /** In internal units. */
  readonly value: number;
  readonly dimension: Dimension;
  /** Its unit as written, '' for a plain number. */
  readonly unit: string;
}

const NUMBER = /^\s*([+\-−]?\s*(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+))?/;

/**
 * The value of a quantity in internal units. Numbers are exact decimal conversions: '0.3 nA' is 300, not 300.00000000000006. '36 degC'
 * is the absolute temperature 309.15 K. With `expected`, any other dimension is refused; `what` names the argument in the sentence.
 * Throws UserError.
 */
export function parseQuantity(text: string | number | Amount, expected?: Dimension, what?: string): Quantity {
  const subject = what ? `${what}: ` : '';
  if (isAmount(text)) return readAmount(text, expected, subject);
  const written = typeof text === 'number' ? String(text) : text;
  if (typeof written !== 'string')
    throw new UserError(`${subject}a quantity such as '6 nS' is expected, not ${typeof text}.`);
  if (written.length > 200)
    throw new UserError(`${subject}a quantity has at most 200 characters, not ${written.length}.`);
  const match = NUMBER.exec(written);
  if (!match) {
    const example = `'67${expected ? tail(expected) : ' nS'}'`;
    throw new UserError(
      `${subject}'${written.trim()}' does not start with a number; a quantity such as ${example} is expected.`,
    );
  }
  const rest = written.slice(match[0].length);
  if (/^,\d/.test(rest))
    throw new UserError(
      `${subject}'${written.trim()}' has a comma in its number; decimals follow a point, as in '1.5', and thousands are written together, as in '1500'.`,
    );
  const unit = rest.replace(/^\s*\*(?!\*)/, '').trim();
  const scale = unitScale(unit, () => `${subject}'${written.trim()}'`);
  const digits = match[1]!.replace('−', '-').replace(/\s/g, '');
  const value = scaleNumber(digits, Number(match[2] ?? 0), scale);
  if (!Number.isFinite(value)) throw new UserError(`${subject}'${written.trim()}' is too large a number.`);
  if (expected && !sameDimension(scale.dimension, expected))
    throw new UserError(
      `${subject}'${written.trim()}' is ${withArticle(scale.dimension)}; ${withArticle(expected)} such as '${digits}${match[2] === undefined ? '' : `e${match[2]}`}${tail(expected)}' is expected.`,
    );
  return { value, dimension: scale.dimension, unit };
}

/** The same of an amount, which nobody has to print for it. */
function readAmount(given: Amount, expected: Dimension | undefined, subject: string): Quantity {
  const { value, unit } = given;
  if (!Number.isFinite(value)) throw new UserError(`${subject}the number is ${value}; it must be finite.`);
  const { dimension } = unitScale(unit, () => `${subject}'${amountText(given)}'`);
  if (expected && !sameDimension(dimension, expected))
    throw new UserError(
      `${subject}'${amountText(given)}' is ${withArticle(dimension)}; ${withArticle(expected)} such as '${value}${tail(expected)}' is expected.`,
    );
  return { value: fromUnit(value, unit), dimension, unit };
}

/** Throws a UserError that begins with `subject` where there is no such unit. */
function unitScale(unit: string, subject: () => string): UnitScale {
  try {
    return scaleOf(unit);
  } catch (error) {
    throw error instanceof UnitError ? new UserError(`${subject()}: ${error.message}`) : error;
  }
}

/** Whether a text is a number with a unit and no more: '6 nS', not '2*3 nS'. */
export function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}

const tail = (d: Dimension): string => (sameDimension(d, dimensionless) ? '' : ` ${canonicalUnit(d)}`);

/** digits·10^exponent of a unit in internal units, rounded once wherever the unit is a power of ten. */
export function scaleNumber(digits: string, exponent: number, scale: UnitScale): number {
  const power = exponent + scale.exponent;
  const value =
    Number.isInteger(power) && Math.abs(power) < 1e6
      ? Number(`${digits}e${power}`) * scale.mantissa
      : Number(`${digits}e${exponent}`) * scale.mantissa * 10 ** scale.exponent;
  return scale.offset === 0 ? value : decimal(value + scale.offset, 14);
}

/** An internal value in the given unit: toUnit(300, 'nA') is 0.3. */
export function toUnit(value: number, unit: string): number {
  const { mantissa, exponent, offset } = scaleOf(unit);
  const shifted = offset === 0 ? value : decimal(value - offset, 14);
  // Dividing by 10^n and multiplying by 10^-n round once; powers of ten up to 10^22 are exact in f64.
  const scaled = exponent > 0 ? shifted / 10 ** exponent : shifted * 10 ** -exponent;
  return mantissa === 1 ? scaled : scaled / mantissa;
}

/** A value in the given unit in internal units: fromUnit(0.3, 'nA') is 300. */
export const fromUnit = (value: number, unit: string): number => unitReader(unit)(value);

/** `fromUnit` for many values of one unit. */
export function unitReader(unit: string): (value: number) => number {
  const scale = scaleOf(unit);
  const { mantissa, exponent, offset } = scale;
  if (mantissa === 1 && exponent === 0 && offset === 0) return (value) => value;
  return (value) => {
    if (!Number.isFinite(value)) return value;
    const [digits, power = '0'] = String(value).split('e');
    return scaleNumber(digits!, Number(power), scale);
  };
}

/** '0.3 nA' for formatQuantity(300, 'nA'); `digits` significant digits at most. */
export function formatQuantity(value: number, unit: string, digits = 6): string {
  const number = String(Number(toUnit(value, unit).toPrecision(digits)));
  return unit === '' || unit === '1' ? number : `${number} ${unit}`;
}
