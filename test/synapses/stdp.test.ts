/** Pair STDP: pairs by hand, and whole networks against an independent loop over all pairs of spikes. */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import {
  cell,
  createSimulation,
  exponentialCurrent,
  fixedProbability,
  lif,
  lifRefractory,
  Network,
  oneToOne,
  type PairStdpOptions,
  pairStdp,
} from '../../src/index.ts';
import type { Program } from '../../src/program/program.ts';
import { pathwaysOf } from '../fixtures/programs/parts.ts';

const dt = 0.1;
const additive: PairStdpOptions = {
  A_plus: 0.01,
  A_minus: 0.012,
  tau_plus: '20 ms',
  tau_minus: '30 ms',
  range: ['0 pA', '10 pA'],
};

/**
 * The weight after one source and one target spiked at given times (ms). The target is a relay that a generator drives, so it can be both
 * ends of a plastic projection.
 */
async function weightAfter(
  pre: readonly number[],
  post: readonly number[],
  options: Partial<PairStdpOptions> & { weight?: string; delay?: string; steps?: number } = {},
): Promise<number> {
  const { weight = '5 pA', delay, steps = 3000, ...rest } = options;
  const network = new Network();
  const cells = network.population(driven(), 1, {}, { name: 'cells' });
  const source = network.spikes(1, { times: [pre], name: 'source' });
  // A drive in the step before makes the relay spike in the step wanted.
  const drive = network.spikes(1, { times: [post.map((t) => t - dt)], name: 'drive' });
  network.project(drive, cells, { connect: oneToOne(), onSpike: 'V += 10000 mV' });
  network.project(source, cells, {
    name: 'plastic',
    connect: oneToOne(),
    onSpike: 'I_e += w',
    weight,
    delay,
    plasticity: pairStdp({ ...additive, ...rest }),
  });
  const simulation = await createSimulation(network, { backend: 'reference', integrator: 'exact' });
  const { spikes } = await simulation.run(steps);
  const own = [...spikes.steps].filter((_, k) => spikes.cells[k] === 0).map((s) => s * dt);
  expect(own).toEqual(post.map((t) => expect.closeTo(t, 9)));
  const [w] = await simulation.weights('plastic');
  simulation.dispose();
  return w!;
}

const driven = () =>
  cell({
    equations: 'dV/dt = -V/(0.01 ms) : mV\ndI_e/dt = -I_e/(3 ms) : pA',
    threshold: 'V > 0.1 mV',
    reset: 'V = 0 mV',
    integrator: 'exact',
  });

const up = (gap: number): number => 10 * 0.01 * Math.exp(-gap / 20);
const down = (gap: number): number => 10 * 0.012 * Math.exp(-gap / 30);

describe('pairs by hand', () => {
  it('the target 10 ms after the source: A₊·e^(−10/τ₊) of the range', async () => {
    expect(await weightAfter([20], [30])).toBeCloseTo(5 + up(10), 12);
  });

  it('the source 10 ms after the target: −A₋·e^(−10/τ₋) of the range', async () => {
    expect(await weightAfter([30], [20])).toBeCloseTo(5 - down(10), 12);
  });

  it('both in one step: the source counts as the earlier, with no time between', async () => {
    expect(await weightAfter([25], [25])).toBeCloseTo(5 + up(0), 12);
  });

  it('a triplet: all pairs against nearest ones', async () => {
    // source 10, 20; target 25; source 31.
    const all = 5 + up(15) + up(5) - down(6);
    const nearest = 5 + up(5) - down(6);
    expect(await weightAfter([10, 20, 31], [25])).toBeCloseTo(all, 12);
    expect(await weightAfter([10, 20, 31], [25], { pairs: 'nearest' })).toBeCloseTo(nearest, 12);
    // target 10, 20; source 25; target 31.
    expect(await weightAfter([25], [10, 20, 31])).toBeCloseTo(5 - down(15) - down(5) + up(6), 12);
    expect(await weightAfter([25], [10, 20, 31], { pairs: 'nearest' })).toBeCloseTo(5 - down(5) + up(6), 12);
  });

  it('multiplicative: changes in proportion to the way left', async () => {
    const options = { dependence: 'multiplicative' } as const;
    expect(await weightAfter([20], [30], { ...options, weight: '4 pA' })).toBeCloseTo(
      4 + 0.01 * Math.exp(-0.5) * (10 - 4),
      6,
    );
    expect(await weightAfter([30], [20], { ...options, weight: '4 pA' })).toBeCloseTo(
      4 - 0.012 * Math.exp(-1 / 3) * 4,
      6,
    );
  });

  it('weights stay in their range', async () => {
    const strong = { A_plus: 3, A_minus: 3 };
    expect(await weightAfter([20], [21], strong)).toBe(10);
    expect(await weightAfter([21], [20], strong)).toBe(0);
  });

  it('a delay moves the effect, not the pairs', async () => {
    expect(await weightAfter([20], [30], { delay: '5 ms' })).toBeCloseTo(5 + up(10), 12);
  });

  it('a spike is delivered with the weight before its own change', async () => {
    const network = new Network();
    const cells = network.population(driven(), 1, {}, { name: 'cells' });
    const source = network.spikes(1, { times: [[10, 30]], name: 'source' });
    const drive = network.spikes(1, { times: [[19.9]], name: 'drive' });
    network.project(drive, cells, { connect: oneToOne(), onSpike: 'V += 10000 mV' });
    network.project(source, cells, {
      name: 'plastic',
      connect: oneToOne(),
      onSpike: 'I_e += 2*w',
      weight: '5 pA',
      plasticity: pairStdp(additive),
    });
    const simulation = await createSimulation(network, { backend: 'reference', integrator: 'ind_exp_euler' });
    simulation.setTraces([{ variables: ['I_e'], cells: [0] }]);
    const I = (await simulation.run(400)).traces[0]!.values;
    simulation.dispose();
    const jump = (step: number): number => I[step]! - I[step - 1]! * Math.exp(-dt / 3);
    // Weights are delivered in quanta of 2^-20 pA.
    expect(jump(101)).toBeCloseTo(10, 5);
    expect(jump(301)).toBeCloseTo(2 * (5 + up(10)), 5);
  });
});

/** All pairs of spikes of every synapse, from the spike trains alone, in f64. */
function allPairs(program: Program, trains: readonly (readonly number[])[], nearest: boolean): Float64Array {
  const pathway = pathwaysOf(program)[0]!;
  const { first: sources } = program.populations[pathway.source]!;
  const { first: targets } = program.populations[pathway.target]!;
  const offset = program.ring.offsets[pathway.inlet]!;
  const weights = pathway.plasticity!.initial.slice();
  for (let i = 0; i + 1 < pathway.rows.length; i++)
    for (let s = pathway.rows[i]!; s < pathway.rows[i + 1]!; s++) {
      const j = (pathway.targets[s]! % program.ring.width) - offset;
      const pre = trains[sources + i]!;
      const post = trains[targets + j]!;
      // Events in order of time; at equal times the source's comes first.
      const events = [...pre.map((t) => [t, 0] as const), ...post.map((t) => [t, 1] as const)].sort(
        (a, b) => a[0] - b[0] || a[1] - b[1],
      );
      for (const [t, side] of events) {
        let change = 0;
        if (side === 0) {
          const earlier = post.filter((u) => u < t);
          for (const u of nearest ? earlier.slice(-1) : earlier) change -= down((t - u) * dt);
        } else {
          const earlier = pre.filter((u) => u <= t);
          for (const u of nearest ? earlier.slice(-1) : earlier) change += up((t - u) * dt);
        }
        weights[s] = Math.min(Math.max(weights[s]! + change, 0), 10);
      }
    }
  return weights;
}

function recurrent(pairs: 'all' | 'nearest'): Network {
  const network = new Network({ seed: 9 });
  const model = lifRefractory({
    synapses: [exponentialCurrent('e', { tau: '5 ms' })],
    stimulus: '150 pA + 150 pA*rand()',
    integrator: 'ind_exp_euler',
  });
  const cells = network.population(model, 60, { V: 'uniform(-65 mV, -50 mV)' }, { name: 'cells' });
  network.project(cells.slice(0, 40), cells.slice(10, 60), {
    name: 'plastic',
    connect: fixedProbability(0.2),
    onSpike: 'I_e += w',
    weight: 'uniform(1 pA, 9 pA)',
    delay: 'uniform(0.5 ms, 3 ms)',
    plasticity: pairStdp({ ...additive, pairs }),
  });
  return network;
}

describe('a recurrent network', () => {
  it.each(['all', 'nearest'] as const)('%s pairs: every weight agrees with a loop over the spikes', async (pairs) => {
    const network = recurrent(pairs);
    const { program } = assemble(network, dt);
    const simulation = await createSimulation(network, { backend: 'reference' });
    const { spikes } = await simulation.run(5000);
    const got = await simulation.weights('plastic');
    simulation.dispose();
    const trains = Array.from({ length: 60 }, (): number[] => []);
    spikes.cells.forEach((c, k) => {
      trains[c]!.push(spikes.steps[k]!);
    });
    expect(spikes.steps.length).toBeGreaterThan(600);
    const expected = allPairs(program, trains, pairs === 'nearest');
    expect(got.length).toBe(expected.length);
    expect(got.length).toBeGreaterThan(300);
    got.forEach((w, s) => {
      expect(w).toBeCloseTo(expected[s]!, 10);
    });
    const initial = pathwaysOf(program)[0]!.plasticity!.initial;
    expect(got.some((w, s) => Math.abs(w - initial[s]!) > 0.5)).toBe(true);
  });

  it('is the same in one piece and in many, and goes on from a checkpoint', async () => {
    const run = async (parts: readonly number[]) => {
      const simulation = await createSimulation(recurrent('all'), { backend: 'reference' });
      const steps: number[] = [];
      for (const part of parts) steps.push(...(await simulation.run(part)).spikes.steps);
      return { simulation, steps, weights: await simulation.weights('plastic') };
    };
    const whole = await run([2000]);
    const parts = await run([1, 700, 1299]);
    expect(parts.steps).toEqual(whole.steps);
    expect(parts.weights).toEqual(whole.weights);
    const checkpoint = await whole.simulation.checkpoint();
    const ahead = [...(await whole.simulation.run(800)).spikes.steps];
    const end = await whole.simulation.weights('plastic');
    parts.simulation.restore(checkpoint);
    expect([...(await parts.simulation.run(800)).spikes.steps]).toEqual(ahead);
    expect(await parts.simulation.weights('plastic')).toEqual(end);
    parts.simulation.reset();
    expect([...(await parts.simulation.run(2000)).spikes.steps]).toEqual(whole.steps);
    whole.simulation.dispose();
    parts.simulation.dispose();
  });

  it('a Poisson source can be the plastic end', async () => {
    const network = new Network({ seed: 2 });
    const cells = network.population(
      lif({ synapses: [exponentialCurrent('e', { tau: '5 ms' })], integrator: 'ind_exp_euler' }),
      5,
      { V: 'E_L' },
    );
    const source = network.poisson(200, { rate: '20 Hz' });
    network.project(source, cells, {
      name: 'plastic',
      connect: fixedProbability(0.5),
      onSpike: 'I_e += w',
      weight: 'uniform(0 pA, 40 pA)',
      plasticity: pairStdp({ ...additive, range: ['0 pA', '40 pA'] }),
    });
    const simulation = await createSimulation(network, { backend: 'reference' });
    const before = await simulation.weights('plastic');
    await simulation.run(5000);
    const after = await simulation.weights('plastic');
    simulation.dispose();
    expect(after).not.toEqual(before);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...after)).toBeLessThanOrEqual(40);
  });
});

describe('what does not fit', () => {
  const base = { connect: oneToOne(), onSpike: 'I_e += w', plasticity: pairStdp(additive) };
  const cells = () => {
    const network = new Network();
    return { network, population: network.population(driven(), 2, {}, { name: 'cells' }) };
  };

  it('is refused by name', async () => {
    const { network, population } = cells();
    expect(() => network.project(population, population, base)).toThrow(/no weights to start from/);
    expect(() => network.project(population, population, { ...base, weight: '5 mV' })).toThrow(/unit/);
    for (const [onPre, pre] of [
      ['w -= previous(w)', undefined],
      ['w -= previous(y)*pA', undefined],
      ['w -= y*pA', { equations: 'dx/dt = -x/(20*ms) : 1', onSpike: 'x += previous(x)' }],
    ] as const) {
      const rule = pairStdp(additive);
      const plasticity = { ...rule, onPre, ...(pre ? { pre } : {}) };
      expect(() => network.project(population, population, { ...base, weight: '5 pA', plasticity }), onPre).toThrow(
        /no value one step before|values of the step before have no place here/,
      );
    }
    const timely = { ...pairStdp(additive), onPre: 'w -= y*t/ms*pA' };
    expect(() => network.project(population, population, { ...base, weight: '5 pA', plasticity: timely })).toThrow(
      /not the time/,
    );
    network.project(population, population, { ...base, name: 'heavy', weight: '11 pA' });
    expect(() => assemble(network, dt)).toThrow(/outside its range/);
  });

  it('runs on wasm when nothing is asked for, and tells the weights by the name of the projection', async () => {
    const { network, population } = cells();
    network.project(population, population, { ...base, weight: '5 pA' });
    const simulation = await createSimulation(network);
    expect(simulation.backend).toBe('wasm');
    expect(await simulation.weights('cells to cells')).toHaveLength(2);
    await expect(simulation.weights('other')).rejects.toThrow(/no plastic projection 'other'/);
    simulation.dispose();
  });

  it('takes plain numbers of traces in the units that their equations declare', async () => {
    const { network, population } = cells();
    const plasticity = {
      ...pairStdp(additive),
      pre: { equations: 'dx/dt = 0 : V', onSpike: '', initial: { x: 0.002 } },
    };
    network.project(population, population, {
      ...base,
      weight: '5 pA',
      plasticity: { ...plasticity, onPost: 'w += x/mV*pA' },
    });
    const simulation = await createSimulation(network, { backend: 'reference' });
    // mV
    expect([...(await simulation.read('cells', 'x@cells to cells.pre'))]).toEqual([2, 2]);
    simulation.dispose();
  });
});
