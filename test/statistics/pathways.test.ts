/**
 * Agreement rule 3 for synapses that change with use: distributions of rates, CVs and correlations over cells, of weights and resources
 * over synapses, and of one cell's intervals, compared by the Kolmogorov–Smirnov distance with the spread between seeds.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseDevices } from '../../src/index.ts';
import { depression, distance, type Samples, samples, song, stdp } from './pathways.ts';
import { permutationP } from './permutation.ts';

const OWN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const OTHER = [11, 12, 13, 14, 15];

afterAll(() => releaseDevices());

describe.each([
  [stdp, ['rates', 'cvs', 'correlations', 'weights']],
  [song, ['intervals', 'weights']],
  [depression, ['rates', 'cvs', 'correlations', 'resources']],
] as const)('$name', (subject, measures) => {
  const reference: Samples[] = [];
  beforeAll(async () => {
    for (const seed of OWN) reference.push(await samples(subject, seed, 'reference'));
  }, 1_800_000);

  it('is alive: cells spike, and synapses have changed', () => {
    for (const measure of measures)
      for (const run of reference) expect(new Set(Array.from(run[measure]!)).size, measure).toBeGreaterThan(8);
  });

  for (const backend of ['wasm', 'webgpu'] as const)
    it(`${backend} cannot be told from the reference`, async () => {
      const runs = [...reference];
      for (const seed of OTHER) runs.push(await samples(subject, seed, backend));
      for (const measure of measures) {
        const p = permutationP((i, j) => distance(runs[i]!, runs[j]!, measure), runs.length, [10, 11, 12, 13, 14]);
        // 3003 namings: only the most extreme of all fails. A right program does so with probability 1/3003 in each of these 20 tests,
        // 0.7 % in one of them at most.
        expect(p, measure).toBeGreaterThan(1.5 / 3003);
      }
    });
});
