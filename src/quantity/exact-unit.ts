/** Units that need no conversion. */
import { canonicalUnit } from './describe.ts';
import type { Dimension } from './dimension.ts';
import { scaleOf } from './units.ts';

const bases = ['mV', 'ms', 'pA', 'um', 'fmol', 'kelvin'];

/** A unit whose internal value is exactly 1: what is written in it reads back to the same number. */
export function exactUnit(dimension: Dimension): string {
  const usual = canonicalUnit(dimension);
  const { mantissa, exponent, offset } = scaleOf(usual);
  if (mantissa === 1 && exponent === 0 && offset === 0) return usual;
  const factors = bases.flatMap((unit, k) => (dimension[k] === 0 ? [] : [`${unit}^${dimension[k]}`]));
  return factors.join('*') || '1';
}
