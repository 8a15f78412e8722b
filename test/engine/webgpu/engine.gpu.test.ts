import { afterEach, describe, expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeGpu, requestGpu } from '../../../src/engine/webgpu/adapter.ts';
import { createWebgpuEngine, type WebgpuOptions } from '../../../src/engine/webgpu/engine.ts';
import { DeviceLostError } from '../../../src/engine/webgpu/errors.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { strategyNames } from '../../../src/engine/webgpu/strategies/names.ts';
import type { Program } from '../../../src/program/program.ts';
import { manyUniforms } from '../../fixtures/programs/all.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { delayed } from '../../fixtures/programs/delayed.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { fanoutOf, withStored } from '../../fixtures/programs/parts.ts';
import { procedural } from '../../fixtures/programs/procedural.ts';
import { sharedGpu } from '../../gpu.ts';

const gpu = sharedGpu();
const open: Engine[] = [];
const engineOf = async (program: Program, options: WebgpuOptions = {}): Promise<Engine> => {
  const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, ...options });
  open.push(engine);
  return engine;
};
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});

test('the adapter has a name and says whether it is software', async () => {
  expect(gpu.name).toMatch(/\w/);
  // SwiftShader names itself 'google swiftshader', Mesa's lavapipe 'mesa software'.
  expect(gpu.software).toBe(/swiftshader|software|llvmpipe|lavapipe/.test(gpu.name));
  expect(await describeGpu()).toEqual({ name: gpu.name, software: gpu.software });
});

test.each(strategyNames.filter((name) => !strategies[name].together))(
  'a run of %s is the same for every workgroup size and every number of steps per submit',
  async (strategy) => {
    const program = delayed(noisy(), 2);
    // Small blocks: a software adapter takes seconds to compile large ones.
    const limits = { maxComputeWorkgroupStorageSize: 4096 };
    const run = async (options: WebgpuOptions) => {
      const { spikes } = await (await engineOf(program, { strategy, limits, ...options })).run(160);
      return `${spikes.steps} ${spikes.cells}`;
    };
    const first = await run({ strategy: 'fused' });
    expect(first.length).toBeGreaterThan(1000);
    for (const threads of [32, 64, 128, 256]) expect(await run({ threads })).toBe(first);
    // With one cell per thread, as on hardware.
    expect(await run({ gpu: { ...gpu, software: false } })).toBe(first);
    for (const stepsPerSubmit of [1, 7, 100, 1000]) expect(await run({ stepsPerSubmit })).toBe(first);
  },
);

test('uniforms beyond a uniform buffer are read from the tables, and can be replaced', async () => {
  const program = manyUniforms();
  const engine = await engineOf(program);
  await engine.run(1);
  expect([...(await engine.readColumn(0, 0))]).toEqual([17004, 17005, 17006]);
  expect([...(await engine.readColumn(0, 1))]).toEqual([0, 17000, 34000]);
  engine.setUniforms(0, new Float64Array(17000).fill(2));
  await engine.run(1);
  expect([...(await engine.readColumn(0, 0))]).toEqual([7, 8, 9]);
});

test('probing costs one more dispatch per step, and only then; none where one dispatch has many steps', async () => {
  for (const [strategy, without, probed] of [
    ['fused', 1, 2],
    ['gathered', 1, 2],
    ['two-pass', 2, 3],
    ['persistent', 1 / 256, 1 / 256],
    ['blocks', 2, 3],
    ['batched', 1 / 3, 1 / 3],
  ] as const) {
    const engine = await engineOf(delayed(noisy(), 2), { strategy });
    expect(engine.strategy).toBe(strategy);
    expect(engine.dispatchesPerStep).toBe(without);
    engine.setProbes([{ population: 0, columns: [0], cells: [0] }]);
    expect(engine.dispatchesPerStep).toBe(probed);
  }
});

test('a timed choice leaves the network at time 0, as if nothing had run', async () => {
  const program = cobahh(200, 20);
  const chosen = await engineOf(program, { gpu: { ...gpu, name: 'an adapter without a past' } });
  const named = await engineOf(program, { strategy: 'fused' });
  expect(['fused', 'persistent']).toContain(chosen.strategy);
  expect(chosen.step).toBe(0);
  const [a, b] = [await chosen.checkpoint(), await named.checkpoint()];
  expect(a).toEqual(b);
  const [ran, expected] = [await chosen.run(300), await named.run(300)];
  expect(expected.spikes.steps.length).toBeGreaterThan(50);
  expect(ran).toEqual(expected);
});

test('every strategy competes on a GPU', async () => {
  const program = noisy();
  // The device is the same software one: what wins is of no meaning here.
  const engine = await engineOf(program, { gpu: { ...gpu, name: 'as if a GPU', software: false } });
  expect(strategyNames).toContain(engine.strategy);
  const expected = await (await engineOf(program, { strategy: 'fused' })).run(200);
  expect(await engine.run(200)).toEqual(expected);
});

test('a checkpoint goes to an engine with other workgroups on another device', async () => {
  const program = noisy();
  const engine = await engineOf(program);
  await engine.run(100);
  const checkpoint = await engine.checkpoint();
  const ahead = await engine.run(100);
  const other = await createWebgpuEngine(program, emitWgsl(program), { threads: 32 });
  open.push(other);
  other.restore(checkpoint);
  const { spikes } = await other.run(100);
  expect([...spikes.cells]).toEqual([...ahead.spikes.cells]);
  expect([...spikes.steps]).toEqual([...ahead.spikes.steps]);
});

test('steps in any portions, with probes, and checkpoints from strategy to strategy are those of a plain run', async () => {
  const program = delayed(noisy(), 2);
  const probes = [
    { population: 1, columns: [1, 0], cells: [74, 0] },
    { population: 0, columns: [0], cells: [149, 3, 3] },
  ];
  const whole = await (await engineOf(program, { strategy: 'fused', probes })).run(100);
  expect(whole.spikes.steps.length).toBeGreaterThan(100);
  const engines = new Map<string, Engine>();
  let last: Engine = await engineOf(program, { strategy: 'batched', probes });
  engines.set('batched', last);
  let at = 0;
  // Batches are of 3 steps. Each portion goes on where another strategy ended.
  for (const [strategy, steps] of [
    ['fused', 4],
    ['batched', 7],
    ['blocks', 2],
    ['batched', 1],
    ['persistent', 31],
    ['batched', 40],
    ['two-pass', 5],
    ['batched', 10],
  ] as const) {
    const engine = engines.get(strategy) ?? (await engineOf(program, { strategy, probes }));
    engines.set(strategy, engine);
    engine.restore(await last.checkpoint());
    expect(engine.step).toBe(at);
    const { spikes, traces } = await engine.run(steps);
    const inside = [...whole.spikes.steps].flatMap((step, i) => (step >= at && step < at + steps ? [i] : []));
    expect([...spikes.steps]).toEqual(inside.map((i) => whole.spikes.steps[i]));
    expect([...spikes.cells]).toEqual(inside.map((i) => whole.spikes.cells[i]));
    traces.forEach((trace, p) => {
      const size = whole.traces[p]!.length / 100;
      expect(trace).toEqual(whole.traces[p]!.slice(at * size, (at + steps) * size));
    });
    at += steps;
    last = engine;
  }
});

test('batches deliver by synapses that are made anew', async () => {
  const program = delayed(procedural(), 2);
  const [batched, fused] = [
    await engineOf(program, { strategy: 'batched' }),
    await engineOf(program, { strategy: 'fused' }),
  ];
  expect(batched.dispatchesPerStep).toBe(1 / 3);
  for (const steps of [1, 5, 12]) {
    await Promise.all([batched.run(steps), fused.run(steps)]);
    const [a, b] = [await batched.checkpoint(), await fused.checkpoint()];
    expect(a.accumulators.some((sum) => sum > 1)).toBe(true);
    expect(a).toEqual(b);
  }
});

describe('synapses beyond one binding', () => {
  // 30 000 synapses: 120 kB of targets, 60 kB of those in blocks.
  const unweighted = cobahh(300, 100);
  const weighted = withStored(unweighted, ({ targets }) => ({ weights: Int32Array.from(targets, (_, s) => s % 3) }));
  const pieces = (code: string, name: string): number =>
    code.match(new RegExp(`var<storage, read> ${name}(_\\d+)?:`, 'g'))?.length ?? 0;
  for (const [title, program, strategy, bytes, targets] of [
    ['without weights, fused', unweighted, 'fused', 48_000, 3],
    ['without weights, two-pass', unweighted, 'two-pass', 48_000, 3],
    ['without weights, blocks', unweighted, 'blocks', 24_000, 3],
    ['with weights, fused', weighted, 'fused', 64_000, 2],
    ['with weights, gathered', weighted, 'gathered', 64_000, 2],
    ['with weights, persistent', weighted, 'persistent', 64_000, 2],
    ['with weights, blocks', weighted, 'blocks', 48_000, 3],
  ] as const)
    test(`${title}: the same spikes from several`, async () => {
      const expected = await (await engineOf(program, { strategy: 'fused' })).run(100);
      expect(expected.spikes.steps.length).toBeGreaterThan(50);
      const engine = await engineOf(program, { strategy, limits: { maxStorageBufferBindingSize: bytes } });
      expect(pieces(engine.code!, 'targets')).toBe(targets);
      // In blocks they lie beside the targets.
      expect(pieces(engine.code!, 'weights')).toBe(program === weighted && strategy !== 'blocks' ? 2 : 0);
      expect(await engine.run(100)).toEqual(expected);
    });
  test('are refused, with the numbers, where they need more buffers than the adapter binds', async () => {
    const limits = { maxStorageBufferBindingSize: 48_000, maxStorageBuffersPerShaderStage: 8 };
    await expect(engineOf(weighted, { limits })).rejects.toThrow(
      'The synapses need 235.6 KiB, 7 buffers of at most 46.9 KiB; beside the 4 others this GPU adapter allows 4. Make the network smaller, or choose another backend: wasm.',
    );
  });
});

test('what the strategy in use keeps of the synapses is counted', async () => {
  const program = cobahh(300, 100);
  const { rows, targets } = fanoutOf(program);
  const plain = await engineOf(program, { strategy: 'fused' });
  expect(plain.synapseBytes).toBe(4 * (rows.length + targets.length));
  const sorted = await engineOf(program, { strategy: 'blocks' });
  expect(sorted.synapseBytes).toBeGreaterThan(2 * targets.length);
  expect(sorted.synapseBytes).toBeLessThan(3 * targets.length);
});

test('blocks of every size give the same spikes, on as many workgroups as there are', async () => {
  const program = cobahh(1000, 40);
  const expected = await (await engineOf(program, { strategy: 'fused' })).run(150);
  expect(expected.spikes.steps.length).toBeGreaterThan(50);
  for (const [bytes, size] of [
    [3072, 256],
    [16384, 512],
  ] as const)
    for (const software of [true, false]) {
      const engine = await engineOf(program, {
        strategy: 'blocks',
        gpu: { ...gpu, software },
        limits: { maxComputeWorkgroupStorageSize: bytes },
      });
      expect(engine.code).toContain(`const block_size: u32 = ${size}u;`);
      expect(await engine.run(150)).toEqual(expected);
    }
});

describe('errors', () => {
  test('a lost device makes every call reject with a DeviceLostError, and a run resumes elsewhere', async () => {
    const program = noisy();
    const lost = await requestGpu();
    const engine = await engineOf(program, { gpu: lost });
    await engine.run(50);
    const checkpoint = await engine.checkpoint();
    const pending = engine.run(5000);
    lost.device.destroy();
    await expect(pending).rejects.toThrow(DeviceLostError);
    await expect(engine.run(1)).rejects.toThrow(DeviceLostError);
    await expect(engine.readColumn(0, 0)).rejects.toThrow(DeviceLostError);
    await expect(engine.checkpoint()).rejects.toThrow(DeviceLostError);
    const other = await engineOf(program);
    other.restore(checkpoint);
    expect(other.step).toBe(50);
    const whole = await (await engineOf(program)).run(150);
    const resumed = await other.run(100);
    const from = whole.spikes.steps.findIndex((step) => step >= 50);
    expect([...resumed.spikes.cells]).toEqual([...whole.spikes.cells.subarray(from)]);
  });

  test('a disposed engine takes no more calls, and its pending run rejects', async () => {
    const engine = await engineOf(noisy());
    const pending = engine.run(3000);
    engine.dispose();
    await expect(pending).rejects.toThrow('disposed');
    await expect(engine.run(1)).rejects.toThrow('disposed');
  });

  test('phases are timed by timestamps, or by fences where the device has none, and the result says which', async () => {
    expect(gpu.device.features.has('timestamp-query')).toBe(true);
    const adapter = await (globalThis as { galvaniNodeGpu?: GPU }).galvaniNodeGpu!.requestAdapter();
    const bare = { device: await adapter!.requestDevice(), name: gpu.name, software: gpu.software, destroy() {} };
    const { spikes } = await (await engineOf(noisy(), { strategy: 'two-pass' })).run(80);
    for (const [means, device] of [
      ['timestamps', gpu],
      ['fences', bare],
    ] as const) {
      const engine = await engineOf(noisy(), { strategy: 'two-pass', gpu: device });
      // More steps than are encoded before the first fence.
      const profile = await engine.profile(80);
      expect(profile.means).toBe(means);
      expect(profile.chunk.spikes).toEqual(spikes);
      expect(profile.phases.map(({ phase, dispatches }) => [phase, dispatches])).toEqual([
        ['gather+integrate+detect', 80],
        ['deliver', 80],
        ['record', 0],
      ]);
      for (const { ms } of profile.phases) expect(ms).toBeGreaterThan(0);
    }
    bare.device.destroy();
  });

  test('a strategy that does not exist or does not take the network is refused with what is allowed', async () => {
    await expect(engineOf(noisy(), { strategy: 'best' })).rejects.toThrow(
      /^There is no strategy 'best' of the backend webgpu. Allowed are fused, gathered, two-pass, persistent, blocks, batched, levels;/,
    );
    await expect(engineOf(cobahh(5000, 1), { strategy: 'persistent' })).rejects.toThrow(
      /takes networks of up to 4096 cells, and this one has 5000/,
    );
  });
});
