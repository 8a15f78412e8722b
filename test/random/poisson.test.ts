import { describe, expect, test } from 'vitest';
import { philox, streamKey } from '../../src/random/philox.ts';
import { poissonBlock, poissonCount, poissonTable } from '../../src/random/poisson.ts';
import { chiSquare, poissonShare } from '../statistics/chi-square.ts';

const key = streamKey('poisson');
const words = new Uint32Array(4);

/** Counts of the given mean, one per cell. */
function counts(mean: number, n: number, seed: number): Int32Array {
  return Int32Array.from({ length: n }, (_, cell) =>
    poissonCount(mean, (block) => philox(cell, 0, poissonBlock(0) + block, 2, seed, key, words)),
  );
}

describe('Poisson counts from tables', () => {
  // One mean for each way to be made: nothing but kept events, rows of every fraction, digits alone and together, the largest.
  const means = [
    1e-3,
    0.01,
    1 / 32,
    0.04,
    0.5,
    0.99,
    1,
    3.3,
    7.99,
    8,
    8.02,
    16,
    24,
    31.999,
    32,
    40,
    96.7,
    127.97,
    500.3,
    2047,
    8191.5,
    30_000.3,
    98_304,
    131_071.9,
  ];
  test.each(means)('of mean %f follow their law', (mean) => {
    const n = 200_000;
    const found = counts(mean, n, 1);
    const p = chiSquare(
      found,
      (k) => poissonShare(Math.fround(mean), k),
      Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean) - 12)),
    );
    // The seed is fixed, so the test always says the same; a right generator would have been missed by one of 24 with probability 24·1e-5.
    expect(p).toBeGreaterThan(1e-5);
    const average = found.reduce((a, k) => a + k, 0) / n;
    // The mean's standard deviation is √(mean/n); 5 of them, alpha 6e-7.
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
  });

  test('of tiny means are as rare as they should be', () => {
    // Words as they come, but those that decide about the one kept event: of mean m, an event is kept if u < 32·m, whatever is lost to
    // 2^-48.
    for (const mean of [1e-5, 1e-7, 1e-9, 1e-11]) {
      const m = Math.fround(mean);
      const edge = 32 * m;
      const at = (u: number): number => {
        const high = Math.floor(u * 2 ** 24);
        const low = Math.floor((u * 2 ** 24 - high) * 2 ** 24);
        // Block 0: no count of row 0, and just one event of mean 1/32; then u.
        return poissonCount(m, (block) =>
          block === 0 ? Uint32Array.of(0, 0, 0x07000000, 0) : Uint32Array.of(high << 8, low << 8, 0, 0),
        );
      };
      expect(at(edge - 2 ** -47)).toBe(1);
      expect(at(edge + 2 ** -47)).toBe(0);
    }
  });

  test('have no value outside their range', () => {
    const zeros = (): Uint32Array => new Uint32Array(4);
    for (const mean of [-1, -1e-9, 131_072, 1e30, Number.NaN, Number.POSITIVE_INFINITY])
      expect(poissonCount(mean, zeros)).toBeNaN();
    expect(poissonCount(0, zeros)).toBe(0);
    expect(poissonCount(-0, zeros)).toBe(0);
  });

  test('the table holds f32 numbers alone, and each row its mean to 1e-6 and its variance to 1e-4', () => {
    const table = poissonTable();
    expect(table.length).toBeLessThan(80_000);
    expect(table.every((x) => Math.fround(x) === x)).toBe(true);
    for (let row = 0; row < 277; row++) {
      const [first, bits, lowest] = [table[3 * row]!, table[3 * row + 1]!, table[3 * row + 2]!];
      const level = Math.floor((row - 256) / 3);
      const mean = row < 256 ? row / 32 : 8 * (((row - 256) % 3) + 1) * 4 ** level;
      let [sum, square] = [0, 0];
      for (let slot = 0; slot < 2 ** bits; slot++) {
        const [own, other] = [table[first + 2 * slot]!, table[first + 2 * slot + 1]!];
        for (const [p, value] of [
          [own, lowest + slot],
          [1 - own, lowest + other],
        ] as const) {
          sum += p * value;
          square += p * (value - mean) ** 2;
        }
      }
      // Shares rounded to 2^-24 of a slot err at random: by 2^-25·√size·size in units of the mean's own row, far below these bounds.
      expect(Math.abs(sum / 2 ** bits - mean)).toBeLessThanOrEqual(1e-6 * Math.max(1, mean));
      expect(Math.abs(square / 2 ** bits - mean)).toBeLessThanOrEqual(1e-4 * mean);
    }
  });
});
