import { expect, test } from 'vitest';
import { assemble } from '../../../src/compile/assemble.ts';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { createWebgpuEngine } from '../../../src/engine/webgpu/engine.ts';
import { allToAll, cell, Network } from '../../../src/index.ts';
import { coupled, gapNetwork } from '../../fixtures/programs/coupled.ts';
import { sharedGpu } from '../../gpu.ts';
import { couplingConformance } from '../coupling-conformance.ts';

const gpu = sharedGpu();

couplingConformance(
  'webgpu',
  (program, { probes }) => createWebgpuEngine(program, emitWgsl(program), { probes, gpu, strategy: 'fused' }),
  // A multiplication and an addition may be one operation or two; divisions and exponentials may be off by 2.5 and by 3 + 2|x| units.
  { unit: 2 ** -22 },
);

test('every strategy, chunk and size of workgroups gives the same bits', async () => {
  const program = coupled(150);
  const run = async (strategy: string | undefined, chunks: readonly number[], threads?: number) => {
    const engine = await createWebgpuEngine(program, emitWgsl(program), {
      gpu,
      ...(strategy ? { strategy } : {}),
      ...(threads ? { threads } : {}),
    });
    try {
      for (const steps of chunks) await engine.run(steps);
      return await engine.checkpoint();
    } finally {
      engine.dispose();
    }
  };
  const expected = await run('fused', [200]);
  for (const [strategy, chunks, threads] of [
    ['fused', [1, 150, 49], 16],
    ['gathered', [200], undefined],
    ['two-pass', [77, 123], undefined],
    ['blocks', [200], undefined],
    [undefined, [200], undefined],
  ] as const)
    expect(await run(strategy, chunks, threads), strategy ?? 'auto').toEqual(expected);
});

test.each(['persistent', 'batched'])('%s refuses couplings in words', async (strategy) => {
  const program = coupled();
  await expect(createWebgpuEngine(program, emitWgsl(program), { gpu, strategy })).rejects.toThrow(
    /runs many steps in one dispatch, and the coupling 'gaps' needs sums over other cells before every step\. Choose one of fused, gathered, two-pass, blocks, or none\./,
  );
});

/** Values of a column of the first population after so many steps of 0.1 ms. */
async function after(network: Network, steps: number, name: string): Promise<Float64Array> {
  const { program } = assemble(network, 0.1);
  const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, strategy: 'fused' });
  try {
    await engine.run(steps);
    return await engine.readColumn(
      0,
      program.populations[0]!.columns.findIndex((c) => c.name === name),
    );
  } finally {
    engine.dispose();
  }
}

test('common noise is one value for all cells', async () => {
  const network = new Network();
  network.population(cell({ equations: 'c = randn() : 1 (constant over dt, shared)\ndx/dt = (c - x)/ms : 1' }), 5);
  const x = await after(network, 20, 'x');
  expect(new Set(x).size).toBe(1);
  expect(Math.abs(x[0]!)).toBeGreaterThan(1e-4);
});

test('a gate that saturates', async () => {
  const network = new Network();
  const target = network.population(cell({ equations: 'ds/dt = -s/(100 ms) : 1' }), 1);
  const source = network.spikes(1, { times: [[1, 11]] });
  network.project(source, target, { connect: allToAll(), onSpike: 's += 0.5*(1 - s)' });
  const x = 0.5 * Math.exp(-0.1);
  const right = (x + 0.5 * (1 - x)) * Math.exp(-0.001);
  expect(Math.abs((await after(network, 112, 's'))[0]! / right - 1)).toBeLessThan(1e-5);
});

test("Kuramoto's oscillators, locked, differ as their frequencies demand", async () => {
  // K·r·sin(θ_i − ψ) = ω_i: two of them, ω = ±0.05 per ms, K = 0.25, r = cos(δ/2), so K·sin(δ) = 2·0.05.
  const network = new Network();
  const oscillator = cell({
    equations: 'dtheta/dt = omega + K*coupling : 1\ncoupling : 1 (summed)\nomega : 1/ms',
    parameters: { K: '0.25 1/ms', omega: ['0.05 1/ms', '-0.05 1/ms'] },
  });
  const cells = network.population(oscillator, 2, { theta: '0.3*i' });
  network.couple(cells, cells, { connect: allToAll(), value: 'sin(theta_pre - theta_post)/N_pre' });
  const theta = await after(network, 1000, 'theta');
  expect(theta[0]! - theta[1]!).toBeCloseTo(Math.asin(0.1 / 0.25), 4);
});

test('4000 cells of 100 gap junctions each: the same bits by every strategy, in any chunks', async () => {
  const program = gapNetwork();
  const run = async (strategy: string, chunks: readonly number[]) => {
    const engine = await createWebgpuEngine(program, emitWgsl(program), { gpu, strategy });
    try {
      for (const steps of chunks) await engine.run(steps);
      return (await engine.checkpoint()).columns;
    } finally {
      engine.dispose();
    }
  };
  const expected = await run('fused', [20]);
  for (const [strategy, chunks] of [
    ['fused', [3, 17]],
    ['gathered', [20]],
    ['two-pass', [20]],
    ['blocks', [11, 9]],
  ] as const)
    expect(await run(strategy, chunks), strategy).toEqual(expected);
});
