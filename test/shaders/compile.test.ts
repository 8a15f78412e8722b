import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkLayout, tickLayout } from '../../src/engine/webgpu/bindings.ts';
import { computePipeline } from '../../src/engine/webgpu/pipeline.ts';
import { programs } from '../programs/all.ts';
import { linked } from './linked.ts';
import { nullDevice, releaseNull } from './null-device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nullDevice();
});
afterAll(() => {
  device.destroy();
  releaseNull();
});

const layoutFor = (bindings: ReturnType<typeof linked>['bindings']): GPUPipelineLayout =>
  device.createPipelineLayout({ bindGroupLayouts: [networkLayout(device, bindings), tickLayout(device)] });

describe('every emitted program compiles with the kernels, within the limits of every adapter', () => {
  for (const [name, program] of Object.entries(programs))
    test(name, async () => {
      const { code, bindings } = linked(program);
      const info = await device.createShaderModule({ code }).getCompilationInfo();
      expect(info.messages.filter((m) => m.type !== 'info').map((m) => `${m.lineNum}: ${m.message}`)).toEqual([]);
      const layout = layoutFor(bindings);
      for (const threads of [32, 64, 128, 256])
        await computePipeline(device, {
          label: 'step',
          code,
          entryPoint: 'step_cells',
          constants: { threads },
          layout,
        });
      await computePipeline(device, { label: 'probe', code, entryPoint: 'probe_values', constants: {}, layout });
    });
});

test('a shader that does not compile is an internal error that shows the place', async () => {
  const { code, bindings } = linked(programs['a decoder']!);
  const request = {
    label: 'broken',
    code: code.replace('atomicAdd(', 'atomicAdd(1 + '),
    entryPoint: 'step_cells',
    constants: {},
    layout: layoutFor(bindings),
  };
  await expect(computePipeline(device, request)).rejects.toThrow(
    /^internal: the compute shader 'broken' does not compile: line \d+: .* in 'atomicAdd\(1 \+/,
  );
});

test('equal requests share one compilation; other constants do not', () => {
  const { code, bindings } = linked(programs['a decoder']!);
  const request = {
    label: 'step',
    code,
    entryPoint: 'step_cells',
    constants: { threads: 64 },
    layout: layoutFor(bindings),
  };
  const first = computePipeline(device, request);
  expect(computePipeline(device, { ...request })).toBe(first);
  expect(computePipeline(device, { ...request, constants: { threads: 32 } })).not.toBe(first);
});
