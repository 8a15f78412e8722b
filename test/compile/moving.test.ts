/** Synaptic variables move within a step: responses to one event against closed forms and against themselves at finer steps. */
import { describe, expect, it } from 'vitest';
import { allToAll, cell, fixedProbability, integrators, Network, simulate } from '../../src/index.ts';
import { peaks, response } from './response.ts';

const names = integrators.filter((i) => i.order >= 2 && i.name !== 'exact').map((i) => i.name);

describe('the potential after one event at 0.1 ms', () => {
  it.each([...names, ''])("rule '%s': within 0.2 %% of the right height", async (name) => {
    for (const [tau, right] of peaks) {
      const peak = Math.max(...(await response(tau, name, 0.1))) + 70;
      expect(Math.abs(peak / right - 1), `tau ${tau} ms: ${peak}`).toBeLessThan(2e-3);
    }
  });

  it('on wasm too', async () => {
    for (const [tau, right] of peaks)
      expect(Math.abs((Math.max(...(await response(tau, '', 0.1, 'wasm'))) + 70) / right - 1)).toBeLessThan(2e-3);
  });

  it.each(names)('%s: measured order at least 1.85', async (name) => {
    // Two ms after the event, where the slope of the potential is not small, so that rounding of the right values does not count.
    const at = async (dt: number): Promise<number> => (await response(0.5, name, dt))[Math.round(6 / dt) - 1]!;
    const [a, b, c] = [await at(0.1), await at(0.05), await at(0.025)];
    expect(Math.log2(Math.abs((a - b) / (b - c)))).toBeGreaterThan(1.85);
  });

  it('ind_exp_euler holds the conductance: dt/(2τ) too high, first order', async () => {
    // The charge of one event is g·τ·(h/τ)/(1 − e^(−h/τ)) ≈ g·τ·(1 + h/(2τ)); the next term, (h/τ)²/12, is 0.3 % at h/τ = 0.2.
    for (const [tau, right] of peaks) {
      const excess = (Math.max(...(await response(tau, 'ind_exp_euler', 0.1))) + 70) / right - 1;
      expect(Math.abs(excess - 0.1 / (2 * tau))).toBeLessThan(4e-3);
    }
  });
});

describe('linear cells with current synapses', () => {
  it('the default rule is exact: the closed form of two exponentials', async () => {
    const net = new Network();
    const source = net.spikes(1, { times: [[3]] });
    const target = net.population(
      cell({ equations: 'dv/dt = -v/(20*ms) + I/(200*pF) : mV\ndI/dt = -I/(0.5*ms) : pA' }),
      1,
    );
    net.project(source, target, { connect: allToAll(), onSpike: 'I += 100 pA', delay: '1 ms' });
    const run = await simulate(net, { duration: '30 ms', backend: 'reference', record: { v: [0] } });
    const [tau, s] = [20, 0.5];
    run.traces[0]!.values.forEach((v, k) => {
      const t = (k + 1) * 0.1 - 4;
      const right = t <= 1e-9 ? 0 : (100 / 200) * ((tau * s) / (tau - s)) * (Math.exp(-t / tau) - Math.exp(-t / s));
      // Rounding of some hundred steps of f64 on values below 1 mV.
      expect(Math.abs(v - right)).toBeLessThan(1e-12);
    });
  });
});

describe('which variables are synaptic', () => {
  /** A cell that starts with 20 nS, with or without a projection that has no synapses. */
  async function voltage(projected: boolean, integrator: string): Promise<Float64Array> {
    const net = new Network();
    const cells = net.population(
      cell({
        equations: 'dv/dt = (gL*(EL - v) + g_e*(0*mV - v))/C : mV\ndg_e/dt = -g_e/(5*ms) : nS',
        parameters: { gL: '10 nS', EL: '-60 mV', C: '200 pF' },
        threshold: 'v > -50 mV',
        reset: 'v = -60 mV',
      }),
      2,
      { v: -60, g_e: 20 },
    );
    if (projected) net.project(cells, cells, { connect: fixedProbability(0), onSpike: 'g_e += 6 nS' });
    const run = await simulate(net, { duration: '10 ms', backend: 'reference', integrator, record: { v: [0] } });
    return run.traces[0]!.values;
  }

  it.each(integrators.filter((i) => i.name !== 'exact').map((i) => i.name))(
    '%s: a projection without synapses changes nothing',
    async (name) => {
      expect(await voltage(true, name)).toEqual(await voltage(false, name));
    },
  );

  it('euler takes a synaptic variable like any other: a current of one step vanishes after it', async () => {
    const net = new Network();
    const source = net.spikes(1, { times: [[1]] });
    const target = net.population(cell({ equations: 'dI/dt = -I/(0.1*ms) : 1' }), 1);
    net.project(source, target, { connect: allToAll(), onSpike: 'I += 1' });
    const run = await simulate(net, {
      duration: '3 ms',
      backend: 'reference',
      integrator: 'euler',
      record: { I: [0] },
    });
    expect([...run.traces[0]!.values].every((x) => Math.abs(x) < 1e-15)).toBe(true);
  });
});

describe('inputs that vary with time', () => {
  it.each(integrators.filter((i) => i.order >= 2).map((i) => i.name))(
    '%s: measured order at least 1.85',
    async (name) => {
      const at = async (dt: number): Promise<number> => {
        const net = new Network();
        net.population(cell({ equations: 'dv/dt = (sin(t/ms) - v)/(2*ms) : 1' }), 1);
        const run = await simulate(net, {
          duration: '4 ms',
          dt: `${dt} ms`,
          backend: 'reference',
          integrator: name,
          record: { v: [0] },
        });
        return run.traces[0]!.values.at(-1)!;
      };
      const [a, b, c] = [await at(0.1), await at(0.05), await at(0.025)];
      expect(Math.log2(Math.abs((a - b) / (b - c)))).toBeGreaterThan(1.85);
    },
  );
});
