import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../../src/compile/rule.ts';
import {
  adex,
  compartment,
  eif,
  exponentialConductance,
  izhikevich,
  K_TM1991,
  leak,
  lif,
  lifAdaptive,
  lifRefractory,
  linearise,
  type Model,
  Na_TM1991,
  pointModels,
  qif,
  qifInterval,
  steadyCurrent,
  thetaInterval,
  thetaNeuron,
  UserError,
} from '../../../src/index.ts';
import { trains } from './run.ts';

describe('point models', () => {
  it.each(pointModels.map((m) => [m.kind.name, m] as const))(
    '%s: its text compiles to what the call gives',
    (_, make) => {
      const { equations, threshold, reset } = make.describe();
      expect(equations).toContain('I_total');
      const model = make();
      expect(model.description.equations).toBe(equations);
      expect(model.threshold).toBeDefined();
      expect([threshold, reset]).toEqual([make.kind.threshold, make.kind.reset]);
      expect(make.kind.source).toMatch(/\d{4}/);
      for (const name of Object.keys(make.kind.initial))
        expect([...model.states, ...model.parameters].map((v) => v.name)).toContain(name);
    },
  );

  it('linear kinds take the exact integrator, conductances the exponential midpoint, some kinds their own', () => {
    const conductance = exponentialConductance('e', { tau: '5 ms', E: '0 mV' });
    const rule = (model: Model): string => ruleFor(model, undefined).integrator.name;
    expect(rule(lif())).toBe('exact');
    expect(rule(lifAdaptive())).toBe('exact');
    expect(rule(adex())).toBe('rk4');
    expect(rule(lif({ synapses: [conductance] }))).toBe('exp_midpoint');
    expect(rule(lif({ integrator: 'euler' }))).toBe('euler');
  });

  it('refuses what does not fit, by name', () => {
    // @ts-expect-error: no such parameter.
    expect(() => lif({ g_l: '10 nS' })).toThrow(/lif: there is no option 'g_l'; did you mean 'g_L'/);
    const conductance = exponentialConductance('e', { tau: '5 ms', E: '0 mV' });
    expect(() => izhikevich({ synapses: [conductance] })).toThrow(UserError);
    expect(() => lif({ synapses: [conductance, conductance] })).toThrow(/labelled/);
  });

  it('stimuli, synapses and further equations come together in I_total', () => {
    const { equations, parameters } = lifRefractory.describe({
      I: '10 pA',
      stimulus: 'A*int(t > 5 ms)',
      parameters: { A: '30 pA' },
      synapses: [exponentialConductance('e', { tau: '5 ms', E: '0 mV' })],
      equations: 'x = V/mV : 1',
    });
    expect(equations).toContain('I_total = I + I_e + I_stimulus : pA');
    expect(equations).toContain('x = V/mV : 1');
    expect(parameters).toMatchObject({ I: '10 pA', A: '30 pA', tau_e: '5 ms', T_ref: '2 ms' });
  });
});

describe('intervals of nonlinear cells', () => {
  it('qif: within one step of the closed form', async () => {
    const values = { C: 200, g_L: 10, Delta_T: 3.48, V_T: -60, I_T: 150, V_th: 30, V_r: -65 };
    const currents = [155, 160, 200, 300, 1000];
    const dt = 0.01;
    const all = await trains(qif({ I: currents.map((I) => `${I} pA`) }), currents.length, { V: 'V_r' }, dt, 1500);
    all.forEach((steps, k) => {
      // The first interval starts on the reset value, as all others do.
      for (let n = 1; n < steps.length; n++)
        expect(Math.abs((steps[n]! - steps[n - 1]!) * dt - qifInterval(values, currents[k]!))).toBeLessThanOrEqual(dt);
      expect(steps.length).toBeGreaterThan(2);
    });
  });

  it('theta: the mean interval within one step ÷ number of intervals', async () => {
    const drives = [0.01, 0.1, 1, 4];
    const dt = 0.05;
    const all = await trains(thetaNeuron({ i: drives }), drives.length, {}, dt, 3000);
    all.forEach((steps, k) => {
      const n = steps.length - 1;
      expect(n).toBeGreaterThan(5);
      // The passage is seen up to one step late at either end; rk4 adds less than 1e-6 of the interval.
      const mean = ((steps[n]! - steps[0]!) * dt) / n;
      expect(Math.abs(mean - thetaInterval(drives[k]!, 10))).toBeLessThanOrEqual(dt / n + 1e-6 * mean);
    });
  });

  it('eif: as Δ_T goes to 0 its interval goes to that of the leaky cell with threshold V_T', async () => {
    const leaky = 1.7 + 10 * Math.log((-45 + 68) / (-45 + 59.9));
    const errors: number[] = [];
    for (const Delta_T of ['1 mV', '0.3 mV', '0.1 mV']) {
      const [steps] = await trains(eif({ I: '400 pA', Delta_T }), 1, { V: 'E_L' }, 0.005, 60);
      errors.push(Math.abs((steps![2]! - steps![1]!) * 0.005 - leaky));
    }
    expect(errors[1]!).toBeLessThan(errors[0]!);
    expect(errors[2]!).toBeLessThan(errors[1]!);
    // The climb of the spike itself takes about Δ_T/s·ln(s·τ/Δ_T) with the slope s = 1.49 mV/ms at V_T: 0.34 ms at 0.1 mV.
    expect(errors[2]!).toBeCloseTo((0.1 / 1.49) * Math.log(149), 1);
  });
});

describe('linearise', () => {
  it('a leaky cell is its own linearisation at every voltage', () => {
    for (const V of [-80, -65, -51]) {
      const at = linearise(lif({ I: '0 pA' }), V);
      expect(at.C).toBeCloseTo(200, 9);
      expect(at.g).toBeCloseTo(10, 6);
      expect(at.g_instant).toBeCloseTo(10, 9);
      expect(at.tau).toBeCloseTo(20, 8);
      expect(at.R).toBeCloseTo(0.1, 8);
      expect(at.E).toBeCloseTo(-65, 5);
      expect(at.I).toBeCloseTo(10 * (V + 65), 8);
    }
  });

  const hh = compartment({
    C: '200 pF',
    channels: [Na_TM1991({ g: '20 uS' }), K_TM1991({ g: '6 uS' }), leak({ g: '10 nS', E: '-60 mV' })],
  });

  it('a Hodgkin–Huxley cell: the slope of its steady I–V curve, which exceeds the leak where potassium opens', () => {
    for (const V of [-75, -66, -60]) {
      const h = 1e-4;
      const slope = (steadyCurrent(hh, V + h) - steadyCurrent(hh, V - h)) / (2 * h);
      const at = linearise(hh, V);
      expect(at.g).toBeCloseTo(slope, 5);
      expect(at.E).toBeCloseTo(V - at.I / slope, 4);
    }
    expect(linearise(hh, -90).g).toBeCloseTo(10, 2);
  });

  it('an integrate-and-fire cell with these numbers follows the Hodgkin–Huxley cell near its resting point', async () => {
    // At −66 mV the cell is held by a small current; a further step of 1 pA moves both alike, to first order in the step.
    const at = linearise(hh, -66);
    const moved = steadyCurrent(hh, -66 + 1 / at.g);
    expect(moved - at.I).toBeCloseTo(1, 1);
  });

  it('names what is missing', () => {
    expect(() => linearise(izhikevich(), -60)).toThrow(/no variable 'V'/);
  });
});
