/** Circular and hyperbolic functions on four f32 lanes. */
import { exp } from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { simd } from './opcodes.ts';

/** sin r = r + r³·q(r²) and cos r = 1 − r²/2 + r⁴·q(r²) for |r| ≤ π/4; minimax, errors 3.8e-9 and 1.1e-10. */
const SIN = [-0.00019518405315466225, 0.008332190103828907, -0.16666655242443085];
const COS = [0.000024430670237052254, -0.00138873013202101, 0.04166664555668831];

/** π/2 in three parts of 8, 11 and 24 bits; n times the first two is exact for |n| < 2^13. */
const HALF_PI = [1.5703125, 4.837512969970703e-4, 7.549789948768648e-8] as const;
const ROUNDER = 1.5 * 2 ** 23;

/** sin and cos of r, turned by n quarter turns (n in the low bits). */
function turned(b: LaneBuilder, r: Lanes, n: Lanes): { sin: Lanes; cos: Lanes } {
  const y = b.mul(r, r);
  const s = b.madd(b.mul(b.polynomial(y, SIN), y), r, r);
  const c = b.madd(b.mul(b.polynomial(y, COS), y), y, b.nmadd(y, b.number(0.5), b.number(1)));
  const one = b.bits(1);
  const swap = b.apply(simd.i32x4_eq, b.apply(simd.v128_and, n, one), one);
  const signOf = (quarters: Lanes): Lanes => b.shift(simd.i32x4_shl, b.apply(simd.v128_and, quarters, b.bits(2)), 30);
  return {
    sin: b.apply(simd.v128_xor, b.choose(swap, c, s), signOf(n)),
    cos: b.apply(simd.v128_xor, b.choose(swap, s, c), signOf(b.apply(simd.i32x4_add, n, one))),
  };
}

/** π/2 in two parts, the first of 30 bits: n times it is exact in f64 for |n| < 2^23. */
const HALF_PI_HIGH = Math.round((Math.PI / 2) * 2 ** 29) / 2 ** 29;
const HALF_PI_LOW = Math.PI / 2 - HALF_PI_HIGH;
/** Adding 1.5·2^52 rounds to an integer, which then stands in the low bits of the sum. */
const WIDE_ROUNDER = 1.5 * 2 ** 52;
/** Beyond, the reduction is made in f64. */
const WIDE = 8192;
/** From here on neighbouring f32 numbers are a radian apart. */
const NO_PHASE = 2 ** 23;

/**
 * Absolute error below 1.5e-7 for |x| < 2^23 as the f32 number it is. Beyond, no phase is left: the results are NaN, which the limits of
 * the state find.
 */
export function sinCos(b: LaneBuilder, x: Lanes): { sin: Lanes; cos: Lanes } {
  const shifted = b.madd(x, b.number(2 / Math.PI), b.number(ROUNDER));
  const n = b.sub(shifted, b.number(ROUNDER));
  const near = HALF_PI.reduce<Lanes>((rest, part) => b.nmadd(n, b.number(part), rest), x);
  const r = b.copy(near);
  const quarters = b.copy(shifted);
  const magnitude = b.abs(x);
  const far = b.apply(simd.v128_not, b.apply(simd.f32x4_le, magnitude, b.number(WIDE)));
  b.push(far);
  b.f.simd(simd.v128_any_true).if(() => {
    const low = wide(b, x);
    const high = wide(b, b.shuffle(x, x, [2, 3, 2, 3]));
    const rest = b.shuffle(low.r, high.r, [0, 1, 4, 5]);
    const phase = b.apply(simd.f32x4_lt, magnitude, b.number(NO_PHASE));
    b.assign(r, b.choose(far, b.choose(phase, rest, b.number(Number.NaN)), near));
    b.assign(quarters, b.choose(far, b.shuffle(low.n, high.n, [0, 2, 4, 6]), shifted));
  });
  return turned(b, r, quarters);
}

/** The reduction of the first two lanes in f64: r as f32 in the first two lanes, n in the low words of both f64. */
function wide(b: LaneBuilder, x: Lanes): { r: Lanes; n: Lanes } {
  const both = (value: number): Lanes => b.double(value);
  const exact = b.apply(simd.f64x2_promote_low_f32x4, x);
  const n = b.apply(simd.f64x2_add, b.apply(simd.f64x2_mul, exact, both(2 / Math.PI)), both(WIDE_ROUNDER));
  const whole = b.apply(simd.f64x2_sub, n, both(WIDE_ROUNDER));
  const first = b.apply(simd.f64x2_sub, exact, b.apply(simd.f64x2_mul, whole, both(HALF_PI_HIGH)));
  const rest = b.apply(simd.f64x2_sub, first, b.apply(simd.f64x2_mul, whole, both(HALF_PI_LOW)));
  return { r: b.apply(simd.f32x4_demote_f64x2_zero, rest), n };
}

/** sin and cos of 2π·u for u in [0, 1): the reduction to quarter turns is exact. */
export function sinCosOfTurns(b: LaneBuilder, u: Lanes): { sin: Lanes; cos: Lanes } {
  const quarters = b.mul(u, b.number(4));
  const shifted = b.add(quarters, b.number(ROUNDER));
  const rest = b.sub(quarters, b.sub(shifted, b.number(ROUNDER)));
  return turned(b, b.mul(rest, b.number(Math.PI / 2)), shifted);
}

/** tanh x = x + x³·q(x²) for |x| < 0.625; minimax, error 4.2e-9. */
const TANH = [
  -0.005714063532650471, 0.020648062229156494, -0.053742773830890656, 0.1333148330450058, -0.3333328366279602,
];

/** Beyond 0.625: 1 − 2/(e^{2|x|} + 1) with the sign of x. */
export function tanh(b: LaneBuilder, x: Lanes): Lanes {
  const magnitude = b.abs(x);
  const y = b.mul(x, x);
  const near = b.madd(b.mul(b.polynomial(y, TANH), y), x, x);
  const one = b.number(1);
  const far = b.sub(one, b.div(b.number(2), b.add(exp(b, b.add(magnitude, magnitude)), one)));
  const sign = b.apply(simd.v128_and, x, b.bits(0x80000000));
  return b.choose(b.apply(simd.f32x4_lt, magnitude, b.number(0.625)), near, b.apply(simd.v128_or, far, sign));
}
