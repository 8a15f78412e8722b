import { afterAll, describe, expect, it } from 'vitest';
import { releaseDevices, simulate } from '../../src/index.ts';
import { linearCrossings } from '../../src/laboratory/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { largest } from '../laboratory/golden.ts';
import { spikeTable } from './spike-table.ts';

afterAll(releaseDevices);

describe('hh-tutorial on WebGPU', () => {
  it.each(spikeTable)(
    '$integrator at $dt ms: spike times of the table to 0.02 ms',
    async ({ integrator, dt, times }) => {
      const preset = presetByName('hh-tutorial');
      const run = await simulate(preset.build(presetValues(preset, { V_spread: '0 mV' }), 1), {
        backend: 'webgpu',
        integrator,
        dt: `${dt} ms`,
        duration: '100 ms',
        record: { V: [0] },
      });
      const found = linearCrossings([-65, ...run.traces[0]!.values], dt);
      expect(found).toHaveLength(3);
      expect(largest(found, times)).toBeLessThan(0.02);
    },
  );
});

describe('cells of the library on WebGPU', () => {
  it.each(['connor-stevens', 'wang-buzsaki', 'morris-lecar', 'thalamic-relay'])(
    '%s spikes as on the reference',
    async (name) => {
      const preset = presetByName(name);
      const spikes = async (backend: 'webgpu' | 'reference'): Promise<number[]> => {
        const run = await simulate(preset.build(presetValues(preset), 1), {
          backend,
          integrator: 'staggered',
          dt: `${preset.dt} ms`,
          duration: `${preset.duration} ms`,
        });
        return Array.from(run.spikes.steps, (k) => k * preset.dt);
      };
      const [found, expected] = [await spikes('webgpu'), await spikes('reference')];
      expect(expected.length).toBeGreaterThan(3);
      expect(found).toHaveLength(expected.length);
      // Two steps of 0.05 or 0.1 ms over up to a second in single precision.
      expect(largest(found, expected)).toBeLessThan(2.5 * preset.dt);
    },
  );
});
