import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import { loadTrees } from '../../src/compile/trees.ts';
import { networkLayout, tickLayout, tickSize } from '../../src/engine/webgpu/bindings.ts';
import { pathwayUses, preparePathways } from '../../src/engine/webgpu/delivery/pathway/kernels.ts';
import { NetworkFacts } from '../../src/engine/webgpu/facts.ts';
import { computePipeline } from '../../src/engine/webgpu/pipeline.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import type { Strategy } from '../../src/engine/webgpu/strategies/strategy.ts';
import { tuningOf } from '../../src/engine/webgpu/tuning.ts';
import { mixed } from '../dendrites/mixed.ts';
import { programs } from '../fixtures/programs/all.ts';
import { defaultLimits, linked } from './linked.ts';
import { nullDevice, releaseNull } from './null-device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nullDevice();
});
afterAll(() => {
  device.destroy();
  releaseNull();
});

const layoutFor = (
  bindings: ReturnType<typeof linked>['bindings'],
  { window }: Strategy = strategies.fused,
): GPUPipelineLayout =>
  device.createPipelineLayout({
    bindGroupLayouts: [networkLayout(device, bindings), tickLayout(device, tickSize(window))],
  });

/** Every strategy takes cells with dendrites, one takes no network without them. */
const cells = mixed(3);
await loadTrees(cells);
const dendrites = assemble(cells, 0.025, undefined).program;

describe.each(Object.values(strategies))(
  'every emitted program compiles with the kernels of $name, within the limits of every adapter',
  (strategy) => {
    for (const [name, program] of Object.entries({ ...(strategy.together ? {} : programs), dendrites }))
      test(name, async () => {
        const { code, bindings } = linked(program, strategy);
        const info = await device.createShaderModule({ code }).getCompilationInfo();
        expect(info.messages.filter((m) => m.type !== 'info').map((m) => `${m.lineNum}: ${m.message}`)).toEqual([]);
        const layout = layoutFor(bindings, strategy);
        const build = { device, code, layout, facts: new NetworkFacts(program, defaultLimits) };
        for (const threads of [undefined, 32, 64, 128, 256])
          await strategy.prepare({ ...build, tuning: tuningOf({ software: false }), threads });
        await strategy.prepare({ ...build, tuning: tuningOf({ software: true }), threads: undefined });
        if (!strategy.probes)
          await computePipeline(device, { code, entryPoint: 'probe_values', constants: {}, layout });
      });
  },
);

test.each([32, 64, 128, 256])('the kernels of pathways compile for %i threads', async (threads) => {
  const { code } = linked(programs['graded and plastic synapses']!);
  const tick = tickLayout(device, tickSize(1));
  for (const software of [false, true])
    await preparePathways(
      {
        device,
        code,
        tickLayout: tick,
        cells: 25,
        tuning: tuningOf({ software }),
        threads,
      },
      2,
      pathwayUses({ code: '', passes: 2, readsUniforms: true }, 'buffer'),
    );
});

test('a shader that does not compile is an internal error that shows the place', async () => {
  const { code, bindings } = linked(programs['a decoder']!);
  const request = {
    code: code.replace('atomicAdd(', 'atomicAdd(1 + '),
    entryPoint: 'step_cells',
    constants: {},
    layout: layoutFor(bindings),
  };
  await expect(computePipeline(device, request)).rejects.toThrow(
    /^The compute shader 'step_cells' does not compile: line \d+: .* in 'atomicAdd\(1 \+/,
  );
});

test('equal requests share one compilation; other constants do not; a pipeline is labelled by its entry point', async () => {
  const { code, bindings } = linked(programs['a decoder']!);
  const request = {
    code,
    entryPoint: 'step_cells',
    constants: { threads: 64 },
    layout: layoutFor(bindings),
  };
  const first = computePipeline(device, request);
  expect(computePipeline(device, { ...request })).toBe(first);
  expect(computePipeline(device, { ...request, constants: { threads: 32 } })).not.toBe(first);
  expect((await first).label).toBe('step_cells');
});
