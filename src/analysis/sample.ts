/** Seeded choice of cells for statistics that are too dear for all of them. */

/**
 * `size` distinct numbers below `n`, ascending, each set equally likely up to the 32 bits of its generator (splitmix32); all of them
 * where size ≥ n. Selection sampling (Knuth, TAOCP 3.4.2, algorithm S).
 */
export function sampleIndices(n: number, size: number, seed: number): Uint32Array {
  if (size >= n) return Uint32Array.from({ length: n }, (_, i) => i);
  const next = splitmix32(seed);
  const out = new Uint32Array(size);
  for (let i = 0, taken = 0; taken < size; i++) if (next() * (n - i) < size - taken) out[taken++] = i;
  return out;
}

/** Uniform numbers in [0, 1) with 32 bits. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) * 2 ** -32;
  };
}
