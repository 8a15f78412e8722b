/** The networks of Vogels & Abbott against Brian2's own runs of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanCv, meanRate, populationCv, silentFraction } from '../../src/analysis/index.ts';
import { createSimulation } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { presetRun } from './preset-run.ts';

type Row = Readonly<Record<string, number>>;
const golden = JSON.parse(readFileSync(new URL('../golden/coba_cuba_brian2.json', import.meta.url), 'utf8')) as {
  made_by: string;
  networks: Readonly<Record<string, readonly Row[]>>;
};

const moments = (values: readonly number[]): { mean: number; sd: number } => {
  const mean = values.reduce((a, v) => a + v, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (values.length - 1)) };
};

describe.each([
  ['coba-2005', 'coba'],
  ['cuba-2005', 'cuba'],
] as const)('%s', (name, peer) => {
  it('rates, ISI CV, silent cells and synchrony lie within the seed spread of Brian2', async () => {
    const rows: Record<string, number[]> = { rate_E: [], rate_I: [], cv_isi: [], silent: [], population_cv: [] };
    for (let seed = 1; seed <= 5; seed++) {
      const { spikes, dt, cells, steps } = await presetRun(name, { backend: 'wasm', seed });
      const all = { first: 0, count: cells };
      const window = { from: 0, to: steps };
      rows['rate_E']!.push(meanRate(spikes, { first: 0, count: 3200 }, window, dt)!);
      rows['rate_I']!.push(meanRate(spikes, { first: 3200, count: 800 }, window, dt)!);
      rows['cv_isi']!.push(meanCv(spikes, all, window)!);
      rows['silent']!.push(silentFraction(spikes, all, window)! * cells);
      rows['population_cv']!.push(populationCv(spikes, all, window, dt, 5)!);
    }
    const peers = golden.networks[peer]!;
    expect(peers).toHaveLength(10);
    for (const [statistic, values] of Object.entries(rows)) {
      const theirs = moments(peers.map((row) => row[statistic]!));
      const ours = moments(values);
      // Means of 5 and 10 seeds of the same law differ by more than 4.5 standard errors (t with about 13 degrees of freedom) with
      // probability 6e-4; there are 10 such comparisons here: alpha 6e-3.
      const error = Math.sqrt(theirs.sd ** 2 / peers.length + theirs.sd ** 2 / values.length);
      expect(
        Math.abs(ours.mean - theirs.mean) / error,
        `${statistic} ${ours.mean} against ${theirs.mean}`,
      ).toBeLessThan(4.5);
    }
  });

  it('an axonal delay acts: the same start, other spikes', async () => {
    const head = async (delay: string): Promise<string> => {
      const { spikes } = await presetRun(name, { backend: 'reference', duration: 30, set: { delay } });
      return spikes.cells.join(' ');
    };
    expect(await head('2 ms')).not.toBe(await head('0 ms'));
    // Without inhibition nothing holds the network.
    const values = presetValues(presetByName(name), { w_i: '0 ' + (peer === 'coba' ? 'nS' : 'mV') });
    expect(values['w_i']).toBe(0);
    const free = await presetRun(name, {
      backend: 'wasm',
      duration: 200,
      set: { w_i: '0 ' + (peer === 'coba' ? 'nS' : 'mV') },
    });
    expect(free.spikes.steps.length / 4000 / 0.2).toBeGreaterThan(100);
  });
});

describe('coba-2005-stdp', () => {
  it('rates and weights after a second lie within the seed spread of Brian2', async () => {
    const peers = golden.networks['coba-stdp']!;
    const rows: Record<string, number[]> = { rate_E: [], rate_I: [], cv_isi: [], weight_mean: [], weight_sd: [] };
    const preset = presetByName('coba-2005-stdp');
    for (let seed = 1; seed <= 3; seed++) {
      const simulation = await createSimulation(preset.build(presetValues(preset), seed), {
        backend: 'reference',
        integrator: preset.integrator,
      });
      const { spikes } = await simulation.run(10_000);
      const window = { from: 0, to: 10_000 };
      rows['rate_E']!.push(meanRate(spikes, { first: 0, count: 3200 }, window, 0.1)!);
      rows['rate_I']!.push(meanRate(spikes, { first: 3200, count: 800 }, window, 0.1)!);
      rows['cv_isi']!.push(meanCv(spikes, { first: 0, count: 4000 }, window)!);
      const weights = [...(await simulation.weights('E to all'))];
      simulation.dispose();
      const { mean, sd } = moments(weights);
      rows['weight_mean']!.push(mean);
      rows['weight_sd']!.push(sd);
      expect(weights.length).toBeGreaterThan(250_000);
    }
    for (const [statistic, values] of Object.entries(rows)) {
      const theirs = moments(peers.map((row) => row[statistic]!));
      const ours = moments(values);
      // Means of 3 and 10 seeds: as above, alpha 6e-4 for each of 5 comparisons.
      const error = theirs.sd * Math.sqrt(1 / peers.length + 1 / values.length);
      expect(
        Math.abs(ours.mean - theirs.mean) / error,
        `${statistic} ${ours.mean} against ${theirs.mean}`,
      ).toBeLessThan(4.5);
    }
  });
});
