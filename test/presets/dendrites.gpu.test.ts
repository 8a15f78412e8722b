/** Presets of cells with dendrites on WebGPU: the hash of the reference. */
import { afterAll, describe, expect, it } from 'vitest';
import { releaseDevices, simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

afterAll(releaseDevices);

describe('one hash on reference and webgpu', () => {
  it.each([
    ['ball-and-stick', 40],
    ['branched-cell', 40],
    ['traub-1991', 50],
    ['pinsky-rinzel', 30],
  ] as const)('%s, %i ms', async (name, duration) => {
    const preset = presetByName(name);
    const hash = async (backend: 'reference' | 'webgpu') => {
      const { summary } = await simulate(preset.build(presetValues(preset), 1), {
        dt: `${preset.dt} ms`,
        duration: `${duration} ms`,
        integrator: preset.integrator,
        backend,
      });
      return [summary.spikes, summary.spike_hash];
    };
    const wanted = await hash('reference');
    expect(wanted[0]).toBeGreaterThan(1);
    expect(await hash('webgpu')).toEqual(wanted);
  });
});
