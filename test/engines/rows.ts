/** The experiments that NEST and NEURON repeat: every kind of model, integrator, synapse and drive that goes over. */
import {
  adex,
  cell,
  compartment,
  exponentialConductance,
  fixedInDegree,
  fixedProbability,
  izhikevich,
  K_TM1991,
  leak,
  type Model,
  Na_TM1991,
  Network,
  oneToOne,
  thalamicRelay,
} from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { small } from '../export/cluster-texts.ts';

export interface Row {
  readonly name: string;
  readonly network: () => Network;
  /** ms */
  readonly dt: number;
  readonly integrator: string | undefined;
  /** Biological time, ms. */
  readonly duration: number;
  /** NEURON: numbers of MPI processes. */
  readonly ranks: readonly number[];
  /** NEST: numbers of threads. */
  readonly threads: readonly number[];
  readonly remade?: boolean;
}

const preset = (name: string, duration: number, seed = 1, more: Partial<Row> = {}): Row => {
  const { build, dt, integrator } = presetByName(name);
  return {
    name: `${name}, seed ${seed}, ${duration} ms`,
    network: () => build(presetValues(presetByName(name), small(name)), seed),
    dt,
    integrator,
    duration,
    ranks: [1],
    threads: [1],
    ...more,
  };
};

interface Wiring {
  readonly n?: number;
  readonly p?: number;
  readonly e: string;
  readonly i: string;
  readonly delay?: string;
  readonly drive: string;
  readonly driven: string;
}

/** 80 % excitatory cells and the rest inhibitory, sparse, each driven by a Poisson train of its own. */
function driven(model: Model, initial: Record<string, string>, wiring: Wiring): Network {
  const { n = 400, p = 0.1, e, i, delay = '0.1 ms', drive, driven: onSpike } = wiring;
  const net = new Network({ seed: 1 });
  const cells = net.population(model, n, initial, { name: 'cells' });
  const split = Math.round(0.8 * n);
  const connect = fixedProbability(p);
  net.project(cells.slice(0, split, { name: 'E' }), cells, { connect, onSpike: e, delay });
  net.project(cells.slice(split, n, { name: 'I' }), cells, { connect, onSpike: i, delay });
  const trains = net.poisson(n, { rate: drive, name: 'drive' });
  net.project(trains, cells, { connect: oneToOne(), onSpike, delay: '0.1 ms' });
  return net;
}

const receptors = () => [
  exponentialConductance('e', { tau: '5 ms', E: '0 mV' }),
  exponentialConductance('i', { tau: '10 ms', E: '-80 mV' }),
];
const traubMiles = () =>
  compartment({
    C: '200 pF',
    channels: [
      Na_TM1991({ g: '20 uS', V_sh: '-63 mV' }),
      K_TM1991({ g: '6 uS', V_sh: '-63 mV' }),
      leak({ g: '10 nS', E: '-60 mV' }),
    ],
    synapses: receptors(),
    threshold: 'V > -20 mV',
    refractory: '3 ms',
  });
const scattered = { V: 'normal(-65 mV, 5 mV)', g_e: 'normal(40 nS, 15 nS)', g_i: 'normal(200 nS, 120 nS)' };

const conductances = (integrator: string, dt: number, duration: number, more: Partial<Row> = {}): Row => ({
  name: `400 Traub–Miles cells, ${integrator}, dt ${dt} ms, ${duration} ms`,
  network: () =>
    driven(traubMiles(), scattered, { e: 'g_e += 12 nS', i: 'g_i += 60 nS', drive: '300 Hz', driven: 'g_e += 8 nS' }),
  dt,
  integrator,
  duration,
  ranks: [1],
  threads: [1],
  ...more,
});

export const quickRows: readonly Row[] = [
  preset('ei-brette2007', 100, 1, { ranks: [1, 2], threads: [1, 2] }),
  conductances('ind_exp_euler', 0.1, 200, { ranks: [1, 2], threads: [1, 2] }),
  conductances('staggered', 0.1, 300),
  {
    name: 'delta synapses of three kinds, refractory, exact, 1 s',
    network: () =>
      driven(
        cell({
          equations: 'dV/dt = -V/tau : mV (unless refractory)',
          parameters: { tau: '20 ms' },
          threshold: 'V >= 20 mV',
          reset: 'V = 10 mV',
          refractory: '2 ms',
          integrator: 'exact',
        }),
        { V: 'uniform(0 mV, 19 mV)' },
        { n: 1000, e: 'V += 0.2 mV', i: 'V -= 1 mV', delay: '1.5 ms', drive: '2000 Hz', driven: 'V += 0.6 mV' },
      ),
    dt: 0.1,
    integrator: 'exact',
    duration: 1000,
    ranks: [1, 2],
    threads: [1],
  },
  preset('brunel-2000', 200, 1, { remade: true, ranks: [1, 2], threads: [1, 2] }),
  {
    name: 'weights N(12, 4) nS and delays U(0.1, 3) ms, fixed in-degree, 300 ms',
    network: () => {
      const net = new Network({ seed: 1 });
      const cells = net.population(traubMiles(), 400, scattered, { name: 'cells' });
      net.project(cells.slice(0, 320, { name: 'E' }), cells, {
        connect: fixedInDegree(20),
        weight: 'normal(12 nS, 4 nS)',
        onSpike: 'g_e += w',
        delay: 'uniform(0.1 ms, 3 ms)',
      });
      net.project(cells.slice(320, 400, { name: 'I' }), cells, {
        connect: fixedProbability(0.1),
        onSpike: 'g_i += 60 nS',
      });
      return net;
    },
    dt: 0.1,
    integrator: 'ind_exp_euler',
    duration: 300,
    ranks: [1, 2],
    threads: [1, 2],
  },
  {
    name: 'AdEx, conductances, rk4, 300 ms',
    network: () =>
      driven(
        adex({ I: '700 pA', synapses: receptors() }),
        { V: 'normal(-65 mV, 5 mV)' },
        { e: 'g_e += 1 nS', i: 'g_i += 10 nS', delay: '1 ms', drive: '300 Hz', driven: 'g_e += 5 nS' },
      ),
    dt: 0.1,
    integrator: 'rk4',
    duration: 300,
    ranks: [1],
    threads: [1],
  },
  {
    name: 'Izhikevich, euler, 500 ms',
    network: () =>
      driven(
        izhikevich({ synapses: [] }),
        {},
        { e: 'v += 0.5 mV', i: 'v -= 1 mV', delay: '1 ms', drive: '500 Hz', driven: 'v += 6 mV' },
      ),
    dt: 0.1,
    integrator: 'euler',
    duration: 500,
    ranks: [1],
    threads: [1],
  },
  {
    name: 'one inlet only, given spikes, staggered, 200 ms',
    network: () => {
      const net = new Network({ seed: 1 });
      const cells = net.population(traubMiles(), 200, scattered, { name: 'cells' });
      net.project(cells, cells, { connect: fixedProbability(0.05), onSpike: 'g_i += 60 nS', delay: '0.1 ms' });
      const times = Array.from({ length: 20 }, (_, k) => [5 + k, 60 + 2 * k, 150]);
      const given = net.spikes(20, { times, name: 'given' });
      net.project(given, cells, { connect: fixedProbability(0.3), onSpike: 'g_i += 5 nS' });
      return net;
    },
    dt: 0.1,
    integrator: 'staggered',
    duration: 200,
    ranks: [1, 2],
    threads: [1],
  },
  preset('coba-2005', 200, 1, { remade: true, ranks: [1, 2] }),
  {
    name: 'bursting relay cells with calcium, log, dt 0.05 ms, 300 ms',
    network: () =>
      driven(
        thalamicRelay({ I: '0.3 uA/cm^2' }),
        { V: 'uniform(-85 mV, -60 mV)', Ca: '5e-5 mM' },
        { n: 50, e: 'V += 2 mV', i: 'V -= 4 mV', delay: '1 ms', drive: '60 Hz', driven: 'V += 12 mV' },
      ),
    dt: 0.05,
    integrator: 'ind_exp_euler',
    duration: 300,
    ranks: [1],
    threads: [1],
  },
  conductances('exp_euler', 0.02, 60),
  conductances('backward_euler', 0.02, 60),
  conductances('crank_nicolson', 0.02, 60),
  conductances('exp_midpoint', 0.05, 100),
  preset('pinsky-rinzel', 100),
];

export const longRows: readonly Row[] = [
  preset('ei-brette2007', 1000),
  ...Array.from({ length: 9 }, (_, k) => preset('ei-brette2007', 200, k + 2)),
];
