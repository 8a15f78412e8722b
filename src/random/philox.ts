/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11).
 * The same to the bit here, in `shaders/random.wgsl` and in the WebAssembly emitter; tested against the authors' known answers.
 *
 * House convention for the 128-bit counter and the 64-bit key: counter = (index, step, block, purpose), key = (seed, stream). A stream
 * is named after a population or a projection, so their numbers depend on the seed and their own name only.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** What a counter is used for: its last word. */
export const purpose = { initial: 0, connect: 1, run: 2 } as const;

/** In the place of a cell's number in counters of draws that all cells share; no cell has it. */
export const EVERY_CELL = 0xffffffff;

/** High 32 bits of the product of two u32. */
export function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const low = a0 * b0;
  const mid1 = a1 * b0 + (low >>> 16);
  const mid2 = a0 * b1 + (mid1 & 0xffff);
  return (a1 * b1 + Math.floor(mid1 / 0x10000) + Math.floor(mid2 / 0x10000)) >>> 0;
}

/** Four u32 of the block into `out`. All arguments are taken as u32. */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
): Uint32Array {
  let x0 = c0 | 0;
  let x1 = c1 | 0;
  let x2 = c2 | 0;
  let x3 = c3 | 0;
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, x0);
    const low0 = Math.imul(M0, x0);
    const high1 = mulHigh(M1, x2);
    const low1 = Math.imul(M1, x2);
    x0 = high1 ^ x1 ^ key0;
    x1 = low1;
    x2 = high0 ^ x3 ^ key1;
    x3 = low0;
    key0 = (key0 + W0) | 0;
    key1 = (key1 + W1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
  return out;
}

/** u32 → uniform in [0, 1) with 24 bits, exact in f32. */
export const uniform24 = (word: number): number => (word >>> 8) * 2 ** -24;

/**
 * Two independent standard normals from two u32 (Box & Muller 1958): radius from the first, in (0, 1], angle from the second.
 * Element 0 is the cosine one.
 */
export function normals(word0: number, word1: number): [number, number] {
  const radius = Math.sqrt(-2 * Math.log(((word0 >>> 8) + 1) * 2 ** -24));
  const angle = 2 * Math.PI * uniform24(word1);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** FNV-1a over UTF-16 code units: a stream key (u32) from a name. */
export function streamKey(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Where run-time draw number `index` of a population finds its words: uniforms take one word each, normals two per pair (even draws the
 * cosine, odd ones the sine). Counter of the block: (cell, step, block, purpose.run).
 */
export function drawAddress(kind: 'uniform' | 'normal', index: number): { block: number; word: number } {
  if (kind === 'uniform') return { block: index >> 2, word: index & 3 };
  const pair = index >> 1;
  return { block: 0x8000 + (pair >> 1), word: (pair & 1) * 2 };
}
