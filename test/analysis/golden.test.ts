/**
 * The statistics against those that Brian2's makers of the golden data computed with NumPy from the same spikes. Times in the files are
 * f32 milliseconds at dt 0.1 ms. The rate, CV, interval and silence columns cover the whole second; the population columns leave out
 * the first 100 ms.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { meanPairCorrelation } from '../../src/analysis/correlation.ts';
import { distances, distributions } from '../../src/analysis/distributions.ts';
import { meanCv, medianInterval } from '../../src/analysis/intervals.ts';
import { meanRate, silentFraction } from '../../src/analysis/rates.ts';
import type { Spikes } from '../../src/analysis/spikes.ts';
import { populationCv, populationFano } from '../../src/analysis/synchrony.ts';
import { readNpz } from '../../src/files/npz.ts';

interface Row {
  readonly [column: string]: number;
}
const golden = JSON.parse(readFileSync('test/golden/cobahh_brian2.json', 'utf8')) as { seeds: Row[] };

function spikesOf(seed: number): Spikes {
  const arrays = readNpz(readFileSync(`test/golden/cobahh_brian2_seed${seed}.npz`));
  const times = arrays.get('t')!.data;
  const cells = arrays.get('i')!.data;
  const spikes = Array.from(times as Float32Array, (t, k) => [Math.round(t / 0.1), Number(cells[k])] as const);
  spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { steps: Uint32Array.from(spikes, (s) => s[0]), cells: Uint32Array.from(spikes, (s) => s[1]) };
}

const dt = 0.1;
const all = { first: 0, count: 4000 };
const whole = { from: 0, to: 10000 };
const late = { from: 1000, to: 10000 };

describe.each([1, 2, 3])('seed %i', (seed) => {
  const spikes = spikesOf(seed);
  const row = golden.seeds.find((s) => s['seed'] === seed)!;

  test('rates, silence and intervals', () => {
    expect(spikes.steps.length).toBe(row['nspk']);
    expect(meanRate(spikes, { first: 0, count: 3200 }, whole, dt)).toBeCloseTo(row['rateE']!, 9);
    expect(meanRate(spikes, { first: 3200, count: 800 }, whole, dt)).toBeCloseTo(row['rateI']!, 9);
    expect(silentFraction(spikes, all, whole)! * 4000).toBeCloseTo(row['silent']!, 9);
    expect(meanCv(spikes, all, whole)).toBeCloseTo(row['cv_isi_n5']!, 8);
    expect(medianInterval(spikes, all, whole, dt)).toBeCloseTo(row['isi_median']!, 9);
  });

  test('population statistics', () => {
    expect(populationCv(spikes, all, late, dt, 5)).toBeCloseTo(row['pop_cv_5ms']!, 12);
    expect(populationFano(spikes, all, late, dt, 1)).toBeCloseTo(row['pop_fano_1ms']!, 12);
  });

  test('pair correlation', () => {
    // The golden value is the mean over a sub-sample whose cells are not recorded, so it cannot be met exactly: it must lie within the
    // spread of our own sub-samples of 400 cells. Range of 60 draws: p(outside, per seed) = 2/61 if exchangeable, less with the
    // quarter of their range that is allowed on either side.
    const draws = Array.from({ length: 60 }, (_, k) =>
      meanPairCorrelation(spikes, all, late, dt, { binMs: 5, sample: 400, seed: k }),
    ) as number[];
    const low = Math.min(...draws);
    const high = Math.max(...draws);
    const slack = (high - low) / 4;
    expect(row['pair_corr_5ms']).toBeGreaterThan(low - slack);
    expect(row['pair_corr_5ms']).toBeLessThan(high + slack);
  });
});

test('distributions of two seeds lie close together, of another rate far apart', () => {
  const options = { binMs: 2, sample: 200, seed: 1 };
  const window = { from: 5000, to: 10000 };
  const [a, b] = [1, 2].map((seed) => distributions(spikesOf(seed), all, window, dt, options)) as [
    ReturnType<typeof distributions>,
    ReturnType<typeof distributions>,
  ];
  const near = distances(a, b);
  for (const d of Object.values(near)) expect(d).toBeLessThan(0.12);
  const far = distances(a, { ...b, rates: b.rates.map((r) => r + 20) });
  expect(far.rates).toBeGreaterThan(0.3);
});
