/** Tsodyks–Markram synapses against the recursion of their paper. */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import {
  createSimulation,
  exponentialCurrent,
  fixedProbability,
  lif,
  Network,
  oneToOne,
  shortTermPlasticity,
  UserError,
} from '../../src/index.ts';
import { pathwaysOf } from '../fixtures/programs/parts.ts';

const dt = 0.1;

/** A cell so heavy that only its current matters. */
const receiver = () =>
  lif({ C: '1e12 pF', g_L: '0 nS', synapses: [exponentialCurrent('e', { tau: '3 ms' })], integrator: 'ind_exp_euler' });

/** Jumps of the current at the arrival of each spike, ÷ the weight of 100 pA. */
async function released(
  times: readonly number[],
  release: ReturnType<typeof shortTermPlasticity>,
  options: { delay?: string; weight?: string } = {},
): Promise<number[]> {
  const network = new Network();
  const source = network.spikes(1, { times: [times], name: 'source' });
  const cells = network.population(receiver(), 1, {}, { name: 'cells' });
  network.project(source, cells, {
    name: 'depressing',
    connect: oneToOne(),
    onSpike: options.weight ? 'I_e += w' : 'I_e += 100 pA',
    release,
    delay: options.delay,
    ...(options.weight ? { weight: options.weight } : {}),
  });
  const simulation = await createSimulation(network, { backend: 'reference' });
  simulation.setTraces([{ variables: ['I_e'], cells: [0] }]);
  const last = Math.round((times.at(-1)! + 10) / dt);
  const I = (await simulation.run(last)).traces[0]!.values;
  simulation.dispose();
  const steps = options.delay ? Math.round(Number.parseFloat(options.delay) / dt) : 1;
  return times.map((t) => {
    const k = Math.round(t / dt) + steps;
    return (I[k]! - I[k - 1]! * Math.exp(-dt / 3)) / 100;
  });
}

/** u ← u·e^(−Δt/τ_f); x ← 1 + (x − 1)e^(−Δt/τ_d); then u += U(1 − u), r = u·x, x −= r. */
function recursion(times: readonly number[], U: number, tau_rec: number, tau_facil?: number): number[] {
  let [u, x, before] = [0, 1, Number.NEGATIVE_INFINITY];
  return times.map((t) => {
    const gap = t - before;
    before = t;
    x = 1 + (x - 1) * Math.exp(-gap / tau_rec);
    u = tau_facil === undefined ? U : u * Math.exp(-gap / tau_facil);
    if (tau_facil !== undefined) u += U * (1 - u);
    const r = u * x;
    x -= r;
    return r;
  });
}

const train = [5, 10, 15, 20, 40, 41, 43, 60, 150, 152];
/** A release is a multiple of 2^-20. */
const GRAIN = 2 ** -21 + 1e-12;

describe('short-term plasticity', () => {
  it('depression: every release follows the recursion to the grain of the integers', async () => {
    const got = await released(train, shortTermPlasticity({ U: 0.5, tau_rec: '80 ms' }));
    recursion(train, 0.5, 80).forEach((r, k) => {
      expect(Math.abs(got[k]! - r)).toBeLessThan(GRAIN);
    });
    expect(got[0]!).toBe(0.5);
  });

  it('facilitation: releases grow first', async () => {
    const got = await released(train, shortTermPlasticity({ U: 0.1, tau_rec: '50 ms', tau_facil: '200 ms' }));
    recursion(train, 0.1, 50, 200).forEach((r, k) => {
      expect(Math.abs(got[k]! - r)).toBeLessThan(GRAIN);
    });
    expect(got[2]!).toBeGreaterThan(1.5 * got[0]!);
  });

  it('delays and weights of the projection act as everywhere', async () => {
    const model = shortTermPlasticity({ U: 0.5, tau_rec: '80 ms' });
    const late = await released(train, model, { delay: '0.7 ms' });
    const weighted = await released(train, model, { weight: 'uniform(50 pA, 50.0001 pA)' });
    recursion(train, 0.5, 80).forEach((r, k) => {
      expect(Math.abs(late[k]! - r)).toBeLessThan(GRAIN);
      // Together with a weight a release has 12 bits.
      expect(Math.abs(weighted[k]! - r / 2)).toBeLessThan(2 ** -13 + 1e-6);
    });
  });

  it('many sources and targets: the sum of every source’s release', async () => {
    const network = new Network({ seed: 5 });
    const rates = network.poisson(40, { rate: '60 Hz', name: 'source' });
    const cells = network.population(receiver(), 30, {}, { name: 'cells' });
    const connect = fixedProbability(0.3);
    const model = shortTermPlasticity({ U: 0.4, tau_rec: '100 ms', tau_facil: '50 ms' });
    network.project(rates, cells, { name: 'graded', connect, onSpike: 'I_e += 1 pA', release: model });
    const [pathway] = pathwaysOf(assemble(network, dt).program);
    const simulation = await createSimulation(network, { backend: 'reference' });
    const { spikes } = await simulation.run(4000);
    const got = await simulation.read('cells', 'I_e');
    simulation.dispose();
    const trains = Array.from({ length: 40 }, (): number[] => []);
    spikes.cells.forEach((c, k) => {
      if (c >= 30) trains[c - 30]!.push(spikes.steps[k]! * dt);
    });
    const expected = new Float64Array(30);
    trains.forEach((times, i) => {
      const targets = pathway!.targets.subarray(pathway!.rows[i], pathway!.rows[i + 1]);
      recursion(times, 0.4, 100, 50).forEach((r, k) => {
        // Arrived in the step after it was found, it decays from the end of that step to 400 ms, the end of the last one.
        const age = 400 - dt - (times[k]! + dt);
        if (age > -dt / 2) for (const entry of targets) expected[entry % 30]! += r * Math.exp(-age / 3);
      });
    });
    expect(pathway!.targets.length).toBeGreaterThan(250);
    // Some dozens of events per target count, each off by half a grain at most.
    got.forEach((I, j) => {
      expect(Math.abs(I - expected[j]!)).toBeLessThan(50 * GRAIN);
      expect(I).toBeGreaterThan(0);
    });
  });

  it('refuses what it cannot do, by name', () => {
    const network = new Network();
    const cells = network.population(receiver(), 1, {}, { name: 'cells' });
    for (const U of [null, [], {}, true])
      expect(() => shortTermPlasticity({ U: U as unknown as number, tau_rec: '80 ms' })).toThrow(
        /U is a number from 0 to 1/,
      );
    const base = { connect: oneToOne(), onSpike: 'I_e += 1 pA' };
    const good = shortTermPlasticity({ U: 0.5, tau_rec: '80 ms' });
    expect(() => network.project(cells, cells, { ...base, release: { ...good, amount: 'q' } })).toThrow(
      /'q' is not one of its variables/,
    );
    expect(() => network.project(cells, cells, { ...base, onSpike: 'I_e += 1 pA; V += 1 mV', release: good })).toThrow(
      /2 statements/,
    );
    const crooked = { ...good, equations: 'dx/dt = (1 - x*x)/tau_rec : 1\ndr/dt = 0/ms : 1' };
    expect(() => network.project(cells, cells, { ...base, release: crooked })).toThrow(UserError);
  });
});
