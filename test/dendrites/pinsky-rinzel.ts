/**
 * Pinsky & Rinzel's cell of two compartments (1994, J. Comput. Neurosci. 1:39), written as equations with two voltages, which needs no
 * tree: row 10 of the acceptance of dendrites.
 */
import { cell, Network, simulate } from '../../src/index.ts';
import { goldenTable } from '../morphology/golden.ts';
import type { Runner } from './golden-run.ts';

/** Voltages in mV from rest, densities in mS/cm² and µA/cm², calcium without a unit, as published. */
const equations = `
  dV/dt = (-g_L*V - g_Na*(a_m/(a_m + b_m))**2*h*(V - 120*mV) - g_KDR*n*(V + 15*mV) + g_c/p*(V_d - V) + I_s/p)/C : mV
  dV_d/dt = (-g_L*V_d - I_Ca - g_AHP*q*(V_d + 15*mV) - g_KC*c*min(Ca/250, 1)*(V_d + 15*mV) + g_c/(1 - p)*(V - V_d))/C : mV
  dh/dt = a_h*(1 - h) - b_h*h : 1
  dn/dt = a_n*(1 - n) - b_n*n : 1
  ds/dt = a_s*(1 - s) - b_s*s : 1
  dc/dt = a_c*(1 - c) - b_c*c : 1
  dq/dt = a_q*(1 - q) - 0.001/ms*q : 1
  dCa/dt = -0.13*I_Ca/(uA/cm**2)/ms - 0.075*Ca/ms : 1
  I_Ca = g_Ca*s**2*(V_d - 140*mV) : uA/cm**2
  u = V/mV : 1
  w = V_d/mV : 1
  a_m = 0.32*4/exprel((13.1 - u)/4)/ms : Hz
  b_m = 0.28*5/exprel((u - 40.1)/5)/ms : Hz
  a_n = 0.016*5/exprel((35.1 - u)/5)/ms : Hz
  b_n = 0.25*exp(0.5 - 0.025*u)/ms : Hz
  a_h = 0.128*exp((17 - u)/18)/ms : Hz
  b_h = 4/(1 + exp((40 - u)/5))/ms : Hz
  a_s = 1.6/(1 + exp(-0.072*(w - 65)))/ms : Hz
  b_s = 0.02*5/exprel((w - 51.1)/5)/ms : Hz
  rest = 2*exp((6.5 - w)/27)/ms : Hz
  a_c = select(w <= 50, exp((w - 10)/11 - (w - 6.5)/27)/18.975/ms, rest) : Hz
  b_c = select(w <= 50, rest - a_c, 0/ms) : Hz
  a_q = min(2e-5*Ca, 0.01)/ms : Hz`;

/** Upward crossings of 30 mV by the soma, by straight lines, ms. */
export async function crossings(current: number, until: number, runner: Runner): Promise<number[]> {
  const model = cell({
    equations,
    parameters: {
      C: '3 uF/cm^2',
      g_L: '0.1 mS/cm^2',
      g_Na: '30 mS/cm^2',
      g_KDR: '15 mS/cm^2',
      g_Ca: '10 mS/cm^2',
      g_AHP: '0.8 mS/cm^2',
      g_KC: '15 mS/cm^2',
      g_c: '2.1 mS/cm^2',
      p: 0.5,
      I_s: `${current} uA/cm^2`,
    },
  });
  const net = new Network();
  net.population(model, 1, {
    V: '-4.6 mV',
    V_d: '-4.6 mV',
    h: 0.999,
    n: 0.001,
    s: 0.009,
    c: 0.007,
    q: 0.01,
    Ca: 0.2,
  });
  const dt = 0.01;
  const run = await simulate(net, {
    dt: '0.01 ms',
    duration: `${until} ms`,
    integrator: 'rk4',
    ...runner,
    record: { V: [0] },
  });
  const { values } = run.traces[0]!;
  const times: number[] = [];
  for (let k = 1; k < values.length; k++) {
    const [a, z] = [values[k - 1]! - 30, values[k]! - 30];
    if (a <= 0 && z > 0) times.push((k + -a / (z - a)) * dt);
  }
  return times;
}

/** Those of the file, until a time in ms. */
export function published(name: string, until: number): number[] {
  const line = goldenTable(name).comments.find((text) => text.startsWith('# upward crossings of 30 mV'))!;
  return line
    .replace(/^.*: /, '')
    .split(' ')
    .map(Number)
    .filter((time) => time < until);
}

export const farthest = (found: readonly number[], wanted: readonly number[]): number =>
  Math.max(...wanted.map((time, k) => Math.abs(found[k]! - time)));
