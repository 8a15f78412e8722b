// Functions that the built-in ones do not offer, or offer with too little accuracy or range.

// The lesser and the greater of two numbers by one comparison. The built-in min and max cost twenty times as much on a software adapter,
// which spells out their rules for NaN.
fn lesser(x: f32, y: f32) -> f32 {
  return select(y, x, x < y);
}

fn greater(x: f32, y: f32) -> f32 {
  return select(y, x, x > y);
}

// Bit pattern of 87, a value that exp still maps to a finite f32, with head-room for a product.
const exp_limit: i32 = 0x42ae0000;

// e^x; constant above the limit, so that no infinity arises. Patterns of positive floats are ordered as the floats are and those of
// negative ones are negative, so the lesser of two integers clamps; that costs software adapters less than a comparison of floats.
fn exponential(x: f32) -> f32 {
  return exp(bitcast<f32>(min(bitcast<i32>(x), exp_limit)));
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
  let twice = 2.0 * clamp(x, -20.0, 20.0);
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

// x^y with negative x for whole y, as in IEEE 754; 0 to a negative power is the greatest finite number.
fn power(x: f32, y: f32) -> f32 {
  if (y == 0.0) {
    return 1.0;
  }
  if (x == 0.0) {
    return select(0.0, 3.4028234663852886e38f, y < 0.0);
  }
  let size = pow(abs(x), y);
  let odd = abs(y - 2.0 * floor(0.5 * y)) == 1.0;
  return select(size, -size, x < 0.0 && odd);
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

// Radians reduced to turns in [−½, ½]: 2π is taken as a sum of a short and a small number, so that whole turns cancel exactly.
fn turns_of(radians: f32) -> f32 {
  let whole = round(radians * 0.15915494309189535f);
  let rest = fma(-whole, 1.9353071795864769e-3f, fma(-whole, 6.28125f, radians));
  return rest * 0.15915494309189535f;
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
