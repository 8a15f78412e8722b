import { afterAll, expect, it } from 'vitest';
import { releaseDevices, sweep } from '../../src/index.ts';
import {
  brunel,
  brunelVariant,
  diehlAlone,
  diehlCook,
  diehlOptions,
  diehlVariant,
  hashAlone,
  tutorial,
  tutorialVariant,
} from './subject.ts';

afterAll(releaseDevices);

it('a batch on a WebGPU device: every network has the spikes it has alone', async () => {
  const variants = [
    tutorialVariant({ w_i: '67 nS' }),
    tutorialVariant({ w_i: '10 nS', w_e: '7 nS' }),
    tutorialVariant({ w_i: '67 nS', n_exc: '150', n_inh: '50' }),
    tutorialVariant({ w_i: '134 nS', g_L: '10 nS', tau_i: '5 ms' }),
  ];
  const { results, engines } = await sweep(tutorial, variants, { duration: '40 ms', backend: 'webgpu', width: 4 });
  // The first network alone tells the backend; then the batch.
  expect(engines).toBe(2);
  for (const [i, v] of variants.entries()) {
    const result = results[i]!;
    expect(result.ok && result.measures.hash).toBe(await hashAlone(tutorial, v, 'webgpu', '40 ms'));
  }
});

it('with random numbers in every step', async () => {
  const variants = [{ g: '3' }, { g: '6', eta: '4' }].map((s) => brunelVariant(s));
  const { results } = await sweep(brunel, variants, {
    duration: '40 ms',
    backend: 'webgpu',
    integrator: 'exact',
    width: 2,
  });
  for (const [i, v] of variants.entries()) {
    const result = results[i]!;
    expect(result.ok && result.measures.hash).toBe(await hashAlone(brunel, v, 'webgpu', '40 ms', 'exact'));
  }
});

it('with weights that are scaled at regular times', async () => {
  const variants = [{ w_mean: '0.1' }, { w_mean: '0.4' }].map(diehlVariant);
  const { results } = await sweep(diehlCook, variants, { ...diehlOptions, backend: 'webgpu', width: 2 });
  const alone = [];
  for (const v of variants) alone.push(await diehlAlone(v, 'webgpu'));
  expect(results.map((r) => r.ok && r.measures.hash)).toEqual(alone);
  expect(new Set(alone).size).toBe(2);
});
