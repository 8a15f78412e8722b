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
