/** Time courses of synapses after one spike, with the voltage clamped, against their formulas. */
import { describe, expect, it } from 'vitest';
import {
  alphaConductance,
  alphaCurrent,
  createSimulation,
  doubleExponentialConductance,
  doubleExponentialCurrent,
  exponentialConductance,
  exponentialCurrent,
  lif,
  lifRefractory,
  Network,
  nmda,
  oneToOne,
  type SynapsePart,
  UserError,
} from '../../src/index.ts';

const dt = 0.1;

/** Values of a variable after each step; one spike, found in step 10, arrives in step 11. */
async function course(
  part: SynapsePart,
  variable: string,
  weight: string,
  options: { integrator?: string; steps?: number; capacitance?: string } = {},
): Promise<Float64Array> {
  const network = new Network();
  // So heavy a cell hardly moves: its voltage is a clamp.
  const model = lif({ C: options.capacitance ?? '1e12 pF', g_L: '0 nS', V_r: '-70 mV', synapses: [part] });
  const cells = network.population(model, 1, { V: '-70 mV' }, { name: 'cells' });
  const source = network.spikes(1, { times: [[1]] });
  network.project(source, cells, { connect: oneToOne(), onSpike: `${part.receives} += ${weight}` });
  const simulation = await createSimulation(network, {
    backend: 'reference',
    ...(options.integrator ? { integrator: options.integrator } : {}),
  });
  simulation.setTraces([{ variables: [variable], cells: [0] }]);
  const { traces } = await simulation.run(options.steps ?? 600);
  simulation.dispose();
  return traces[0]!.values;
}

/** Time since the arrival, ms, as the values after step k show it: the spike of step 10 arrives at the start of step 11. */
const since = (k: number): number => (k - 10) * dt;
const peakOf = (values: Float64Array): number => values.reduce((a, v) => Math.max(a, Math.abs(v)), 0);

describe('time courses', () => {
  it('exponential: jumps by the weight, decays with τ, exactly', async () => {
    const g = await course(exponentialConductance('e', { tau: '5 ms', E: '0 mV' }), 'g_e', '6 nS');
    g.forEach((v, k) => {
      expect(v).toBeCloseTo(k < 11 ? 0 : 6 * Math.exp(-since(k) / 5), 12);
    });
    const I = await course(exponentialCurrent('e', { tau: '5 ms' }), 'I_e', '30 pA');
    expect(I[60]!).toBeCloseTo(30 * Math.exp(-1), 11);
  });

  it.each([
    ['conductance', alphaConductance('e', { tau: '5 ms', E: '0 mV' }), 'g_e', '6 nS', 6],
    ['current', alphaCurrent('e', { tau: '5 ms' }), 'I_e', '40 pA', 40],
  ] as const)('alpha %s: w·(t/τ)·e^(1 − t/τ), exactly, with its peak at τ', async (_, part, variable, weight, w) => {
    const g = await course(part, variable, weight);
    g.forEach((v, k) => {
      const t = since(k) / 5;
      expect(v).toBeCloseTo(k < 11 ? 0 : w * t * Math.exp(1 - t), 10);
    });
    expect(peakOf(g)).toBeCloseTo(w, 10);
  });

  it.each([
    ['conductance', doubleExponentialConductance('e', { rise: '0.5 ms', decay: '5 ms', E: '0 mV' }), 'g_e', '6 nS', 6],
    ['current', doubleExponentialCurrent('e', { rise: '0.5 ms', decay: '5 ms' }), 'I_e', '40 pA', 40],
  ] as const)(
    'double exponential %s: the difference of two, exactly, with the weight as its peak',
    async (_, part, variable, weight, w) => {
      const g = await course(part, variable, weight);
      const [r, d] = [0.5, 5];
      const at = ((d * r) / (d - r)) * Math.log(d / r);
      const norm = 1 / (Math.exp(-at / d) - Math.exp(-at / r));
      g.forEach((v, k) => {
        const t = since(k);
        expect(v).toBeCloseTo(k < 11 ? 0 : w * norm * (Math.exp(-t / d) - Math.exp(-t / r)), 10);
      });
      // The peak falls between two steps.
      expect(Math.abs(peakOf(g) / w - 1)).toBeLessThan(1e-3);
    },
  );

  it('the decay must outlast the rise', () => {
    expect(() => doubleExponentialCurrent('e', { rise: '5 ms', decay: '5 ms' })).toThrow(UserError);
    expect(() => nmda('n', { rise: '50 ms', decay: '5 ms' })).toThrow(/alpha synapse/);
  });

  it('NMDA: the current at two voltages has the ratio of Jahr and Stevens’ block', async () => {
    // ΔV = ∫I/C: with a cell of 10^6 pF the voltage moves by microvolts.
    const charge = async (V: number, Mg: string): Promise<number> => {
      const network = new Network();
      const part = nmda('n', { Mg });
      const model = lif({ C: '1e9 pF', g_L: '0 nS', V_th: '1000 mV', synapses: [part] });
      const cells = network.population(model, 1, { V: `${V} mV` }, { name: 'cells' });
      const source = network.spikes(1, { times: [[1]] });
      network.project(source, cells, { connect: oneToOne(), onSpike: `${part.receives} += 1 nS` });
      const simulation = await createSimulation(network, { backend: 'reference' });
      await simulation.run(2000);
      const after = (await simulation.read('cells', 'V'))[0]!;
      simulation.dispose();
      return (after - V) * 1e9;
    };
    const free = [await charge(-70, '0 mM'), await charge(-20, '0 mM'), await charge(30, '0 mM')];
    expect(free[1]! / free[0]!).toBeCloseTo(20 / 70, 4);
    const blocked = [await charge(-70, '1.2 mM'), await charge(-20, '1.2 mM'), await charge(30, '1.2 mM')];
    [-70, -20, 30].forEach((V, k) => {
      expect(blocked[k]! / free[k]!).toBeCloseTo(1 / (1 + (1.2 / 3.57) * Math.exp(-0.062 * V)), 4);
    });
  });

  it('delta: the voltage jumps at once, by the weight for every spike', async () => {
    const network = new Network();
    const model = lif({ V_th: '-50 mV' });
    const cells = network.population(model, 1, { V: '-65 mV' }, { name: 'cells' });
    const source = network.spikes(1, { times: [[1, 2]] });
    network.project(source, cells, { connect: oneToOne(), onSpike: 'V += 3 mV' });
    const simulation = await createSimulation(network, { backend: 'reference' });
    simulation.setTraces([{ variables: ['V'], cells: [0] }]);
    const V = (await simulation.run(30)).traces[0]!.values;
    simulation.dispose();
    // Arrived at the start of step 11, it decays through that step.
    expect(V[10]!).toBe(-65);
    expect(V[11]!).toBeCloseTo(-65 + 3 * Math.exp(-0.1 / 20), 12);
    expect(V[21]!).toBeCloseTo(-65 + 3 * Math.exp(-1.1 / 20) + 3 * Math.exp(-0.1 / 20), 12);
  });

  it('delta: what arrives up to the end of the refractory period is lost', async () => {
    const accepted = async (arrival: number): Promise<boolean> => {
      const network = new Network();
      const model = lifRefractory({ T_ref: '0.5 ms', V_r: '-65 mV' });
      const cells = network.population(model, 1, { V: '-65 mV' }, { name: 'cells' });
      const drive = network.spikes(1, { times: [[0.9]], name: 'drive' });
      network.project(drive, cells, { connect: oneToOne(), onSpike: 'V += 20 mV' });
      const probe = network.spikes(1, { times: [[(arrival - 1) * dt]], name: 'probe' });
      network.project(probe, cells, { connect: oneToOne(), onSpike: 'V += 1 mV' });
      const simulation = await createSimulation(network, { backend: 'reference' });
      const { spikes } = await simulation.run(arrival + 1);
      expect([...spikes.steps].filter((_, k) => spikes.cells[k] === 0)).toEqual([10]);
      const [V] = await simulation.read('cells', 'V');
      simulation.dispose();
      return V! > -64.5;
    };
    // Spike in step 10, held for the 4 steps after it, free from step 15 on (5 steps later); what arrived at the end of step 14 is lost.
    for (const step of [11, 12, 14, 15]) expect(await accepted(step), `step ${step}`).toBe(false);
    for (const step of [16, 17, 30]) expect(await accepted(step), `step ${step}`).toBe(true);
  });

  it('the exact integrator gives current synapses the whole course, membrane included', async () => {
    // V − E_L = w·R·τ_s/(τ_m − τ_s)·(e^(−t/τ_m) − e^(−t/τ_s)) for an exponential current into a leaky cell.
    const network = new Network();
    const part = exponentialCurrent('e', { tau: '5 ms' });
    const cells = network.population(lif({ synapses: [part] }), 1, { V: '-65 mV' });
    const source = network.spikes(1, { times: [[1]] });
    network.project(source, cells, { connect: oneToOne(), onSpike: 'I_e += 100 pA' });
    const simulation = await createSimulation(network, { backend: 'reference' });
    simulation.setTraces([{ variables: ['V'], cells: [0] }]);
    const V = (await simulation.run(500)).traces[0]!.values;
    expect(simulation.integrator).toBe('exact');
    simulation.dispose();
    V.forEach((v, k) => {
      const t = (k - 10) * dt;
      const psp = k < 11 ? 0 : 10 * (5 / 15) * (Math.exp(-t / 20) - Math.exp(-t / 5));
      expect(v).toBeCloseTo(-65 + psp, 11);
    });
  });
});
