import { afterEach, expect, test } from 'vitest';
import { spikeHash } from '../../../src/analysis/hash.ts';
import { assemble } from '../../../src/compile/assemble.ts';
import { emitJavascript } from '../../../src/emit/javascript/emit.ts';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { createReferenceEngine } from '../../../src/engine/reference/engine.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { createWebgpuEngine, type WebgpuOptions } from '../../../src/engine/webgpu/engine.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { strategyNames } from '../../../src/engine/webgpu/strategies/names.ts';
import { presetByName, presetValues } from '../../../src/presets/index.ts';
import type { Program } from '../../../src/program/program.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { pathwaysOf, withGroups } from '../../fixtures/programs/parts.ts';
import { dyadicPathways } from '../../fixtures/programs/pathways.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';
import { sharedGpu } from '../../gpu.ts';
import { pathwayConformance } from '../pathway-conformance.ts';
import { synapseConformance } from '../synapse-conformance.ts';

const gpu = sharedGpu();
const open: Engine[] = [];
const engineOf = async (program: Program, options: WebgpuOptions = {}): Promise<Engine> => {
  const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, ...options });
  open.push(engine);
  return engine;
};
const wasmOf = async (program: Program): Promise<Engine> => {
  const engine = await createWasmEngine(program, imageOf(program));
  open.push(engine);
  return engine;
};
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});

const [first, ...others] = strategyNames.filter((name) => strategies[name].window === 1 && !strategies[name].together);

for (const conformance of [pathwayConformance, synapseConformance])
  conformance(
    `webgpu, ${first}`,
    (program, { probes }) => createWebgpuEngine(program, emitWgsl(program), { probes, gpu, strategy: first! }),
    { unit: 2 ** -24 },
  );

test.each([first!, ...others])('%s: exact numbers are those of the reference to the bit', async (strategy) => {
  const program = dyadicPathways();
  const judge = createReferenceEngine(program, emitJavascript(program));
  const engine = await engineOf(program, { strategy, stepsPerSubmit: 5 });
  for (const steps of [1, 2, 7, 1, 30]) {
    const [got, expected] = [await engine.run(steps), await judge.run(steps)];
    expect(got.spikes).toEqual(expected.spikes);
    expect(await engine.checkpoint()).toEqual(await judge.checkpoint());
  }
});

test('coba-2005-stdp: 20 ms as on wasm, with every strategy and workgroup size', async () => {
  const preset = presetByName('coba-2005-stdp');
  const { program } = assemble(preset.build(presetValues(preset), 3), preset.dt, preset.integrator);
  const judge = await wasmOf(program);
  const { spikes } = await judge.run(200);
  const expected = await judge.readWeights(0);
  expect(spikes.steps.length).toBeGreaterThan(500);
  const hash = await spikeHash(spikes);
  for (const options of [
    ...[first!, ...others].map((strategy) => ({ strategy })),
    { strategy: first!, threads: 128 },
    // With as many workgroups as on hardware.
    { strategy: 'two-pass', gpu: { ...gpu, software: false } },
  ]) {
    const engine = await engineOf(program, options);
    expect(await spikeHash((await engine.run(200)).spikes), JSON.stringify(options)).toBe(hash);
    const weights = await engine.readWeights(0);
    // As in the comparison of wasm with the reference, on both sides.
    const bound = 2 * (20 * 16 * 2 ** -24 + 20 * 0.126 * 10 * 200 * 2 ** -24);
    weights.forEach((w, s) => {
      if (Math.abs(w - expected[s]!) > bound) expect.fail(`synapse ${s}: ${w} instead of ${expected[s]} ± ${bound}`);
    });
  }
});

test('one dispatch more per step for spikes of sources, one for those of targets where they change weights', async () => {
  const both = dyadicPathways();
  const graded = withGroups(
    both,
    'pathway',
    pathwaysOf(both).filter((p) => !p.plasticity),
  );
  for (const [program, strategy, dispatches] of [
    [both, 'fused', 3],
    [both, 'two-pass', 4],
    [graded, 'fused', 2],
    [noisy(), 'fused', 1],
  ] as const) {
    const engine = await engineOf(program, { strategy });
    expect(engine.dispatchesPerStep).toBe(dispatches);
    engine.setProbes([{ population: 0, columns: [0], cells: [0] }]);
    expect(engine.dispatchesPerStep).toBe(dispatches + 1);
  }
});

test('many steps in one dispatch are refused in a sentence, and do not compete', async () => {
  const program = dyadicPathways();
  await expect(engineOf(program, { strategy: 'persistent' })).rejects.toThrow(
    /^The strategy 'persistent' runs many steps in one dispatch, and the synapses of '0 to 1', which change with use, need their own after every step\. Choose one of fused, gathered, two-pass.*, or none\.$/,
  );
  const chosen = await engineOf(program, { gpu: { ...gpu, name: 'no past, no pathways', software: false } });
  expect(chosen.strategy).not.toBe('persistent');
});

test('a timed choice leaves the weights of time 0', async () => {
  const program = dyadicPathways();
  const chosen = await engineOf(program, { gpu: { ...gpu, name: 'as if a GPU, with pathways', software: false } });
  const judge = createReferenceEngine(program, emitJavascript(program));
  expect(await chosen.checkpoint()).toEqual(await judge.checkpoint());
  await Promise.all([chosen.run(40), judge.run(40)]);
  expect(await chosen.checkpoint()).toEqual(await judge.checkpoint());
});

test('a checkpoint goes on wasm and back; one without these weights is refused', async () => {
  const program = dyadicPathways();
  const [engine, other] = [await engineOf(program), await wasmOf(program)];
  await engine.run(13);
  const checkpoint = await engine.checkpoint();
  other.restore(checkpoint);
  await Promise.all([engine.run(9), other.run(9)]);
  const later = await other.checkpoint();
  expect(await engine.checkpoint()).toEqual(later);
  engine.restore(checkpoint);
  expect(await engine.checkpoint()).toEqual(checkpoint);
  const { weights, ...rest } = checkpoint;
  expect(() => engine.restore(rest)).toThrow('plastic synapses differ');
  expect(() => engine.restore({ ...rest, weights: weights!.slice().reverse() })).toThrow('plastic synapses differ');
});
