import { afterAll, describe, expect, it } from 'vitest';
import { type BackendName, matchSpikes, releaseDevices, sameSpikes, spikeHash } from '../src/index.ts';
import { ran } from './statistics/runs.ts';

afterAll(() => releaseDevices());

const backends: BackendName[] = ['webgpu', 'wasm'];

describe('agreement rule 2: the first milliseconds of ei-brette2007 across backends, 10 seeds', () => {
  for (const backend of backends)
    it(`${backend} against the reference: the same spikes for 15 ms, 99 % within a step for 20 ms, in 9 of 10 seeds`, async () => {
      const failures: string[] = [];
      for (let seed = 1; seed <= 10; seed++) {
        const options = { preset: 'ei-brette2007', seed, duration: '20 ms' };
        const reference = await ran({ ...options, backend: 'reference' });
        const other = await ran({ ...options, backend });
        const same = sameSpikes(reference.spikes, other.spikes, reference.cells, { from: 0, to: 150 });
        const { fraction } = matchSpikes(reference.spikes, other.spikes, reference.cells, { from: 0, to: 200 });
        expect(reference.spikes.steps.length).toBeGreaterThan(500);
        if (!same || fraction < 0.99) failures.push(`seed ${seed}: same for 15 ms ${same}, matched ${fraction}`);
      }
      // One early flip of a cell at threshold by f32 rounding is allowed in ten seeds (about one in eight was seen when the rule was made).
      expect(failures.length, failures.join('; ')).toBeLessThanOrEqual(1);
    });
});

describe('agreement rule 1: one backend, one seed, one hash', () => {
  for (const backend of [...backends, 'reference'] as const)
    it(`${backend}: the same hash again`, async () => {
      const options = { preset: 'ei-tutorial', seed: 3, duration: '30 ms', backend } as const;
      const first = await ran(options);
      const second = await ran(options);
      expect(first.spikes.steps.length).toBeGreaterThan(1000);
      expect(await spikeHash(second.spikes)).toBe(await spikeHash(first.spikes));
    });
});
