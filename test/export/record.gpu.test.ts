import { expect, test } from 'vitest';
import { reproducibilityRecord } from '../../src/export/index.ts';
import { createSimulation, releaseDevices, summarise } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

test('the record of a WebGPU run names its adapter and the hash of its shader', async () => {
  const preset = presetByName('tm-cell');
  const values = presetValues(preset);
  const shaders: (string | null)[] = [];
  for (const [integrator, seed] of [
    ['ind_exp_euler', 1],
    ['ind_exp_euler', 2],
    ['exp_euler', 1],
  ] as const) {
    const simulation = await createSimulation(preset.build(values, seed), { backend: 'webgpu', integrator });
    const { spikes } = await simulation.run(100);
    const { spike_hash, spikes: count } = await summarise(simulation, spikes, 0, 100);
    const record = await reproducibilityRecord({
      preset,
      values,
      simulation,
      steps: 100,
      spikes: count,
      spikeHash: spike_hash,
    });
    expect(simulation.code).toContain('@compute');
    expect(record.adapter).toBe(simulation.adapter);
    expect(record.wgsl_hash).toMatch(/^[0-9a-f]{64}$/);
    shaders.push(record.wgsl_hash);
    simulation.dispose();
  }
  releaseDevices();
  // The seed is data; the integrator is code.
  expect(shaders[1]).toBe(shaders[0]);
  expect(shaders[2]).not.toBe(shaders[0]);
});
