import { describe, expect, test } from 'vitest';
import { drawAddress, mulHigh, normals, philox, purpose, streamKey, uniform24 } from '../../src/random/philox.ts';

const hex = (words: Uint32Array): string => Array.from(words, (w) => w.toString(16).padStart(8, '0')).join(' ');

describe('Philox4x32-10', () => {
  // Random123, examples/kat_vectors, "philox4x32 10".
  test.each([
    [[0, 0, 0, 0, 0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('gives its authors’ known answer for %j', (words, answer) => {
    const [c0, c1, c2, c3, k0, k1] = words as [number, number, number, number, number, number];
    expect(hex(philox(c0, c1, c2, c3, k0, k1, new Uint32Array(4)))).toBe(answer);
  });

  test('the high word of a product is exact', () => {
    const words = [0, 1, 0xffff, 0x10000, 0xd2511f53, 0x7fffffff, 0x80000000, 0xffffffff];
    for (const a of words) for (const b of words) expect(mulHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
  });
});

test('uniform numbers lie in [0, 1) and are exact in f32', () => {
  expect(uniform24(0)).toBe(0);
  expect(uniform24(0xffffffff)).toBe(1 - 2 ** -24);
  for (const word of [1, 255, 256, 0x12345678, 0xfffffe00]) expect(Math.fround(uniform24(word))).toBe(uniform24(word));
});

test('normals have the moments and the tail of the standard normal', () => {
  // 400 000 draws. Means of z, z², z³, z⁴, z_a·z_b have standard deviations 1, √2, √15, √96, 1 over √n; bounds at 5 standard
  // deviations, so alpha = 7 × 6e-7 by the normal approximation. P(|z| > 3) = 0.0026998.
  const pairs = 200_000;
  const words = new Uint32Array(4);
  const sums = [0, 0, 0, 0];
  let cross = 0;
  let far = 0;
  for (let k = 0; k < pairs; k++) {
    philox(k, 0, 0, purpose.initial, 5, 77, words);
    const [a, b] = normals(words[0]!, words[1]!);
    for (const z of [a, b]) {
      for (let power = 0; power < 4; power++) sums[power]! += z ** (power + 1);
      if (Math.abs(z) > 3) far++;
    }
    cross += a * b;
  }
  const n = 2 * pairs;
  const bound = (sd: number, of: number): number => (5 * sd) / Math.sqrt(of);
  expect(Math.abs(sums[0]! / n)).toBeLessThan(bound(1, n));
  expect(Math.abs(sums[1]! / n - 1)).toBeLessThan(bound(Math.SQRT2, n));
  expect(Math.abs(sums[2]! / n)).toBeLessThan(bound(Math.sqrt(15), n));
  expect(Math.abs(sums[3]! / n - 3)).toBeLessThan(bound(Math.sqrt(96), n));
  expect(Math.abs(cross / pairs)).toBeLessThan(bound(1, pairs));
  expect(Math.abs(far / n - 0.0026998)).toBeLessThan(bound(Math.sqrt(0.0026998), n));
});

test('normals are finite at the ends of their words', () => {
  for (const a of [0, 0xff, 0xffffffff])
    for (const b of [0, 0xffffffff]) for (const z of normals(a, b)) expect(Math.abs(z)).toBeLessThan(5.78);
});

test('stream keys are FNV-1a over both bytes of each unit', () => {
  const reference = (name: string): number => {
    let hash = 0x811c9dc5n;
    for (const unit of name)
      for (const byte of [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8])
        hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
    return Number(hash);
  };
  for (const name of ['', 'cells', 'cells.V', 'E to all', 'ναι']) expect(streamKey(name)).toBe(reference(name));
  expect(new Set(['cells', 'cells2', 'E', 'I', 'cells.V', 'cells.g_e'].map(streamKey)).size).toBe(6);
});

test('draws of one population never share words', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 64; i++) {
    const u = drawAddress('uniform', i);
    seen.add(`${u.block}.${u.word}`);
  }
  // A pair of normals takes two words.
  for (let i = 0; i < 64; i += 2) {
    const z = drawAddress('normal', i);
    expect(drawAddress('normal', i + 1)).toEqual(z);
    seen.add(`${z.block}.${z.word}`).add(`${z.block}.${z.word + 1}`);
    expect(z.word).toBeLessThanOrEqual(2);
  }
  expect(seen.size).toBe(128);
});
