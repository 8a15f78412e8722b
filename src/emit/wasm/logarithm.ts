/** Natural logarithm and general powers on four f32 lanes. */
import { exp } from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { simd } from './opcodes.ts';

/**
 * log(1 + f) = f − f²/2 + f³·q(f) for 1 + f in [√½, √2): q of degree 7, minimax for the relative error of the whole (own Remez fit,
 * 1.5e-8).
 */
const LOG = [
  -0.07621844112873077, 0.12754268944263458, -0.1315869241952896, 0.1420128494501114, -0.16623321175575256,
  0.20001254975795746, -0.250008225440979, 0.3333333134651184,
];
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;

/** ln x: −∞ at 0, NaN below 0; subnormal numbers included. Error below 2 units in the last place. */
export function log(b: LaneBuilder, x: Lanes): Lanes {
  const small = b.apply(simd.f32x4_lt, x, b.number(2 ** -126));
  const scaled = b.choose(small, b.mul(x, b.number(2 ** 24)), x);
  const lift = b.apply(simd.v128_and, small, b.number(24));
  // Subtracting the pattern of √½ makes the exponent field count from [√½, √2).
  const patterns = b.apply(simd.i32x4_sub, scaled, b.number(Math.SQRT1_2));
  const e = b.sub(b.apply(simd.f32x4_convert_i32x4_s, b.shift(simd.i32x4_shr_s, patterns, 23)), lift);
  const mantissa = b.apply(
    simd.i32x4_add,
    b.apply(simd.v128_and, patterns, b.bits(0x007fffff)),
    b.number(Math.SQRT1_2),
  );
  const f = b.sub(mantissa, b.number(1));
  const square = b.mul(f, f);
  const cubic = b.mul(b.mul(square, f), b.polynomial(f, LOG));
  const tail = b.add(b.mul(e, b.number(LN2_LOW)), b.nmadd(square, b.number(0.5), cubic));
  const finite = b.madd(e, b.number(LN2_HIGH), b.add(f, tail));
  const zero = b.number(0);
  const infinity = b.number(Number.POSITIVE_INFINITY);
  const bounded = b.choose(b.apply(simd.f32x4_eq, x, infinity), infinity, finite);
  const defined = b.choose(b.apply(simd.f32x4_ge, x, zero), bounded, b.number(Number.NaN));
  return b.choose(b.apply(simd.f32x4_eq, x, zero), b.number(Number.NEGATIVE_INFINITY), defined);
}

/**
 * x^y as e^(y·ln|x|); relative error about (1 + |y·ln x|)·2^-22. A negative x takes its sign from a whole y, else gives NaN; 0^y is 0,
 * 1 or ∞ as y is positive, 0 or negative. Results saturate as those of `exp` do.
 */
export function power(b: LaneBuilder, x: Lanes, y: Lanes): Lanes {
  const zero = b.number(0);
  const one = b.number(1);
  const magnitude = b.abs(x);
  const positive = exp(b, b.mul(y, log(b, magnitude)));
  const floor = b.apply(simd.f32x4_floor, y);
  const halves = b.mul(y, b.number(0.5));
  const odd = b.apply(simd.f32x4_ne, halves, b.apply(simd.f32x4_floor, halves));
  const whole = b.apply(simd.f32x4_eq, floor, y);
  const sign = b.apply(simd.v128_and, odd, b.bits(0x80000000));
  const signed = b.choose(whole, b.apply(simd.v128_xor, positive, sign), b.number(Number.NaN));
  const nonzero = b.choose(b.apply(simd.f32x4_lt, x, zero), signed, positive);
  const ofZero = b.choose(b.apply(simd.f32x4_gt, y, zero), zero, b.number(Number.POSITIVE_INFINITY));
  const general = b.choose(b.apply(simd.f32x4_eq, x, zero), ofZero, nonzero);
  return b.choose(b.apply(simd.f32x4_eq, y, zero), one, general);
}
