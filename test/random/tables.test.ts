/** Counts and values that are the same to the bit everywhere: elementary functions, binomial counts, tables of values. */
import { describe, expect, test } from 'vitest';
import { binomial } from '../../src/random/binomial.ts';
import { type Distribution, extentOf, shareBetween } from '../../src/random/distribution.ts';
import { exponential } from '../../src/random/exponential.ts';
import { ln } from '../../src/random/logarithm.ts';
import { philox, purpose } from '../../src/random/philox.ts';
import { drawnValue, sharesOf, valueTable } from '../../src/random/value-table.ts';
import { binomialShare, chiSquare } from '../statistics/chi-square.ts';

/** 12 p-values here: together they miss a right program with probability 1.2e-4. */
const ALPHA = 1e-5;

function wordsFrom(stream: number): () => number {
  const block = new Uint32Array(4);
  let count = 0;
  return () => {
    if (count % 4 === 0) philox(count / 4, 0, 0, purpose.connect, 31, stream, block);
    return block[count++ % 4]!;
  };
}

test('exponential and logarithm, against those of the engine, which err by one unit in the last place', () => {
  for (let x = -700; x <= 700; x += 0.37) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
  expect([exponential(0), exponential(-745), exponential(-1e9), exponential(1e9)]).toEqual([
    1,
    0,
    0,
    Number.POSITIVE_INFINITY,
  ]);
  for (let x = 1e-9; x < 1e12; x *= 1.37)
    expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-15 * Math.max(1, Math.abs(Math.log(x))));
});

describe('binomial counts', () => {
  test.each([
    [1, 0.3],
    [7, 0.5],
    [30, 0.2],
    [100, 0.09],
    [100, 0.97],
    [1_000_000, 2e-6],
    [45, 0.4],
    [2000, 0.3],
    [45_000_000, 5e-7],
    [45_000_000, 1e-4],
    [3_000_000, 0.5],
  ])('of %i trials of chance %f', (n, p) => {
    const next = wordsFrom(n);
    const found = Array.from({ length: 40_000 }, () => binomial(n, p, next));
    const spread = Math.sqrt(n * p * (1 - p));
    // Counts of a width of a tenth of the deviation, 8 deviations to either side; the rest is less than 1e-14.
    const width = Math.max(1, Math.floor(spread / 10));
    const least = Math.max(0, Math.floor(n * p - 8 * spread - 8));
    const share = (bin: number): number => {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += binomialShare(n, p, least + bin * width + k);
      return sum;
    };
    const bins = found.map((k) => Math.floor((k - least) / width));
    expect(Math.min(...bins)).toBeGreaterThanOrEqual(0);
    expect(chiSquare(bins, share)).toBeGreaterThan(ALPHA);
  });

  test('nothing and everything', () => {
    const none = (): number => expect.fail('draws');
    expect([binomial(0, 0.5, none), binomial(9, 0, none), binomial(9, 1, none)]).toEqual([0, 0, 9]);
  });
});

describe('tables of values', () => {
  test.each([
    [1, [1]],
    [2, [1, 3]],
    [3, [0, 1, 0]],
    [5, [1, 1e-9, 2, 3, 1e-12]],
    [1000, Array.from({ length: 1000 }, (_, k) => Math.exp(-(((k - 400) / 90) ** 2)))],
  ])('%i of them have their shares to 2⁻³², and words on both sides of every border draw them', (count, shares) => {
    const values = Array.from({ length: count }, (_, k) => 3 * k - 7);
    const table = valueTable(values, shares);
    const total = shares.reduce((sum, s) => sum + s, 0);
    const found = new Map<number, number>();
    sharesOf(table).forEach((share, slot) => {
      if (share > 0) found.set(table.values[slot]!, (found.get(table.values[slot]!) ?? 0) + share);
    });
    // Every value's share lies between two sums that are rounded to 2⁻³³.
    shares.forEach((share, k) => {
      expect(Math.abs((found.get(values[k]!) ?? 0) - share / total)).toBeLessThanOrEqual(2 ** -32);
      found.delete(values[k]!);
    });
    expect([...found]).toEqual([]);
    const { bits, entries } = table;
    entries.forEach((entry, slot) => {
      const [start, own] = [slot * 2 ** (32 - bits), entry >>> bits];
      if (own > 0) expect(drawnValue(table, start + own - 1)).toBe(table.values[slot]);
      if (own < 2 ** (32 - bits)) expect(drawnValue(table, start + own)).toBe(table.values[entry & (2 ** bits - 1)]);
    });
  });
});

describe('shares of distributions', () => {
  const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const normal: Distribution = { kind: 'normal', mean: 3, deviation: 2, low, high };
  test('the normal law, to what its tables of 10 digits say', () => {
    // Φ(1) − Φ(−1), Φ(5) − Φ(4), each from Abramowitz & Stegun, table 26.1; beyond 6.34 deviations nothing is drawn, 2.3e-10 of all.
    expect(shareBetween(normal, 1, 5)).toBeCloseTo(0.682689492137, 11);
    expect(shareBetween(normal, 11, 13) / (3.167124183e-5 - 2.866515719e-7)).toBeCloseTo(1, 8);
    expect(shareBetween(normal, low, high)).toBeCloseTo(1, 9);
  });
  test('bounds cut it, and nothing lies outside', () => {
    const cut: Distribution = { ...normal, low: 2, high: 4 };
    expect(shareBetween(cut, low, high)).toBeCloseTo(0.382924922548, 11);
    expect(shareBetween(cut, low, 2)).toBe(0);
    expect(extentOf(cut)).toEqual([2, 4]);
  });
  test('the lognormal law has the mean and the deviation that it is given', () => {
    const of: Distribution = { kind: 'lognormal', mean: 2, deviation: 1.5, low, high };
    let [mass, mean, square] = [0, 0, 0];
    for (let x = 0, dx = 0.002; x < 150; x += dx) {
      const share = shareBetween(of, x, x + dx);
      mass += share;
      mean += share * (x + dx / 2);
      square += share * (x + dx / 2) ** 2;
    }
    // Beyond 150 lies 1e-11 of all; the middle of a cell stands for its numbers to (dx)²/24 of the second derivative.
    expect(mass).toBeCloseTo(1, 8);
    expect(mean).toBeCloseTo(2, 5);
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(1.5, 4);
  });
  test('the uniform law', () => {
    expect(shareBetween({ kind: 'uniform', low: 1, high: 5 }, 0, 2)).toBe(0.25);
  });
});
