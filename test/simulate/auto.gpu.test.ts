import { afterAll, expect, it } from 'vitest';
import { describeGpu } from '../../src/engine/webgpu/adapter.ts';
import { createSimulation, releaseDevices } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

afterAll(() => releaseDevices());

it('auto says what it chose and why, and never a software adapter', async () => {
  const gpu = await describeGpu();
  const preset = presetByName('ei-tutorial');
  const s = await createSimulation(preset.build(presetValues(preset), 1), { backend: 'auto' });
  expect(s.choice.startsWith(`${s.backend}: `)).toBe(true);
  expect(s.step).toBe(0);
  if (gpu.software) {
    expect(s.backend).toBe('wasm');
    expect(s.choice).toContain(gpu.name);
  } else expect(['wasm', 'webgpu']).toContain(s.backend);
  expect((await s.run(150)).spikes.steps[0]).toBeGreaterThan(130);
  s.dispose();
});
