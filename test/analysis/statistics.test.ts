import { describe, expect, test } from 'vitest';
import {
  cellCvs,
  cellRates,
  intervals,
  matchSpikes,
  meanCv,
  meanPairCorrelation,
  meanRate,
  median,
  pairCorrelations,
  populationCounts,
  populationFano,
  rateHistogram,
  type Spikes,
  sameSpikes,
  silentFraction,
  spikeHash,
  synchrony,
} from '../../src/analysis/index.ts';
import { sampleIndices } from '../../src/analysis/sample.ts';

const spikes = (pairs: readonly (readonly [number, number])[]): Spikes => {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { steps: Uint32Array.from(sorted, (p) => p[0]), cells: Uint32Array.from(sorted, (p) => p[1]) };
};
const window = { from: 0, to: 1000 };
const dt = 0.1;

describe('rates', () => {
  const train = spikes([
    [10, 0],
    [20, 0],
    [20, 2],
    [999, 2],
    [1000, 2],
    [30, 5],
  ]);
  test('count spikes of the range within the window', () => {
    expect(meanRate(train, { first: 0, count: 4 }, window, dt)).toBeCloseTo(10, 12);
    expect([...cellRates(train, { first: 1, count: 3 }, window, dt)]).toEqual([0, 20, 0]);
    expect(silentFraction(train, { first: 0, count: 4 }, window)).toBe(0.5);
    expect(meanRate(train, { first: 0, count: 0 }, window, dt)).toBeNull();
    expect(silentFraction(train, { first: 0, count: 0 }, window)).toBeNull();
  });
  test('bins leave out what does not fill one', () => {
    expect([...populationCounts(train, { first: 0, count: 6 }, { from: 10, to: 35 }, 10)]).toEqual([1, 2]);
    const histogram = rateHistogram(train, { first: 0, count: 6 }, { from: 10, to: 35 }, dt, 1);
    expect([...histogram.times]).toEqual([1, 2]);
    expect(histogram.rates[1]).toBeCloseTo(2 / 6 / 0.001, 9);
  });
});

describe('intervals', () => {
  test('of a cell are the differences of its spikes', () => {
    const train = spikes([
      [0, 1],
      [10, 1],
      [40, 1],
      [5, 0],
    ]);
    const range = { first: 0, count: 2 };
    expect([...intervals(train, range, window, dt)]).toEqual([1, 3]);
    // Mean 20, standard deviation (divisor n) 10.
    expect([...cellCvs(train, range, window, 1)]).toEqual([Number.NaN, 0.5]);
    expect(meanCv(train, range, window)).toBeNull();
  });
  test('median of an even number is the mean of the middle two', () => {
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
    expect(median(new Float64Array(0))).toBeNull();
  });
});

describe('synchrony', () => {
  const range = { first: 0, count: 50 };
  test('is 1 where all cells do the same', () => {
    const together = spikes(
      [100, 300, 301, 800].flatMap((step) => Array.from({ length: 50 }, (_, i) => [step, i] as const)),
    );
    expect(synchrony(together, range, window, dt)).toBeCloseTo(1, 12);
    expect(meanPairCorrelation(together, range, window, dt)).toBeCloseTo(1, 12);
  });
  test('is null without variation', () => {
    expect(synchrony(spikes([]), range, window, dt)).toBeNull();
    expect(populationFano(spikes([]), range, window, dt)).toBeNull();
    expect(meanPairCorrelation(spikes([[3, 1]]), range, window, dt)).toBeNull();
  });
  test('mean correlation agrees with the mean of the pairs', () => {
    const pairs = Array.from({ length: 600 }, (_, k) => [(k * 7919) % 1000, (k * k) % 50] as const);
    const train = spikes([...new Map(pairs.map((p) => [p.join(), p])).values()]);
    const all = pairCorrelations(train, range, window, dt);
    expect(all.length).toBeGreaterThan(100);
    const mean = all.reduce((a, b) => a + b) / all.length;
    expect(meanPairCorrelation(train, range, window, dt)).toBeCloseTo(mean, 12);
  });
});

test('a sample is distinct, ascending, in range, and changes with its seed', () => {
  const sample = sampleIndices(1000, 200, 3);
  expect(sample).toHaveLength(200);
  for (let i = 1; i < 200; i++) expect(sample[i]!).toBeGreaterThan(sample[i - 1]!);
  expect(sample.at(-1)!).toBeLessThan(1000);
  expect([...sample]).not.toEqual([...sampleIndices(1000, 200, 4)]);
  expect([...sampleIndices(3, 200, 1)]).toEqual([0, 1, 2]);
});

describe('matching', () => {
  const a = spikes([
    [10, 0],
    [20, 0],
    [21, 0],
    [30, 1],
  ]);
  test('pairs spikes of one cell within the tolerance, each once', () => {
    const b = spikes([
      [11, 0],
      [21, 0],
      [33, 1],
    ]);
    expect(matchSpikes(a, b, 2, window)).toEqual({ matched: 2, a: 4, b: 3, fraction: 0.5 });
    expect(matchSpikes(a, b, 2, window, 3).matched).toBe(3);
    expect(matchSpikes(spikes([]), spikes([]), 2, window).fraction).toBe(1);
  });
  test('sameness is exact', () => {
    expect(sameSpikes(a, a, 2, window)).toBe(true);
    expect(sameSpikes(a, { ...a, cells: a.cells.map((c) => 1 - c) }, 2, window)).toBe(false);
  });
});

test('the hash is SHA-256 over little-endian pairs, without sources', async () => {
  // sha256sum of the bytes 01 00 00 00 02 00 00 00.
  const one = spikes([[1, 2]]);
  const expected = await crypto.subtle.digest('SHA-256', Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0));
  expect(await spikeHash(one)).toBe(Buffer.from(expected).toString('hex'));
  expect(
    await spikeHash(
      spikes([
        [1, 2],
        [1, 7],
      ]),
      5,
    ),
  ).toBe(await spikeHash(one));
  expect(await spikeHash(spikes([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
