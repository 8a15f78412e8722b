// Functions that the built-in ones do not offer, or offer with too little accuracy or range.

// Whether a value is no number. Bits are compared, because a compiler may assume that floats are never NaN.
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

// Where a function of x has no value: NaN, made of the bits of x, since WGSL has no literal for it. It stays in every sum, product and
// function of this file, and the state's limits find it.
fn undefined(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) | 0x7fc00000u);
}

// The lesser and the greater of two numbers; NaN of either side stays. The built-in min and max cost twenty times as much on a software
// adapter, and may drop it.
fn lesser(x: f32, y: f32) -> f32 {
  return select(select(y, x, x < y), x, is_nan(x));
}

fn greater(x: f32, y: f32) -> f32 {
  return select(select(y, x, x > y), x, is_nan(x));
}

// −1, 0 or 1; NaN stays.
fn signum(x: f32) -> f32 {
  return select(sign(x), x, is_nan(x));
}

// NaN below 0.
fn square_root(x: f32) -> f32 {
  return select(sqrt(x), undefined(x), x < 0.0);
}

// −∞ at 0, NaN below.
fn logarithm(x: f32) -> f32 {
  let value = select(log(x), undefined(x), x < 0.0 || is_nan(x));
  return select(value, bitcast<f32>(bitcast<u32>(x) | 0xff800000u), x == 0.0);
}

// Bit pattern of 87, a value that exp still maps to a finite f32, with head-room for a product.
const exp_limit: i32 = 0x42ae0000;

// e^x; constant above the limit, so that no infinity arises. Patterns of positive floats are ordered as the floats are and those of
// negative ones are negative, so the lesser of two integers clamps; that costs software adapters less than a comparison of floats. NaN
// stays.
fn exponential(x: f32) -> f32 {
  return select(exp(bitcast<f32>(min(bitcast<i32>(x), exp_limit))), x, is_nan(x));
}

// (e^x − 1)/x, exactly 1 at 0. Below |x| = 0.1, where the quotient loses digits, five terms of its Taylor series: the first term left out
// is 0.1⁵/6! ≈ 1.4e-8. At |x| = 0.1 the quotient is good to 2⁻²⁴·(1 + 2/0.1) ≈ 1.3e-6. What the quotient is at 0 does not matter: it
// is not selected.
fn exprel(x: f32) -> f32 {
  let quotient = (exponential(x) - 1.0) / x;
  let series = 1.0f + x * (0.5f + x * (1.66666667e-1f + x * (4.16666667e-2f + x * 8.33333333e-3f)));
  return select(quotient, series, abs(x) < 0.1);
}

// Hyperbolic tangent from e^{2x} − 1, accurate near 0 and finite everywhere.
fn hyperbolic_tangent(x: f32) -> f32 {
  let twice = 2.0 * lesser(greater(x, -20.0), 20.0);
  let grown = twice * exprel(twice);
  return grown / (grown + 2.0);
}

// x − y·floor(x/y), of the sign of y. The quotient may be off by a rounding at whole multiples; the last two lines mend that.
fn modulo(x: f32, y: f32) -> f32 {
  let rest = fma(-floor(x / y), y, x);
  let size = abs(y);
  let turned = select(rest, -rest, y < 0.0);
  let mended = select(select(turned, turned - size, turned >= size), turned + size, turned < 0.0);
  return select(mended, -mended, y < 0.0);
}

// x^y as in IEEE 754: a negative x takes its sign from a whole y, else there is no value; 0 to a negative power is the greatest finite
// number.
fn power(x: f32, y: f32) -> f32 {
  if (y == 0.0) {
    return 1.0;
  }
  if (is_nan(x) || is_nan(y)) {
    return undefined(x);
  }
  if (x == 0.0) {
    return select(0.0, 3.4028234663852886e38f, y < 0.0);
  }
  let size = pow(abs(x), y);
  if (x > 0.0) {
    return size;
  }
  let odd = abs(y - 2.0 * floor(0.5 * y)) == 1.0;
  return select(select(size, -size, odd), undefined(x), floor(y) != y);
}

// Cosine and sine of a number of turns (2π radians), each to about 1e-7. WGSL's own promise no more than 2⁻¹¹. Exact reduction to an
// eighth of a turn, then Taylor polynomials (first terms left out: (π/4)¹⁰/10! ≈ 2.5e-8 and (π/4)¹¹/11! ≈ 2e-9).
fn cosine_and_sine(turns: f32) -> vec2f {
  let quarter = round(4.0 * turns);
  let x = 6.283185307179586f * (turns - 0.25 * quarter);
  let square = x * x;
  var c = fma(square, 2.48015873e-5f, -1.38888889e-3f);
  c = fma(square, c, 4.16666667e-2f);
  c = fma(square, c, -0.5f);
  c = fma(square, c, 1.0f);
  var s = fma(square, 2.75573192e-6f, -1.98412698e-4f);
  s = fma(square, s, 8.33333333e-3f);
  s = fma(square, s, -1.66666667e-1f);
  s = fma(square, s, 1.0f) * x;
  let q = u32(i32(quarter)) & 3u;
  let swapped = select(vec2f(c, s), vec2f(s, c), (q & 1u) == 1u);
  return vec2f(
    select(swapped.x, -swapped.x, q == 1u || q == 2u),
    select(swapped.y, -swapped.y, q >= 2u),
  );
}

// Radians reduced to turns in [−½, ½]: 2π is taken as a sum of a short and a small number, so that whole turns cancel exactly. Beyond 8192
// the product with 1/2π is made of integers, exact to 2⁻³² of a turn. From 2²³ on neighbouring numbers are a radian apart, which leaves
// no phase: there is no value.
fn turns_of(radians: f32) -> f32 {
  let whole = round(radians * 0.15915494309189535f);
  let rest = fma(-whole, 1.9353071795864769e-3f, fma(-whole, 6.28125f, radians));
  var turns = rest * 0.15915494309189535f;
  let bits = bitcast<u32>(radians);
  let size = bits & 0x7fffffffu;
  // 8192 and 2²³.
  if (size > 0x46000000u) {
    // radians = ±mantissa·2^-shift; 1/2π = (0x28be60db + 0x9391054a·2⁻³²)·2⁻³².
    let mantissa = (size & 0x7fffffu) | 0x800000u;
    let shift = (150u - (size >> 23u)) & 31u;
    let low = mantissa * 0x28be60dbu;
    let fraction = low + multiply_high(mantissa, 0x9391054au);
    let turn = multiply_high(mantissa, 0x28be60dbu) + select(0u, 1u, fraction < low);
    let part = f32(bitcast<i32>((turn << (32u - shift)) | (fraction >> shift))) * 2.3283064365386963e-10f;
    turns = select(part, -part, (bits >> 31u) == 1u);
  }
  return select(turns, undefined(radians), size >= 0x4b000000u);
}

fn sine(radians: f32) -> f32 {
  return cosine_and_sine(turns_of(radians)).y;
}

fn cosine(radians: f32) -> f32 {
  return cosine_and_sine(turns_of(radians)).x;
}

fn tangent(radians: f32) -> f32 {
  let both = cosine_and_sine(turns_of(radians));
  return both.y / both.x;
}
