// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11).
// The same to the bit as src/random/philox.ts, whose house convention for counters and keys holds here too.

// Last word of the counter of all numbers drawn during a run.
const purpose_run: u32 = 2u;

// High 32 bits of the product of two u32. WGSL has no wide product: four 16-bit ones.
fn multiply_high(a: u32, b: u32) -> u32 {
  let a0 = a & 0xffffu;
  let a1 = a >> 16u;
  let b0 = b & 0xffffu;
  let b1 = b >> 16u;
  let middle1 = a1 * b0 + ((a0 * b0) >> 16u);
  let middle2 = a0 * b1 + (middle1 & 0xffffu);
  return a1 * b1 + (middle1 >> 16u) + (middle2 >> 16u);
}

fn philox(counter: vec4u, seed_and_stream: vec2u) -> vec4u {
  var x = counter;
  var key = seed_and_stream;
  for (var round = 0u; round < 10u; round++) {
    let high0 = multiply_high(0xd2511f53u, x.x);
    let low0 = 0xd2511f53u * x.x;
    let high1 = multiply_high(0xcd9e8d57u, x.z);
    let low1 = 0xcd9e8d57u * x.z;
    x = vec4u(high1 ^ x.y ^ key.x, low1, high0 ^ x.w ^ key.y, low0);
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return x;
}

// Four words for a cell of the population with this stream in the current step; `quad` is the block of the house convention.
fn draw(cell: u32, quad: u32, stream: u32) -> vec4u {
  return philox(vec4u(cell, tick.step, quad, purpose_run), vec2u(network.seed, stream));
}

// Uniform in [0, 1) with 24 bits, exact.
fn uniform24(word: u32) -> f32 {
  return f32(word >> 8u) * 5.9604644775390625e-8f;
}

// Two independent standard normals (Box & Muller 1958): radius from the first word, in (0, 1], angle from the second.
fn normals(word0: u32, word1: u32) -> vec2f {
  // A logarithm's error near 1 may make it positive.
  let radius = sqrt(max(0.0, -2.0 * log(f32((word0 >> 8u) + 1u) * 5.9604644775390625e-8f)));
  return radius * cosine_and_sine(uniform24(word1));
}
