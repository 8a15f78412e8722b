/** Networks whose synapses change with use, and what their runs are compared by. */
import {
  type BackendName,
  cellCvs,
  cellRates,
  createSimulation,
  fixedProbability,
  intervals,
  ksDistance,
  Network,
  pairCorrelations,
  type Simulation,
  shortTermPlasticity,
} from '../../src/index.ts';
import { valuesOf } from '../../src/presets/define.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { cobaCell, cobaInitial, cobaParameters } from '../../src/presets/networks/coba-2005.ts';

/** Samples by name of the measure. */
export type Samples = Readonly<Record<string, ArrayLike<number>>>;

export interface Subject {
  readonly name: string;
  build(seed: number): Network;
  readonly dt: number;
  readonly integrator: string;
  /** ms: the run, and what is dropped at its start. */
  readonly duration: number;
  readonly skip: number;
  /** Cells that are looked at, the first of the network. */
  readonly cells: number;
  /** What the synapses are like at the end. */
  end(simulation: Simulation): Promise<Samples>;
}

/** Every `n`-th value: distances of distributions need no more. */
const thinned = (values: ArrayLike<number>, n: number): Float64Array =>
  Float64Array.from({ length: Math.ceil(values.length / n) }, (_, k) => values[k * n]!);

function preset(name: string, set: Readonly<Record<string, string>>): Pick<Subject, 'build' | 'dt' | 'integrator'> {
  const found = presetByName(name);
  return {
    build: (seed) => found.build(presetValues(found, set), seed),
    dt: found.dt,
    integrator: found.integrator,
  };
}

/** A current twice the rheobase keeps so few cells going. */
const small = { n_exc: '640', n_inh: '160', p: '0.1', I: '200 pA' };

/** 800 cells with plastic excitatory synapses. */
export const stdp: Subject = {
  name: 'pair STDP (coba-2005-stdp, 800 cells)',
  ...preset('coba-2005-stdp', small),
  duration: 300,
  skip: 100,
  cells: 800,
  end: async (simulation) => ({ weights: thinned(await simulation.weights('E to all'), 7) }),
};

/** One cell under 1200 inputs, 1000 of them plastic. */
export const song: Subject = {
  name: 'competition (song-2000)',
  ...preset('song-2000', {}),
  duration: 600,
  skip: 100,
  cells: 1,
  end: async (simulation) => ({ weights: await simulation.weights('plastic') }),
};

/** The same 800 cells with excitatory synapses that tire and recover. */
export const depression: Subject = {
  name: 'short-term plasticity (COBA, 800 cells)',
  build(seed) {
    const network = new Network({ seed });
    const given = presetValues(presetByName('coba-2005'), { I: '200 pA' });
    const { n_exc: _, n_inh: __, p, w_e, w_i, delay, ...values } = valuesOf(cobaParameters, given);
    const cells = network.population(cobaCell(values), 800, cobaInitial, { name: 'cells' });
    const connect = fixedProbability(0.1);
    network.project(cells.slice(0, 640, { name: 'E' }), cells, {
      name: 'E to all',
      connect,
      onSpike: 'g_e += w',
      weight: 'normal(9 nS, 1 nS)',
      release: shortTermPlasticity({ U: 0.6, tau_rec: '40 ms', tau_facil: '20 ms' }),
    });
    network.project(cells.slice(640, 800, { name: 'I' }), cells, {
      connect,
      onSpike: 'g_i += w_i',
      parameters: { w_i: '60 nS' },
    });
    return network;
  },
  dt: 0.1,
  integrator: 'ind_exp_euler',
  duration: 300,
  skip: 100,
  cells: 800,
  end: async (simulation) => ({ resources: (await simulation.read('cells', 'x@E to all')).slice(0, 640) }),
};

/** Runs a subject and takes its samples. */
export async function samples(subject: Subject, seed: number, backend: BackendName): Promise<Samples> {
  const simulation = await createSimulation(subject.build(seed), {
    dt: `${subject.dt} ms`,
    integrator: subject.integrator,
    backend,
  });
  try {
    const steps = Math.round(subject.duration / simulation.dt);
    const { spikes } = await simulation.run(steps);
    const range = { first: 0, count: subject.cells };
    const window = { from: Math.round(subject.skip / simulation.dt), to: steps };
    const of = [spikes, range, window] as const;
    const own: Samples =
      subject.cells === 1
        ? { intervals: intervals(...of, simulation.dt) }
        : {
            rates: cellRates(...of, simulation.dt),
            cvs: cellCvs(...of).filter((cv) => !Number.isNaN(cv)),
            correlations: pairCorrelations(...of, simulation.dt, { sample: 100 }),
          };
    return { ...own, ...(await subject.end(simulation)) };
  } finally {
    simulation.dispose();
  }
}

/** Kolmogorov–Smirnov distance of one measure; the largest there is where one side is empty. */
export const distance = (a: Samples, b: Samples, measure: string): number => ksDistance(a[measure]!, b[measure]!) ?? 1;
