/** Numbers as NESTML passes them on whole. */

/** 2^60: the largest power of two that literals use; as an integer it goes through whole. */
import { InternalError } from '../../errors.ts';

const LARGEST_POWER = 60;

/**
 * NESTML 9.0.0 prints constants with 9 significant digits and strips zeros from exponents. So a number that is not a short decimal is
 * written as an integer over powers of two, which the generated C++ divides exactly.
 */
export function nestmlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new InternalError('A constant of an exported model is not finite.');
  const negative = value < 0 || Object.is(value, -0);
  const text = magnitude(Math.abs(value));
  if (!negative) return text;
  return /^[\d.]+$/.test(text) ? `(-${text})` : `(-(${text}))`;
}

function magnitude(a: number): string {
  if (a === 0 || (Number.isInteger(a) && a < 1e8)) return `${a}.0`;
  if (a >= 1e-4 && a < 1e8 && Number(a.toPrecision(8)) === a && String(a).length <= 9) return String(a);
  let whole = a;
  let halvings = 0;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    halvings++;
  }
  let doublings = 0;
  while (whole >= 2 ** 53) {
    whole /= 2;
    doublings++;
  }
  let text = String(whole);
  for (; halvings > 0; halvings -= LARGEST_POWER) text += ` / ${power(halvings)}`;
  // A quotient is real; a product of integers is one, and would run over.
  if (doublings > 0) text += ' / 1';
  for (; doublings > 0; doublings -= LARGEST_POWER) text += ` * ${power(doublings)}`;
  return `(${text})`;
}

const power = (exponent: number): string => String(2n ** BigInt(Math.min(LARGEST_POWER, exponent)));
