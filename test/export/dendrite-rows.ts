/** Cells with dendrites as they go to NEURON: every kind of membrane, place, rule and connection that goes over. */
import {
  allToAll,
  Cav31_Ma2020,
  cable,
  calciumPool,
  doubleExponentialConductance,
  exponentialConductance,
  fixedProbability,
  h_HM1992,
  K_HH1952,
  leak,
  morphology,
  Na_HH1952,
  Na_Rsg,
  Network,
  neuron,
  nmda,
  type TraceRequest,
} from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { cellOf } from '../dendrites/cells.ts';
import { mixed } from '../dendrites/mixed.ts';
import { goldenCases, goldenSwc } from '../morphology/golden.ts';

export interface DendriteRow {
  readonly name: string;
  readonly network: () => Network;
  /** ms */
  readonly dt: number;
  readonly integrator: string | undefined;
  /** Biological time, ms. */
  readonly duration: number;
  /** Numbers of MPI processes; default one. */
  readonly ranks?: readonly number[];
  readonly record?: readonly TraceRequest[];
}

const preset = (name: string, integrator: string, duration: number, more: Partial<DendriteRow> = {}): DendriteRow => {
  const { build, dt } = presetByName(name);
  return {
    name: `${name}, ${integrator}, ${duration} ms`,
    network: () => build(presetValues(presetByName(name), {}), 1),
    dt,
    integrator,
    duration,
    ...more,
  };
};

/** A case of the golden files with its events, as the tests of `dendrites` run it. */
const golden = (name: string, integrator: string, duration: number, record: TraceRequest[]): DendriteRow => ({
  name: `${name} of the golden files, ${integrator}, ${duration} ms`,
  network: () => {
    const of = goldenCases()[name]!;
    const net = new Network({ seed: 1 });
    const cells = net.population(cellOf(of), 1, { V: '-65 mV' }, { name: 'cell' });
    (of.events ?? []).forEach(([syn, time, weight], k) => {
      const step = Math.ceil(time / 0.025 - 0.5);
      const source = net.spikes(1, { times: [[`${(step - 1) * 0.025} ms`]], name: `event ${k}` });
      net.project(source, cells, { connect: allToAll(), onSpike: `s${syn} += ${1e3 * weight} nS` });
    });
    return net;
  },
  dt: 0.025,
  integrator,
  duration,
  record,
});

const squid = [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })];

/**
 * A cell of an SWC file: densities that follow distance and diameter, membranes that change within a section, capacitance and resistivity
 * by region, a current that follows Goldman, Hodgkin and Katz, synapses at many places, one that voltage unblocks, equations of its own.
 */
const painted = (net: Network): void => {
  const cell = neuron({
    shape: morphology(goldenSwc('branched.swc')),
    Ra: '150 ohm*cm',
    temperature: '22 degC',
    regions: { far: 'apical and distance > 120 um' },
    paint: [
      { on: 'soma or axon', channels: squid },
      { on: 'dendrite or apical', channels: [leak({ g: '0.05 mS/cm^2*(1 + distance/(100 um))', E: '-65 mV' })] },
      { on: 'far', channels: [h_HM1992({ g: '0.02 mS/cm^2*diameter/(1 um)' })], C: '1.6 uF/cm^2' },
      {
        on: 'far',
        channels: [Cav31_Ma2020({ P: '2e-6 cm/s' })],
        pools: [calciumPool({ depth: '0.2 um', tau: '60 ms' })],
      },
      { on: 'axon', channels: [Na_Rsg({ g: '10 mS/cm^2' })], Ra: '70 ohm*cm' },
      { on: 'apical', Ra: '210 ohm*cm' },
      {
        on: 'basal',
        equations: 'I_own = g_own*(V_own - V)*select(t > 5 ms, 1, 0) : uA/cm^2',
        parameters: { g_own: '0.01 mS/cm^2', V_own: '-70 mV' },
      },
    ],
    place: {
      e: {
        synapse: doubleExponentialConductance('e', { rise: '0.5 ms', decay: '4 ms', E: '0 mV' }),
        at: 'apical every 40 um',
      },
      mg: { synapse: nmda('mg', {}), at: 'apical tips' },
      i: { synapse: exponentialConductance('i', { tau: '8 ms', E: '-75 mV' }), at: 'soma 0.5' },
      drive: { clamp: '1 nA', from: '10 ms', to: '50 ms', at: 'soma 0.5' },
      wave: { clamp: '20 pA*sin(t/(2 ms))', at: 'axon tips' },
    },
    detect: { at: 'axon[0] 1', when: 'crosses(V, -10 mV)' },
  });
  const V = Array.from({ length: 6 }, (_, k) => `${-68 + k} mV`);
  const cells = net.population(cell, 6, { V }, { name: 'cells' });
  const input = net.poisson(20, { rate: '150 Hz', name: 'input' });
  net.project(input, cells, {
    connect: fixedProbability(0.5),
    onSpike: 'e += w',
    weight: 'normal(2 nS, 0.5 nS)',
    at: 'apical every 40 um',
    delay: 'uniform(0.1 ms, 2 ms)',
  });
  net.project(input, cells, {
    connect: fixedProbability(0.3),
    onSpike: 'mg += 1 nS',
    at: 'apical tips',
    delay: '0.5 ms',
  });
  net.project(cells, cells, {
    connect: fixedProbability(0.4, { autapses: false }),
    onSpike: 'i += 3 nS',
    delay: '1.5 ms',
  });
  net.project(cells, cells, {
    connect: fixedProbability(0.4, { autapses: false }),
    onSpike: 'e += 1 nS',
    at: 'apical every 40 um',
    delay: '2 ms',
  });
};
const paintedRow = (integrator: string): DendriteRow => ({
  name: `six painted cells of an SWC file, ${integrator}, 60 ms`,
  network: () => {
    const net = new Network({ seed: 4 });
    painted(net);
    return net;
  },
  dt: 0.025,
  integrator,
  duration: 60,
  record: [{ variables: ['V'], cells: [0, 5], at: ['soma 0.5', 'axon[0] 1', 'apical tips'] }],
});

/** Somata and dendrites of two populations that gap junctions join. */
const joined = (integrator: string): DendriteRow => ({
  name: `gap junctions between places of two populations, ${integrator}, 60 ms`,
  network: () => {
    const net = new Network({ seed: 2 });
    const cell = (L: string) =>
      neuron({
        shape: cable({ soma: { L: '20 um', diameter: '20 um' }, dend: { L, diameter: '2 um', on: 'soma 1' } }),
        Ra: '100 ohm*cm',
        temperature: '6.3 degC',
        compartments: { longest: '40 um' },
        paint: [{ on: 'all', channels: squid }],
        place: { drive: { clamp: '0.2 nA', from: '2 ms', at: 'soma 0.5' } },
      });
    const V = Array.from({ length: 5 }, (_, k) => `${-70 + 2 * k} mV`);
    const a = net.population(cell('200 um'), 5, { V }, { name: 'a' });
    const b = net.population(cell('120 um'), 3, { V: '-64 mV' }, { name: 'b' });
    net.couple(a.at('dend 1'), a.at('dend 1'), { connect: fixedProbability(0.5), g: '0.5 nS', name: 'tips' });
    net.couple(a.at('soma 0.5'), b.at('dend 0.5'), { connect: fixedProbability(0.6), g: '0.3 nS', name: 'across' });
    return net;
  },
  dt: 0.025,
  integrator,
  duration: 60,
});

export const dendriteRows: readonly DendriteRow[] = [
  preset('dendrite-ring', 'centred', 100, { ranks: [1, 2] }),
  preset('dendrite-ring', 'implicit', 100),
  preset('ball-and-stick', 'centred', 100),
  preset('ball-and-stick', 'implicit2', 100),
  preset('rallpack-1', 'centred', 50),
  preset('rallpack-3', 'implicit', 250),
  preset('rallpack-3', 'implicit2', 250),
  preset('traub-1991', 'centred', 300),
  preset('traub-1991', 'implicit', 300),
  golden('branched', 'implicit', 100, [
    { variables: ['V'], cells: [0], at: ['soma[0] 0.5', 'axon[0] 1', 'apic[7] 0.9'] },
  ]),
  golden('branched', 'centred', 100, [
    { variables: ['V'], cells: [0], at: ['soma[0] 0.5', 'axon[0] 1', 'apic[7] 0.9'] },
  ]),
  golden('calcium', 'implicit', 200, [{ variables: ['V', 'Ca'], cells: [0], at: 'dend 0.5' }]),
  golden('calcium', 'implicit2', 200, [{ variables: ['V', 'Ca'], cells: [0], at: 'dend 0.5' }]),
  paintedRow('centred'),
  paintedRow('implicit'),
  joined('implicit'),
  joined('centred'),
  {
    name: 'among point cells, stimuli and other places, centred, 40 ms',
    network: () => mixed(37),
    dt: 0.025,
    integrator: undefined,
    duration: 40,
    record: [{ population: 'branched', variables: ['V', 'g_e'], cells: [0, 4], at: ['soma 0.5', 'left 1'] }],
  },
];
