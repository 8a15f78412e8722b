/**
 * e^x and its relatives on four f32 lanes.
 *
 * Reduction x = n·ln2 + r, |r| ≤ ln2/2, with ln2 in two parts of which n times the first is exact (Cody & Waite, Software Manual for
 * the Elementary Functions, 1980); then e^r by a polynomial of degree 6 that is minimax for the relative error (own Remez fit,
 * coefficients rounded to f32 one after another; error 4.3e-9, a fourteenth of half a unit in the last place).
 *
 * Range: below LOWEST and above HIGHEST the argument is taken as that bound, so results lie in [1.18e-38, 2.39e38]; nothing under- or
 * overflows, and NaN stays NaN.
 */
import type { LaneBuilder, Lanes } from './lanes.ts';
import { simd } from './opcodes.ts';

/** ln 2^-126: the least normal number. */
export const LOWEST = Math.fround(-87.33654);
/** Just below 127.5·ln 2, where n would become 128. */
export const HIGHEST = Math.fround(88.37626);

const LOG2_E = Math.LOG2E;
/** Nine bits, so that n times it is exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** Adding 1.5·2^23 rounds to an integer, which then stands in the low bits of the sum. */
const ROUNDER = 1.5 * 2 ** 23;

/** c6 … c2 of e^r = 1 + r + c2 r² + … */
const EXP = [0.0014036048669368029, 0.008372285403311253, 0.04166555032134056, 0.16666488349437714, 0.5];

interface Reduced {
  readonly r: Lanes;
  /** n in the low bits; the rest is lost when shifted into the exponent. */
  readonly n: Lanes;
}

/** With `negative`, n and r belong to −x, except that r comes with the opposite sign: then nothing has to be negated. */
function reduce(b: LaneBuilder, x: Lanes, negative: boolean): Reduced {
  const [low, high] = negative ? [-HIGHEST, -LOWEST] : [LOWEST, HIGHEST];
  const clamped = b.atLeast(b.atMost(x, b.number(high)), b.number(low));
  const shifted = b.madd(clamped, b.number(negative ? -LOG2_E : LOG2_E), b.number(ROUNDER));
  const n = b.sub(shifted, b.number(ROUNDER));
  const rest = negative ? b.madd(n, b.number(LN2_HIGH), clamped) : b.nmadd(n, b.number(LN2_HIGH), clamped);
  const r = negative ? b.madd(n, b.number(LN2_LOW), rest) : b.nmadd(n, b.number(LN2_LOW), rest);
  return { r, n: shifted };
}

/** e^x, or with `negative` e^-x. Relative error below 2 units in the last place. */
export function exp(b: LaneBuilder, x: Lanes, negative = false): Lanes {
  const { r, n } = reduce(b, x, negative);
  const sign = negative ? -1 : 1;
  const tail = tailOf(b, r, sign);
  const p = b.add(negative ? b.sub(tail, r) : b.add(tail, r), b.number(1));
  return b.apply(simd.i32x4_add, p, b.shift(simd.i32x4_shl, n, 23));
}

/** e^±r − 1 ∓ r, in few dependent steps (Estrin's scheme). */
function tailOf(b: LaneBuilder, r: Lanes, sign: 1 | -1): Lanes {
  const [c6, c5, c4, c3, c2] = EXP.map((c, i) => b.number(i % 2 === 1 ? sign * c : c)) as [
    Lanes,
    Lanes,
    Lanes,
    Lanes,
    Lanes,
  ];
  const r2 = b.mul(r, r);
  const low = b.madd(c3, r, c2);
  const high = b.madd(c6, r2, b.madd(c5, r, c4));
  return b.mul(b.madd(high, r2, low), r2);
}

/** Bounds of the exponent of 2, as above. */
const LOWEST2 = -126;
const HIGHEST2 = Math.fround(127.49999);

/** c6 … c1 of 2^f = 1 + c1 f + …, |f| ≤ ½; minimax, relative error 6.4e-9. */
const EXP2 = [
  0.00015836463717278093, 0.0013418494490906596, 0.009617026895284653, 0.05550272762775421, 0.24022655189037323,
  0.6931472420692444,
];

/**
 * 2^t. Where e^x is wanted of an x = k·y with a k that no cell changes, 2^((k·log2 e)·y) needs no reduction in two parts: the product is
 * rounded once, as x itself would be, and taking the whole part off is exact.
 */
export function exp2(b: LaneBuilder, t: Lanes): Lanes {
  const [c6, c5, c4, c3, c2, c1] = EXP2.map((c) => b.number(c)) as [Lanes, Lanes, Lanes, Lanes, Lanes, Lanes];
  const clamped = b.atLeast(b.atMost(t, b.number(HIGHEST2)), b.number(LOWEST2));
  const shifted = b.add(clamped, b.number(ROUNDER));
  const f = b.sub(clamped, b.sub(shifted, b.number(ROUNDER)));
  const f2 = b.mul(f, f);
  const high = b.madd(b.madd(c6, f, c5), f2, b.madd(c4, f, c3));
  const p = b.madd(b.madd(high, f2, b.madd(c2, f, c1)), f, b.number(1));
  return b.apply(simd.i32x4_add, p, b.shift(simd.i32x4_shl, shifted, 23));
}

/** e^x − 1, also near 0 to a few units in the last place. */
function expm1(b: LaneBuilder, x: Lanes): Lanes {
  const { r, n } = reduce(b, x, false);
  const scale = b.apply(simd.i32x4_add, b.shift(simd.i32x4_shl, n, 23), b.bits(0x3f800000));
  const z = b.add(tailOf(b, r, 1), r);
  return b.madd(scale, z, b.sub(scale, b.number(1)));
}

/** Keeps 0/0 away: changes no argument beyond 1e-22 in magnitude, and makes both parts of a quotient equal at 0. */
const TINY = 1.0123457e-30;

/** (e^x − 1)/x, 1 at 0. */
export function exprel(b: LaneBuilder, x: Lanes): Lanes {
  const away = b.add(x, b.number(TINY));
  return b.div(expm1(b, away), away);
}

/** x/(e^x − 1), 1 at 0: the reciprocal of exprel. */
export function reciprocalExprel(b: LaneBuilder, x: Lanes): Lanes {
  const away = b.add(x, b.number(TINY));
  return b.div(away, expm1(b, away));
}
