/** The potential after one event, and its right heights. */
import { allToAll, type BackendName, cell, Network, simulate } from '../../src/index.ts';

/** Voltage after each step of a leaky cell with one conductance, event at 4 ms (spike at 3 ms, delay 1 ms). */
export async function response(tau: number, integrator: string, dt: number, backend: BackendName = 'reference') {
  const net = new Network();
  const source = net.spikes(1, { times: [[3]] });
  const target = net.population(
    cell({
      equations: 'dv/dt = (gL*(EL - v) + g*(E - v))/C : mV\ndg/dt = -g/tau : nS',
      parameters: { tau: `${tau} ms`, gL: '16.6667 nS', EL: '-70 mV', E: '0 mV', C: '250 pF' },
    }),
    1,
    { v: -70 },
  );
  net.project(source, target, { connect: allToAll(), onSpike: 'g += 20 nS', delay: '1 ms' });
  const run = await simulate(net, {
    duration: '40 ms',
    dt: `${dt} ms`,
    backend,
    ...(integrator === '' ? {} : { integrator }),
    record: [{ population: 'cells', variables: ['v'], cells: [0] }],
  });
  return run.traces[0]!.values;
}

/** NEST 3.10 (iaf_cond_exp), SciPy 1.17 (LSODA, rtol 1e-9) and Brian2 2.9 (rk4): peaks above rest, mV, by decay time in ms. */
export const peaks = [
  [0.5, 2.443],
  [1, 4.449],
  [2, 7.675],
  [5, 14.023],
] as const;
