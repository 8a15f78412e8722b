import { afterAll, beforeAll, expect, test } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Gpu, releaseNodeGpu, requestGpu } from '../../src/engine/webgpu/adapter.ts';
import { createWebgpuEngine } from '../../src/engine/webgpu/engine.ts';
import { strategyNames } from '../../src/engine/webgpu/strategies/names.ts';
import { assemble } from '../../src/network/assemble.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { conformance } from './conformance.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await requestGpu();
});
afterAll(() => {
  gpu.destroy();
  releaseNodeGpu();
});

for (const strategy of strategyNames)
  conformance(`webgpu, ${strategy}`, (program, { probes }) =>
    createWebgpuEngine(program, emitWgsl(program), { probes, gpu, strategy }),
  );

test('every strategy gives the benchmark network the same spikes', async () => {
  const preset = presetByName('ei-brette2007');
  const { program } = assemble(preset.build(presetValues(preset, {}), 1), preset.dt, preset.integrator);
  const hashes = new Map<string, string>();
  for (const strategy of strategyNames) {
    const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, strategy });
    const { spikes } = await engine.run(Math.round(30 / preset.dt));
    engine.dispose();
    expect(spikes.steps.length).toBeGreaterThan(1000);
    hashes.set(strategy, await spikeHash(spikes));
  }
  expect(new Set(hashes.values()).size, [...hashes].join('; ')).toBe(1);
});
