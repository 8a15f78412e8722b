/** What is told of a run's rules: who chose them, their order, and an error that is near the true one. */
import { describe, expect, it } from 'vitest';
import { accuracySentence, allToAll, cell, followsNot, Network, simulate } from '../../src/index.ts';

function conductance(integrator?: string): Network {
  const net = new Network();
  const source = net.spikes(1, { times: [[3]] });
  const target = net.population(
    cell({
      equations: 'dv/dt = (gL*(EL - v) + g*(E - v))/C : mV\ndg/dt = -g/(0.5*ms) : nS',
      parameters: { gL: '16.6667 nS', EL: '-70 mV', E: '0 mV', C: '250 pF' },
      ...(integrator ? { integrator } : {}),
    }),
    1,
    { v: -70 },
  );
  net.project(source, target, { connect: allToAll(), onSpike: 'g += 20 nS', delay: '1 ms' });
  return net;
}

const told = async (net: Network, integrator?: string) => {
  const run = await simulate(net, { duration: '1 ms', backend: 'reference', ...(integrator ? { integrator } : {}) });
  const [first] = await run.accuracy();
  return first!;
};

const adex = (): Network => {
  const net = new Network();
  net.population(
    cell({
      equations: `dv/dt = (g*(E - v) + g*D*exp((v - VT)/D) - w + I)/C : mV (unless refractory)
        dw/dt = (a*(v - E) - w)/tau : pA`,
      threshold: 'v > 0 mV',
      reset: 'v = -60 mV; w += b',
      refractory: '2 ms',
      parameters: {
        g: '30 nS',
        E: '-70.6 mV',
        D: '2 mV',
        VT: '-50.4 mV',
        C: '281 pF',
        a: '4 nS',
        tau: '144 ms',
        b: '80.5 pA',
        I: '3 nA',
      },
    }),
    1,
    { v: -70.6 },
  );
  return net;
};

describe('the rule that was chosen', () => {
  it.each([
    ['linear', 'dv/dt = -v/(10*ms) + I/(200*pF) : mV\ndI/dt = -I/(5*ms) : pA', '', 'exact'],
    ['an input that varies', 'dv/dt = (sin(t/ms) - v)/(10*ms) : 1', '', 'exact'],
    ['conditionally linear', 'dv/dt = (-v + g*(1 - v))/(10*ms) : 1\ndg/dt = -g/(5*ms) : 1', 'v = 0', 'exp_midpoint'],
    ['a coefficient that varies', 'dv/dt = -v*(2 + sin(t/ms))/(10*ms) : 1', '', 'exp_midpoint'],
    ['not linear, no reset', 'dv/dt = (v - v**3/3)/ms : 1', '', 'exp_midpoint'],
    ['a jump in a linear equation', 'dv/dt = -sign(v)/ms : 1', '', 'exp_midpoint'],
    ['not linear, with a reset', 'dv/dt = (v**2 + 1)/ms : 1', 'v = 0', 'ind_exp_euler'],
  ])('%s', async (_, equations, reset, name) => {
    const net = new Network();
    net.population(cell({ equations, ...(reset ? { threshold: 'v > 1', reset } : {}) }), 1);
    const { integrator, chosenBy } = await told(net);
    expect([integrator, chosenBy]).toEqual([name, 'structure']);
  });

  it('is the one that the model or the run names, if one does', async () => {
    expect(await told(conductance('rk4'))).toMatchObject({ integrator: 'rk4', order: 4, chosenBy: 'model' });
    expect(await told(conductance('rk4'), 'heun2')).toMatchObject({ integrator: 'heun2', order: 2, chosenBy: 'run' });
  });

  it('a large linear system is left to a rule without matrices', async () => {
    const net = new Network();
    const line = (k: number) => `dx${k}/dt = (x${(k + 1) % 20} - x${k})/ms : 1`;
    net.population(cell({ equations: Array.from({ length: 20 }, (_, k) => line(k)).join('\n') }), 1);
    expect((await told(net)).integrator).toBe('exp_midpoint');
  });
});

describe('the error to be expected', () => {
  it('held conductances: the 10 % that the peak is too high by', async () => {
    const { expected } = await told(conductance(), 'ind_exp_euler');
    // The peak is 10.1 % too high; the area under the response is as much too large, since all of it scales with the charge. Richardson's
    // estimate leaves out terms of second order: (h/τ)²/12 = 0.3 %.
    expect(expected!.response).toBeGreaterThan(0.095);
    expect(expected!.response).toBeLessThan(0.108);
  });

  it('rules of the second order: below 0.2 %; exact ones: rounding', async () => {
    for (const name of [undefined, 'exp_euler', 'midpoint', 'heun2', 'rk4'])
      expect((await told(conductance(), name)).expected!.response).toBeLessThan(2e-3);
    const net = new Network();
    net.population(cell({ equations: 'dv/dt = (10*mV - v)/(10*ms) : mV' }), 1);
    expect((await told(net)).expected!.course).toBeLessThan(1e-12);
  });

  it('a rule that does not follow the cell at this step is told from one that does', async () => {
    for (const name of ['heun2', 'backward_euler', 'crank_nicolson']) {
      const accuracy = await told(adex(), name);
      expect(followsNot(accuracy.expected!), name).toBe(true);
      expect(accuracySentence(accuracy, 0.1)).toMatch(/does not follow this cell at this step: \d+ spikes in 100 ms/);
    }
    // Backward Euler is as wrong at dt/2 as at dt (5 and 6 spikes; 21 are right), which halving alone cannot tell.
    const { expected } = await told(adex(), 'backward_euler');
    expect(expected!.other).toEqual({ integrator: 'ind_exp_euler', spikes: 21 });
    const euler = await told(adex(), 'euler');
    expect(followsNot(euler.expected!)).toBe(false);
    expect(euler.expected!.spikes).toEqual([20, 21]);
    const chosen = await told(adex());
    expect(chosen.expected!.other).toBeNull();
    expect(followsNot(chosen.expected!)).toBe(false);
    expect(accuracySentence(chosen, 0.1)).toMatch(/^cells: ind_exp_euler, order 1, as dv\/dt is not linear in v/);
  });

  it('is undefined where the trial blows up, and says so', async () => {
    const net = new Network();
    net.population(cell({ equations: 'dv/dt = v**2/ms : 1' }), 1, { v: 0.9 });
    const accuracy = await told(net, 'rk4');
    expect(accuracy.expected).toBeUndefined();
    expect(accuracySentence(accuracy, 0.1)).toContain('could not be tried');
  });
});

// A step has 1.28 counts on the mean, half a step 0.64: what the middle of a uniform draw gives instead, 1 and 0, are other inputs.
it.each([12.8, 0.4, 200])('Poisson input at %d counts per ms stands at its mean', async (rate) => {
  const net = new Network();
  net.population(
    cell({
      equations: `dV/dt = (-65*mV - V)/(10*ms) + I/(250*pF) : mV (unless refractory)
        dI/dt = -I/(0.5*ms) + J*poisson(rate*dt)/dt : pA`,
      parameters: { J: `${1200 / rate} pA`, rate: `${rate} kHz` },
      threshold: 'V > -50 mV',
      reset: 'V = -65 mV',
      refractory: '2 ms',
    }),
    1,
    { V: -65 },
  );
  const accuracy = await told(net);
  const { expected } = accuracy;
  expect(expected!.spikes[0]).toBeGreaterThan(2);
  expect(followsNot(expected!)).toBe(false);
  // Thresholds are rounded to 2^-24 of each count, 32 of them; the rest of the error is of the jump's place within a step.
  expect(expected!.course).toBeLessThan(1e-3);
});
