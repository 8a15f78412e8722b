/** Numbers as WGSL text. */

import { InternalError } from '../../errors.ts';

const GREATEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;

/**
 * The f32 nearest to a number, as a literal that denotes exactly it. Infinities become the greatest finite f32 and subnormal numbers 0:
 * WGSL has no literal for the former and may flush the latter. A NaN has no literal and is refused.
 */
export function f32Literal(value: number): string {
  if (Number.isNaN(value)) throw new InternalError('A constant of the model is not a number (NaN).');
  const rounded = Math.fround(Math.max(-GREATEST, Math.min(GREATEST, value)));
  if (Math.abs(rounded) < SMALLEST_NORMAL) return '0f';
  const text = `${String(Math.abs(rounded))}f`;
  return rounded < 0 ? `(-${text})` : text;
}

/** A u32 literal. */
export function u32Literal(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
    throw new InternalError(`${value} is not an unsigned 32-bit number.`);
  return `${value}u`;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Bit pattern of the nearest f32. Finite numbers beyond f32 count as the greatest finite f32. */
export function f32Bits(value: number): number {
  float[0] = Number.isFinite(value) ? Math.max(-GREATEST, Math.min(GREATEST, value)) : value;
  return bits[0]!;
}
