import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNpz } from '../../src/files/npz.ts';
import { type Distributions, distances, distributions, meanCv, meanRate } from '../../src/index.ts';
import { permutationP } from './permutation.ts';
import { type Ran, ran } from './runs.ts';

/**
 * Agreement rule 3: distributions over cells of rate, ISI CV and pairwise correlation of 2 ms counts, with the first 500 ms dropped,
 * compared by the Kolmogorov–Smirnov distance against the spread between seeds (van Albada et al. 2018; Gutzen et al. 2018).
 */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const WINDOW = { from: 5000, to: 10_000 };
const ALL = { first: 0, count: 4000 };
const MEASURES = ['rates', 'cvs', 'correlations'] as const;

const golden = JSON.parse(readFileSync(new URL('../golden/cobahh_brian2.json', import.meta.url), 'utf8'));

function goldenRun(seed: number): Distributions {
  const npz = readNpz(readFileSync(new URL(`../golden/cobahh_brian2_seed${seed}.npz`, import.meta.url)));
  const t = npz.get('t')!.data as Float64Array;
  const cells = Uint32Array.from(npz.get('i')!.data as Int32Array);
  const steps = Uint32Array.from(t, (ms) => Math.round(ms / 0.1));
  const order = [...steps.keys()].sort((a, b) => steps[a]! - steps[b]! || cells[a]! - cells[b]!);
  return distributions(
    { steps: Uint32Array.from(order, (k) => steps[k]!), cells: Uint32Array.from(order, (k) => cells[k]!) },
    ALL,
    WINDOW,
    0.1,
  );
}

const reference: Ran[] = [];
for (const seed of SEEDS)
  reference.push(await ran({ preset: 'ei-brette2007', seed, backend: 'reference', duration: '1 s' }));
const own = reference.map((r) => distributions(r.spikes, ALL, WINDOW, r.dt));

describe('ei-brette2007 against Brian2 (3 golden runs, 10 seeds)', () => {
  const runs = [...own, ...[1, 2, 3].map(goldenRun)];
  for (const measure of MEASURES)
    it(`${measure}: golden runs cannot be told from ours`, () => {
      const p = permutationP((i, j) => distances(runs[i]!, runs[j]!)[measure]!, runs.length, [10, 11, 12]);
      // 286 namings: p > 0.004 fails a right program with probability 1/286 per measure, about 1 % for the three.
      expect(p).toBeGreaterThan(0.004);
    });

  it('rates and CV lie within the golden range', () => {
    const whole = { from: 0, to: 10_000 };
    const mean = (values: number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
    const rateE = mean(reference.map((r) => meanRate(r.spikes, r.groups['E']!, whole, 0.1)!));
    const rateI = mean(reference.map((r) => meanRate(r.spikes, r.groups['I']!, whole, 0.1)!));
    const cv = mean(reference.map((r) => meanCv(r.spikes, ALL, whole)!));
    // Difference of two means of ten seeds: 4 standard errors (alpha 6e-5 each) of sd·√(2/10).
    const { summary } = golden;
    const bound = (sd: number): number => 4 * sd * Math.sqrt(2 / 10);
    expect(Math.abs(rateE - summary.rateE.mean)).toBeLessThan(bound(summary.rateE.sd));
    expect(Math.abs(rateI - summary.rateI.mean)).toBeLessThan(bound(summary.rateI.sd));
    expect(Math.abs(cv - summary.cv_isi_n5.mean)).toBeLessThan(bound(summary.cv_isi_n5.sd));
  });
});

for (const backend of ['wasm', 'webgpu'] as const)
  describe(`ei-brette2007 on ${backend} against the reference (5 seeds each)`, async () => {
    const other: Distributions[] = [];
    for (const seed of [11, 12, 13, 14, 15]) {
      const r = await ran({ preset: 'ei-brette2007', seed, backend, duration: '1 s' });
      other.push(distributions(r.spikes, ALL, WINDOW, r.dt));
    }
    const runs = [...own, ...other];
    for (const measure of MEASURES)
      it(`${measure}: cannot be told from the reference`, () => {
        const p = permutationP((i, j) => distances(runs[i]!, runs[j]!)[measure]!, runs.length, [10, 11, 12, 13, 14]);
        // 3003 namings; alpha 0.0033 per measure, about 1 % for the three.
        expect(p).toBeGreaterThan(0.0033);
      });
  });
