import { afterAll, expect, test } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import { loadTrees } from '../../src/compile/trees.ts';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { createWebgpuEngine, type WebgpuOptions } from '../../src/engine/webgpu/engine.ts';
import { strategyNames } from '../../src/engine/webgpu/strategies/names.ts';
import { createSimulation, type Network } from '../../src/index.ts';
import { joinsCells } from '../../src/program/links.ts';
import { sharedGpu } from '../gpu.ts';
import { type Create, dendriteConformance, fingerprint, joinedNetwork } from './conformance.ts';
import { mixed } from './mixed.ts';

const gpu = sharedGpu();

/** Bits that part do so at once: 8 ms, in which the fastest cells have spiked and what they set off has arrived. */
const STEPS = 320;
/** More than the threads of a workgroup of a software adapter, and no multiple of them. */
const CELLS = 19;

/** Of simulations that are done with: a driver compiles anew what nobody has any more, which takes longer than these runs. */
const done: (() => void)[] = [];
afterAll(() => {
  for (const dispose of done) dispose();
});

const by =
  (strategy: string): Create =>
  async (net, options) => {
    const simulation = await createSimulation(net, { ...options, backend: 'webgpu', strategy });
    const dispose = simulation.dispose.bind(simulation);
    return Object.defineProperty(simulation, 'dispose', { value: () => void done.push(dispose) });
  };

// A thread per cell and a workgroup per cell, each judged by runs of the other too.
dendriteConformance('webgpu, a thread per cell', by('fused'), by('levels'), {
  pairs: false,
  steps: STEPS,
  cells: CELLS,
});
dendriteConformance('webgpu, a workgroup per cell', by('levels'), by('fused'), { steps: STEPS, cells: CELLS });

test('every strategy gives the same spikes and the same voltages', async () => {
  const found = new Map<string, string>();
  for (const strategy of strategyNames) found.set(strategy, await fingerprint(by(strategy), STEPS, CELLS));
  const told = [...found].map(([name, text]) => `${name}: ${text.slice(0, 12)}`).join('; ');
  expect(new Set(found.values()).size, told).toBe(1);
});

test('junctions in the solution: every strategy that takes them gives the same', async () => {
  const run = async (between: boolean, strategy: string | undefined) => {
    const simulation = await createSimulation(joinedNetwork(between, 5), {
      dt: '0.025 ms',
      backend: 'webgpu',
      ...(strategy === undefined ? {} : { strategy }),
    });
    const { spikes } = await simulation.run(100);
    const found = { spikes: [...spikes.steps], V: await simulation.read('branched', 'V') };
    simulation.dispose();
    return found;
  };
  const within = await run(false, 'fused');
  // Explicit junctions need sums before every step, which those with many steps in a dispatch do not take.
  for (const strategy of strategyNames.filter((name) => name !== 'batched' && name !== 'persistent'))
    expect(await run(false, strategy)).toEqual(within);
  const between = await run(true, 'levels');
  expect(await run(true, undefined)).toEqual(between);
  await expect(run(true, 'fused')).rejects.toThrow(
    "The strategy 'fused' steps each cell by a thread of its own, and here junctions in the solution join cells of 'branched' with cells of 'others'. Choose one of levels, or none.",
  );
});

test('so does every size of workgroup and submit', async () => {
  await sizes(mixed(5), 100);
  for (const between of [false, true]) await sizes(joinedNetwork(between, 5), 40);
});

async function sizes(network: Network, steps: number): Promise<void> {
  await loadTrees(network);
  const { program } = assemble(network, 0.025, undefined);
  const pairs = program.links.some(joinsCells);
  const run = async (options: WebgpuOptions) => {
    const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, ...options });
    done.push(() => engine.dispose());
    await engine.run(steps);
    return engine.checkpoint();
  };
  const whole = await run({ strategy: pairs ? 'levels' : 'fused' });
  for (const threads of [1, 16, 64]) expect(await run({ strategy: 'levels', threads })).toEqual(whole);
  for (const stepsPerSubmit of [1, 7]) expect(await run({ strategy: 'levels', stepsPerSubmit })).toEqual(whole);
  // With one cell per thread, as on hardware, and sums of 0 not cleared.
  for (const strategy of pairs ? ['levels'] : ['fused', 'levels'])
    expect(await run({ strategy, gpu: { ...gpu, device: gpu.device, name: 'as if a GPU', software: false } })).toEqual(
      whole,
    );
}

test('what is chosen by itself is one of the two, and leaves the network at time 0', async () => {
  const network = mixed(5);
  await loadTrees(network);
  const { program } = assemble(network, 0.025, undefined);
  const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu });
  const named = await createWebgpuEngine(program, emitWgsl(program), { gpu, strategy: 'fused' });
  try {
    expect(['fused', 'levels']).toContain(engine.strategy);
    expect(engine.dispatchesPerStep).toBe(engine.strategy === 'fused' ? 1 : 2);
    expect(engine.step).toBe(0);
    expect(await engine.checkpoint()).toEqual(await named.checkpoint());
  } finally {
    engine.dispose();
    named.dispose();
  }
});
