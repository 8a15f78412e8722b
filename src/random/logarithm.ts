/**
 * Natural logarithms from +, −, ×, ÷ alone, so that a network built in any JavaScript engine is the same to the bit (Math.log may
 * differ in its last bit between engines). Absolute error below 1e-14 over [2^-32, 1] (tested).
 */

/** 2·artanh(s) for |s| ≤ 0.18, by its series: ln((1 + s)/(1 − s)). */
function doubleArtanh(s: number): number {
  const z = s * s;
  let series = 0;
  for (let odd = 21; odd >= 3; odd -= 2) series = z * (1 / odd + series);
  return 2 * (s + s * series);
}

const CELLS = 128;
/** 1/c and ln c at the middles c of 128 equal parts of [1, 2), in turn; part 0 has c = 1, so that ln 1 is exactly 0. */
export const logarithmParts = new Float64Array(2 * CELLS);
for (let i = 0; i < CELLS; i++) {
  const c = i === 0 ? 1 : 1 + (i + 0.5) / CELLS;
  logarithmParts[2 * i] = 1 / c;
  logarithmParts[2 * i + 1] = ln(c);
}

/** ln x for finite x > 0: halved or doubled until the series is short. Error below 1e-15 of it, or absolutely near 1. */
export function ln(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent -= 1;
  }
  while (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }
  return doubleArtanh((mantissa - 1) / (mantissa + 1)) + exponent * Math.LN2;
}

/**
 * ln((word + 1)/2^32) for a u32: the logarithm of a uniform number in (0, 1]. By table and a polynomial of degree 6. The WebAssembly
 * emitter writes the same operations in the same order.
 */
export function logUniform(word: number): number {
  if (word === 0xffffffff) return 0;
  const n = (word + 1) | 0;
  const leading = Math.clz32(n);
  const bits = n << leading;
  const part = 2 * ((bits >>> 24) & (CELLS - 1));
  const r = (bits >>> 0) * 2 ** -31 * logarithmParts[part]! - 1;
  const rr = r * r;
  const tail = 1 / 2 - r * (1 / 3) + rr * (1 / 4 - r * (1 / 5) + rr * (1 / 6));
  return logarithmParts[part + 1]! - (leading + 1) * Math.LN2 + (r - rr * tail);
}

/** ln(1 − p) for 0 < p < 1. */
export const logComplement = (p: number): number => (p <= 0.25 ? doubleArtanh(-p / (2 - p)) : ln(1 - p));
