import { afterEach, expect, test } from 'vitest';
import { assemble } from '../../../src/compile/assemble.ts';
import { emitJavascript } from '../../../src/emit/javascript/emit.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { createReferenceEngine } from '../../../src/engine/reference/engine.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { exponentialCurrent, fixedProbability, lif, Network, shortTermPlasticity } from '../../../src/index.ts';
import { presetByName, presetValues } from '../../../src/presets/index.ts';
import type { Program } from '../../../src/program/program.ts';
import { pathwaysOf } from '../../fixtures/programs/parts.ts';
import { dyadicPathways } from '../../fixtures/programs/pathways.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';
import { pathwayConformance } from '../pathway-conformance.ts';
import { synapseConformance } from '../synapse-conformance.ts';

for (const threads of [1, 3])
  for (const conformance of [pathwayConformance, synapseConformance])
    conformance(
      `wasm on ${threads} threads`,
      (program, options) => createWasmEngine(program, imageOf(program, { threads }), options),
      { unit: 2 ** -24 },
    );

const open: Engine[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});
async function engineOf(program: Program, threads?: number): Promise<Engine> {
  const engine = await createWasmEngine(program, imageOf(program, threads === undefined ? {} : { threads }));
  open.push(engine);
  return engine;
}
const referenceOf = (program: Program): Engine => createReferenceEngine(program, emitJavascript(program));

test.each([1, 2, 3])('exact numbers are those of the reference to the bit, on %i threads', async (threads) => {
  const program = dyadicPathways();
  const [engine, judge] = [await engineOf(program, threads), referenceOf(program)];
  const start = (await judge.checkpoint()).weights!;
  for (const steps of [1, 2, 7, 1, 30]) {
    const [got, expected] = [await engine.run(steps), await judge.run(steps)];
    expect(got.spikes).toEqual(expected.spikes);
    expect(await engine.checkpoint()).toEqual(await judge.checkpoint());
  }
  const { weights, accumulators } = await judge.checkpoint();
  expect(weights!.map((w, p) => w.filter((value, s) => value !== start[p]![s]).length > 0)).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
  // Both bounds are met.
  expect(weights![4]!.includes(5.5)).toBe(true);
  expect(weights![5]!.includes(-6)).toBe(true);
  expect(accumulators.some((sum) => sum < 0) && accumulators.some((sum) => sum > 0)).toBe(true);
});

test('on several threads: the spikes and weights of one, to the bit, however the run is cut', async () => {
  const preset = presetByName('coba-2005-stdp');
  const { program } = assemble(preset.build(presetValues(preset), 5), preset.dt, preset.integrator);
  const one = await engineOf(program, 1);
  const expected = await one.run(600);
  const weights = await one.readWeights(0);
  expect(expected.spikes.steps.length).toBeGreaterThan(1500);
  for (const threads of [2, 3, 4]) {
    const engine = await engineOf(program, threads);
    expect(engine.adapter).toContain(`${threads} threads`);
    const parts = [await engine.run(1), await engine.run(399), await engine.run(200)];
    expect(parts.flatMap((part) => [...part.spikes.cells])).toEqual([...expected.spikes.cells]);
    expect(await engine.readWeights(0)).toEqual(weights);
  }
});

test('a checkpoint without the weights of these pathways is refused', async () => {
  const engine = await engineOf(dyadicPathways());
  const { weights, ...rest } = await engine.checkpoint();
  expect(() => engine.restore(rest)).toThrow('is of another network');
  expect(() => engine.restore({ ...rest, weights: weights!.slice().reverse() })).toThrow('is of another network');
});

test('coba-2005-stdp: 20 ms as on the reference', async () => {
  const preset = presetByName('coba-2005-stdp');
  const { program } = assemble(preset.build(presetValues(preset), 3), preset.dt, preset.integrator);
  const [engine, judge] = [await engineOf(program), referenceOf(program)];
  const [got, expected] = [await engine.run(200), await judge.run(200)];
  expect(expected.spikes.steps.length).toBeGreaterThan(500);
  expect(got.spikes).toEqual(expected.spikes);
  const [weights, exact] = [await engine.readWeights(0), await judge.readWeights(0)];
  const { initial } = pathwaysOf(program)[0]!.plasticity!;
  expect(exact.filter((w, s) => w !== initial[s]).length).toBeGreaterThan(1000);
  // Weights stay below 16 nS, and no cell spikes more than 10 times: as many roundings of the weight, and 200 of traces below 10 that
  // change it by 0.126 nS per unit at most.
  const bound = 20 * 16 * 2 ** -24 + 20 * 0.126 * 10 * 200 * 2 ** -24;
  weights.forEach((w, s) => {
    if (Math.abs(w - exact[s]!) > bound) expect.fail(`synapse ${s}: ${w} instead of ${exact[s]} ± ${bound}`);
  });
});

test('graded release with given weights: currents as on the reference', async () => {
  const network = new Network({ seed: 7 });
  const synapses = [exponentialCurrent('e', { tau: '3 ms' })];
  const targets = network.population(lif({ synapses, integrator: 'ind_exp_euler' }), 37, { V: 'E_L' });
  const sources = network.poisson(61, { rate: '80 Hz' });
  network.project(sources, targets, {
    connect: fixedProbability(0.4),
    onSpike: 'I_e += w',
    weight: 'uniform(-2 pA, 5 pA)',
    delay: 'uniform(0.1 ms, 1.5 ms)',
    release: shortTermPlasticity({ U: 0.45, tau_rec: '120 ms', tau_facil: '30 ms' }),
  });
  const { program } = assemble(network, 0.1);
  const [pathway] = pathwaysOf(program);
  expect(pathway!.weights).not.toBeNull();
  expect(pathway!.amplitude).toBeDefined();
  const [engine, judge] = [await engineOf(program), referenceOf(program)];
  const [got, expected] = [await engine.run(1000), await judge.run(1000)];
  expect(got.spikes).toEqual(expected.spikes);
  const current = program.populations[0]!.columns.findIndex((c) => c.name === 'I_e');
  const [currents, exact] = [await engine.readColumn(0, current), await judge.readColumn(0, current)];
  // A release may fall to the next of 2^12 amounts; some 10 spikes of 61 sources within three time constants, up to 5 pA each. The rest
  // is rounding of the current itself, below 64 pA.
  const bound = 40 * 5 * 2 ** -12 + 64 * 100 * 2 ** -24;
  currents.forEach((I, j) => {
    if (Math.abs(I - exact[j]!) > bound) expect.fail(`cell ${j}: ${I} instead of ${exact[j]} ± ${bound}`);
  });
  expect(Math.max(...exact.map(Math.abs))).toBeGreaterThan(20 * bound);
});
