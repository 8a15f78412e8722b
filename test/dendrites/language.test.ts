/** Regions, places, paint, events by place, recording by place; and what is refused, in words. */
import { describe, expect, it } from 'vitest';
import {
  allToAll,
  cable,
  createSimulation,
  describeNeuron,
  exponentialConductance,
  leak,
  morphology,
  Na_HH1952,
  Network,
  type NeuronOptions,
  neuron,
  simulate,
} from '../../src/index.ts';
import { goldenSwc } from '../morphology/golden.ts';

const shape = morphology(goldenSwc('branched.swc'));
const base: NeuronOptions = {
  shape,
  Ra: '150 ohm*cm',
  compartments: { longest: '20 um' },
  regions: { tuft: 'apical and distance > 150 um', thin: 'dendrite and diameter < 1 um' },
  paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }],
};
const cell = (more: Partial<NeuronOptions> = {}) => neuron({ ...base, ...more });
const synapse = exponentialConductance('e', { tau: '2 ms', E: '0 mV' });
/** Nodes of a region, found through a place of synapses. */
const sections = (at: string): string[] => {
  const { points, anatomy } = cell({ place: { e: { synapse, at } } }).branching;
  return [...new Set(points[0]!.nodes.map((node) => shape.sections[anatomy.nodes.section[node]!]!.name))];
};

describe('regions and places', () => {
  it.each([
    ['soma 0.5', ['soma[0]']],
    ['apic[3] 0.7', ['apic[3]']],
    ['axon root', ['axon[0]']],
    ['basal tips', ['dend[1]', 'dend[2]', 'dend[4]', 'dend[5]']],
    ['dend and order == 1 0.5', ['dend[0]', 'dend[3]']],
    ['tuft tips', ['apic[2]', 'apic[4]', 'apic[6]', 'apic[7]']],
    ['(soma or axon) and not soma center', ['axon[0]']],
    ['apical and diameter > 4 um every 20 um', ['apic[0]']],
  ])('%s', (at, wanted) => {
    expect(sections(at)).toEqual(wanted);
  });

  it('random places follow the seed, and are spread over the length', () => {
    const nodes = (at: string) => cell({ place: { e: { synapse, at } } }).branching.points[0]!;
    expect(nodes('apical random 30 (seed 4)')).toEqual(nodes('apical random 30 (seed 4)'));
    expect(nodes('apical random 30 (seed 4)').nodes).not.toEqual(nodes('apical random 30 (seed 5)').nodes);
    expect(nodes('apical random 30 (seed 4)').draws).toHaveLength(30);
  });

  it('densities follow distance, and later paint of a channel wins', () => {
    const { branching } = cell({
      paint: [
        { on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] },
        { on: 'apical', channels: [leak({ g: '0.02 mS/cm^2*(1 + 3*distance/(100 um))', E: '-65 mV' })] },
      ],
    });
    const column = branching.columns.find((c) => c.name === 'g_L')!;
    const { distance, section, area } = branching.anatomy.nodes;
    column.values.forEach((g, node) => {
      if (!(area[node]! > 0)) return;
      const isApical = shape.sections[section[node]!]!.kind === 4;
      expect(g).toBeCloseTo(isApical ? 0.02 * (1 + (3 * distance[node]!) / 100) : 0.05, 12);
    });
    expect(branching.membranes).toHaveLength(1);
  });

  it('equations per area stand in place of channels', async () => {
    const run = async (paint: NeuronOptions['paint']) => {
      const net = new Network();
      net.population(cell({ paint }), 1, { V: '-50 mV' });
      const { traces } = await simulate(net, {
        dt: '0.1 ms',
        duration: '5 ms',
        backend: 'reference',
        record: { V: [0], at: 'soma 0.5' },
      });
      return traces[0]!.values;
    };
    const channels = await run([{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }]);
    expect(
      await run([{ on: 'all', equations: 'Im = g*(E - V) : uA/cm^2', parameters: { g: '0.05 mS/cm^2', E: '-65 mV' } }]),
    ).toEqual(channels);
    expect(
      await run([
        { on: 'all', equations: 'I_x = g*(E - V) : uA/cm^2', parameters: { g: '0.05 mS/cm^2', E: '-65 mV' } },
      ]),
    ).toEqual(channels);
  });

  it('describes its compartments', () => {
    const text = describeNeuron(cell());
    expect(text.split('\n')[2]).toMatch(/^1\t0\tsoma\[0\]\t0\.5\t0\t16\t804\.248/);
    expect(text).toContain('I_L = g_L*(E_L - V)');
  });
});

describe('events and records by place', () => {
  it('several places: each synapse draws one, by the seed', async () => {
    const tuft = cell({ place: { e: { synapse, at: 'tuft every 20 um' } } });
    const n = tuft.branching.points[0]!.nodes.length;
    expect(n).toBeGreaterThan(5);
    const net = new Network({ seed: 3 });
    const cells = net.population(tuft, 50, { V: '-65 mV' });
    const input = net.spikes(1, { times: [['0 ms']] });
    net.project(input, cells, { connect: allToAll(), onSpike: 'e += 1 nS', at: 'tuft every 20 um' });
    const simulation = await createSimulation(net, { dt: '0.1 ms', backend: 'reference' });
    await simulation.run(2);
    const g = await simulation.read('cells', 'g_e');
    simulation.dispose();
    const nodes = g.length / 50;
    const places = Array.from({ length: 50 }, (_, c) =>
      [...g.subarray(c * nodes, (c + 1) * nodes)].flatMap((v, k) => (v > 0 ? [k] : [])),
    );
    expect(places.every((list) => list.length === 1)).toBe(true);
    // Fifty draws from more than five places: that fewer than four are met has a chance below 1e-8.
    expect(new Set(places.flat()).size).toBeGreaterThan(3);
  });

  it('places stand where cells do in a trace', async () => {
    const net = new Network();
    net.population(cell(), 2, { V: ['-65 mV', '-60 mV'] });
    const run = await simulate(net, {
      dt: '0.1 ms',
      duration: '0.1 ms',
      backend: 'reference',
      record: { V: [0, 1], at: ['soma 0.5', 'basal tips'] },
    });
    expect(run.traces[0]!.places).toEqual(['soma[0] 0.5', 'dend[1] 1', 'dend[2] 1', 'dend[4] 1', 'dend[5] 1']);
    expect(run.traces[0]!.values).toHaveLength(10);
    expect(run.traces[0]!.values[5]!).toBeGreaterThan(run.traces[0]!.values[0]! + 4);
  });
});

describe('refusals', () => {
  const build = (more: Partial<NeuronOptions>) => () => cell(more);
  it.each<readonly [string, () => unknown, RegExp]>([
    [
      'a region that is not there',
      build({ place: { e: { synapse, at: 'truft 0.5' } } }),
      /no part of this cell is 'truft' \(its regions: soma, axon, dend, apic, tuft, thin\); did you mean 'tuft'/,
    ],
    [
      'a place beyond a section',
      build({ place: { e: { synapse, at: 'apic[3] 1.2' } } }),
      /'apic\[3\] 1.2': places on a section run from 0 to 1/,
    ],
    ['no place', build({ place: { e: { synapse, at: 'soma' } } }), /says no place/],
    ['a length without a unit', build({ regions: { far: 'distance > 100' } }), /has the unit|is expected/],
    [
      'a whole conductance',
      build({ paint: [{ on: 'all', channels: [leak({ g: '10 nS', E: '-65 mV' })] }] }),
      /g_L is '10 nS', but dendrites take densities: '0.05 mS\/cm\^2'/,
    ],
    [
      'an empty region',
      build({ paint: [{ on: 'distance > 1 m', channels: [Na_HH1952()] }] }),
      /selects no compartment/,
    ],
    ['an unknown option', build({ channels: [] } as never), /there is no option 'channels'/],
    [
      'a place with two things',
      build({ place: { e: { synapse, clamp: '1 nA', at: 'soma 0.5' } } }),
      /several things sit there/,
    ],
    ['no voltage at time 0', () => new Network().population(cell(), 1), /need the voltage at time 0/],
    ['a section that is not there', build({ compartments: { sections: { dend: 3 } } }), /has no section 'dend'/],
    [
      'a random density',
      build({ paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2*rand()', E: '-65 mV' })] }] }),
      /may use distance, diameter, order and x/,
    ],
    [
      'a cable that hangs nowhere',
      () => cable({ a: { L: '10 um', diameter: '1 um' }, b: { L: '10 um', diameter: '1 um', on: 'c 1' } }),
      /no section before it is called 'c'/,
    ],
  ])('%s', (_, work, sentence) => {
    expect(work).toThrow(sentence);
  });

  const net = (more: Partial<NeuronOptions> = { place: { e: { synapse, at: 'tuft tips' } } }) => {
    const network = new Network();
    const cells = network.population(cell(more), 2, { V: '-65 mV' }, { name: 'cells' });
    const input = network.spikes(1, { times: [['0 ms']] });
    return { network, cells, input };
  };
  it('events need a place, and a synapse that was placed', () => {
    const { network, cells, input } = net();
    const project = (onSpike: string, at?: string) => () =>
      network.project(input, cells, { connect: allToAll(), onSpike, at });
    expect(project('e += 1 nS')).toThrow(/onSpike needs 'at': this cell has 'e' at 4 places/);
    expect(project('e += 1 nS', 'soma 0.5')).toThrow(/is no place of 'e', which sits at 'tuft tips'/);
    expect(project('V += 1 mV', 'soma 0.5')).toThrow(/'V' is at no place of this cell/);
  });
  it.each<readonly [Parameters<typeof simulate>[1], RegExp]>([
    [
      { duration: '1 ms', integrator: 'exact', backend: 'reference' },
      /'exact' solves single compartments; a cell with dendrites takes 'implicit', 'implicit2' or 'centred'/,
    ],
    [{ duration: '1 ms', integrator: 'implicit3', backend: 'reference' }, /no integrator 'implicit3'/],
    [
      { duration: '1 ms', backend: 'reference', record: { V: [0], at: 'nowhere 0.5' } },
      /no part of this cell is 'nowhere'/,
    ],
    [
      {
        duration: '1 ms',
        interventions: [{ kind: 'kick', at: '0 ms', cells: [0], amplitude: '1 mV' }],
      },
      /knows no dendrites/,
    ],
  ])('%o', async (options, sentence) => {
    await expect(simulate(net().network, options)).rejects.toThrow(sentence);
  });
  it("'implicit' without dendrites", async () => {
    const network = new Network();
    network.poisson(1, { rate: '1 Hz' });
    await expect(simulate(network, { duration: '1 ms', integrator: 'implicit' })).rejects.toThrow(
      /is for cells with dendrites/,
    );
  });
  it('auto takes a backend that steps dendrites', async () => {
    const simulation = await createSimulation(net().network, { dt: '0.1 ms' });
    await simulation.run(3);
    expect(simulation.integrator).toBe('centred');
    simulation.dispose();
  });
});
