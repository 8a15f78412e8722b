/**
 * Pinsky & Rinzel 1994, J. Comput. Neurosci. 1:39: soma and dendrite as one cell of equations with two voltages, mV from rest at −60 mV.
 */
import { cell, Network, simulate } from '../../src/index.ts';
import type { Runner } from './golden-run.ts';

const pinskyRinzel = (Is: number) =>
  cell({
    equations: `
      dVs/dt = (-0.1*Vs - 30*m_inf**2*h*(Vs - 120) - 15*n*(Vs + 15) + 2.1/0.5*(Vd - Vs) + Is/0.5)/3/ms : 1
      dVd/dt = (-0.1*Vd - I_Ca - 0.8*q*(Vd + 15) - 15*c*min(Ca/250, 1)*(Vd + 15) + 2.1/0.5*(Vs - Vd))/3/ms : 1
      dCa/dt = (-0.13*I_Ca - 0.075*Ca)/ms : 1
      I_Ca = 10*s**2*(Vd - 140) : 1
      m_inf = a_m/(a_m + b_m) : 1
      a_m = 0.32*(13.1 - Vs)/(exp((13.1 - Vs)/4) - 1) : 1
      b_m = 0.28*(Vs - 40.1)/(exp((Vs - 40.1)/5) - 1) : 1
      dn/dt = (0.016*(35.1 - Vs)/(exp((35.1 - Vs)/5) - 1)*(1 - n) - 0.25*exp(0.5 - 0.025*Vs)*n)/ms : 1
      dh/dt = (0.128*exp((17 - Vs)/18)*(1 - h) - 4/(1 + exp((40 - Vs)/5))*h)/ms : 1
      ds/dt = (1.6/(1 + exp(-0.072*(Vd - 65)))*(1 - s) - 0.02*(Vd - 51.1)/(exp((Vd - 51.1)/5) - 1)*s)/ms : 1
      fast = 2*exp((6.5 - Vd)/27) : 1
      a_c = select(Vd <= 50, exp((Vd - 10)/11 - (Vd - 6.5)/27)/18.975, fast) : 1
      b_c = select(Vd <= 50, fast - a_c, 0) : 1
      dc/dt = (a_c*(1 - c) - b_c*c)/ms : 1
      dq/dt = (min(2e-5*Ca, 0.01)*(1 - q) - 0.001*q)/ms : 1`,
    parameters: { Is: String(Is) },
    threshold: 'Vs > 1000',
    reset: 'Vs = 0',
  });

/** Times at which the soma crosses 30 mV upwards, by straight lines, ms. */
export async function pinskyRinzelCrossings(
  Is: number,
  dt: number,
  duration: number,
  integrator: string,
  runner: Runner,
): Promise<number[]> {
  const net = new Network();
  const start = { Vs: '-4.6', Vd: '-4.6', h: '0.999', n: '0.001', s: '0.009', c: '0.007', q: '0.01', Ca: '0.2' };
  net.population(pinskyRinzel(Is), 1, start);
  const run = await simulate(net, {
    dt: `${dt} ms`,
    duration: `${duration} ms`,
    integrator,
    ...runner,
    record: { Vs: [0] },
  });
  const times: number[] = [];
  const { values } = run.traces[0]!;
  values.forEach((z, k) => {
    const a = k === 0 ? -4.6 : values[k - 1]!;
    if (a <= 30 && z > 30) times.push((k + (30 - a) / (z - a)) * dt);
  });
  return times;
}

/** Crossings of 30 mV that a file's head tells, ms. */
export const crossingsOfFile = (comments: readonly string[]): number[] =>
  comments
    .find((line) => line.includes('upward crossings of 30 mV'))!
    .replace(/^.*: /, '')
    .trim()
    .split(/\s+/)
    .map(Number);
