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

/** Absolute error below 1.5e-7 for |x| ≤ 10 000; beyond, the argument's own spacing in f32 is what limits the result. */
export function sinCos(b: LaneBuilder, x: Lanes): { sin: Lanes; cos: Lanes } {
  const shifted = b.madd(x, b.number(2 / Math.PI), b.number(ROUNDER));
  const n = b.sub(shifted, b.number(ROUNDER));
  const r = HALF_PI.reduce<Lanes>((rest, part) => b.nmadd(n, b.number(part), rest), x);
  return turned(b, r, shifted);
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
