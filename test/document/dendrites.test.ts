/** Cells with dendrites in documents: written, read again, and run alike. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { build, documentOf, read, write } from '../../src/document/index.ts';
import {
  alphaConductance,
  CaT_HM1992,
  cable,
  calciumPool,
  channel,
  doubleExponentialConductance,
  exponentialConductance,
  K_HH1952,
  leak,
  morphology,
  Na_HH1952,
  Network,
  type Neuron,
  neuron,
  nmda,
  oneToOne,
  simulate,
  synapseList,
} from '../../src/index.ts';

const branched = readFileSync(new URL('../golden/dendrites/swc/branched.swc', import.meta.url), 'utf8');
const run = { duration: '20 ms', dt: '0.025 ms', integrator: 'implicit2' } as const;

const pyramid = (): Neuron =>
  neuron({
    shape: morphology(branched),
    Ra: '150 ohm*cm',
    C: '1 uF/cm^2',
    temperature: '6.3 degC',
    compartments: { longest: '20 um', sections: { 'dend[0]': 5 } },
    regions: { tuft: 'apical and distance > 150 um', thin: 'dendrite and diameter < 1 um' },
    paint: [
      { on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] },
      {
        on: 'soma or axon',
        channels: [Na_HH1952(), K_HH1952({ g: '36 mS/cm^2' }), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })],
      },
      {
        on: 'apical',
        channels: [CaT_HM1992({ g: '0.1 mS/cm^2', label: 'T' })],
        pools: [calciumPool({ depth: '0.2 um' })],
        C: '1.6 uF/cm^2',
        Ra: '120 ohm*cm * (1 + distance/mm)',
      },
      {
        on: 'thin',
        equations: 'I_x = g_x*(E_x - V) : uA/cm^2',
        parameters: { g_x: '0.01 mS/cm^2*(1 + distance/(100 um))', E_x: '-70 mV' },
      },
    ],
    place: {
      e: { synapse: doubleExponentialConductance('e', { rise: '0.5 ms', decay: '4 ms', E: '0 mV' }), at: 'tuft tips' },
      i: { synapse: exponentialConductance('i', { tau: '8 ms', E: '-75 mV' }), at: 'soma 0.5' },
      a: { synapse: alphaConductance('a', { tau: '2 ms', E: '0 mV' }), at: 'dend[1] 0.5' },
      mg: { synapse: nmda('n'), at: 'apic[0] 0.5' },
      drive: { clamp: '0.6 nA', from: '2 ms', to: '15 ms', at: 'soma 0.5' },
      wave: { clamp: '0.1 nA*sin(2*pi*t/(10 ms))', at: 'dend[0] 0.5' },
      own: { equations: 'I_y = 0.5 nS*(-60 mV - V) : pA', at: 'axon 0.5' },
    },
    detect: { at: 'axon 0.5', when: 'crosses(V, -10 mV)' },
  });

const ball = (): Neuron =>
  neuron({
    shape: cable({
      soma: { L: '20 um', diameter: '20 um' },
      dend: { L: '400 um', diameter: '2 um', on: 'soma 1', type: 'apical' },
    }),
    Ra: '100 ohm*cm',
    temperature: '6.3 degC',
    paint: [
      { on: 'soma', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })] },
      { on: 'dend', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] },
    ],
    place: { e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'dend 0.2' } },
  });

function networkOf(): Network {
  const net = new Network({ seed: 7 });
  const big = net.population(pyramid(), 3, { V: '-65 mV' }, { name: 'big' });
  const small = net.population(ball(), 2, { V: '-65 mV' }, { name: 'small' });
  const input = net.spikes(3, { times: [['1 ms', '3 ms'], ['5 ms'], ['7 ms']], name: 'input' });
  net.project(input, big, { connect: oneToOne(), onSpike: 'e += 6 nS', at: 'tuft tips', delay: '1 ms' });
  net.project(big.slice(0, 2), small, { connect: oneToOne(), onSpike: 'e += 40 nS' });
  return net;
}

/** Spikes, and voltages of all nodes at the end. */
async function outcome(network: Network) {
  const record = { population: 'big', variables: ['V'], cells: [0], at: ['soma 0.5', 'tuft tips'] };
  const { spikes, traces } = await simulate(network, { ...run, backend: 'wasm', record: [record] });
  return { steps: [...spikes.steps], cells: [...spikes.cells], last: traces[0]!.values.slice(-6) };
}

describe('cells with dendrites', () => {
  it('document → text → network → document, and the same spikes and voltages', async () => {
    const first = networkOf();
    const { document, attachments } = documentOf(first, { run, longest: 20 });
    expect(Object.keys(attachments)).toEqual(['big.swc']);
    const again = await read(await write(document));
    expect(again).toEqual(document);
    const { network } = build(again, { attachments });
    const retold = documentOf(network, { run, longest: 20 });
    expect(retold.document).toEqual(document);
    expect(retold.attachments).toEqual(attachments);
    const found = await outcome(network);
    expect(found).toEqual(await outcome(first));
    expect(found.steps.length).toBeGreaterThan(3);
  });

  it('a shape stays in the document where it is short or all is to stay', async () => {
    const { document, attachments } = documentOf(networkOf(), { run, longest: Number.POSITIVE_INFINITY });
    expect(attachments).toEqual({});
    const inside = await read(await write(document));
    expect(inside).toEqual(document);
    expect(await outcome(build(inside).network)).toEqual(await outcome(networkOf()));
  });

  const text = (more: string, soma = 'leak: { g: g_L, E: -65 mV }') => `
galvani: 1
parameters: { g_L: 0.1 mS/cm^2, thick: 2 um }
models:
  ball:
    neuron:
      shape: { cable: { soma: { L: 20 um, diameter: 20 um }, dend: { L: 200 um, diameter: thick, on: soma 1 } } }
      Ra: 100 ohm*cm
      paint:
        - { on: soma, channels: [{ ${soma} }] }
        - { on: dend, channels: [leak: { g: 'g_L*(1 + distance/(100 um))', E: -65 mV }] }
      place: { drive: { clamp: 0.1 nA, at: soma 0.5 } }
${more}
populations: { cells: { model: ball, size: 1, initial: { V: -65 mV } } }
run: { duration: 5 ms, dt: 0.025 ms, record: { V: { cells: all, at: [soma 0.5, dend 1] } } }
`;

  it('parameters of a document stand in densities, shapes and clamps', async () => {
    const far = async (set: Record<string, string>) => {
      const { network, run: how, fixed } = build(await read(text('')), { set });
      expect([...fixed].sort()).toEqual(['g_L', 'thick']);
      const { traces } = await simulate(network, { ...how, backend: 'reference' });
      expect(traces[0]!.places).toEqual(['soma 0.5', 'dend 1']);
      return traces[0]!.values.slice(-2);
    };
    const [soma, dend] = await far({});
    expect(soma).toBeGreaterThan(dend!);
    expect(dend).toBeGreaterThan(-65);
    const [leakier] = await far({ g_L: '0.3 mS/cm^2' });
    expect(leakier).toBeLessThan(soma!);
    const [, thicker] = await far({ thick: '4 um' });
    expect(thicker).not.toBe(dend);
  });

  it.each([
    ['      detect: { at: nose 0.5 }', undefined, /no part of this cell is 'nose'/],
    ['      regions: { far: distance > 1 mV }', undefined, /mV|voltage/],
    ['      compartment: { each: 3 }', undefined, /compartments/],
    ['', 'leak: { g: 10 nS, E: -65 mV }', /dendrites take densities/],
    ['', 'leek: { g: 1 mS/cm^2 }', /leak/],
  ])('%s %s is refused with its place', async (more, soma, sentence) => {
    await expect(read(text(more, soma)).then((document) => build(document))).rejects.toThrow(sentence);
  });

  it('files of shapes come with the document', async () => {
    const filed = text('')
      .replace(/shape: .*/, 'shape: { file: cell.swc }')
      .replace('on: dend', 'on: dendrite');
    const document = await read(filed);
    expect(() => build(document)).toThrow(/'cell.swc' is not there/);
    const cell = new TextEncoder().encode('1 1 0 0 0 10 -1\n2 3 10 0 0 1 1\n3 3 110 0 0 1 2\n');
    expect(build(document, { attachments: { 'cell.swc': cell } }).network.populations[0]!.size).toBe(1);
    const broken = new TextEncoder().encode('<html>');
    expect(() => build(document, { attachments: { 'cell.swc': broken } })).toThrow(/a sample has seven/);
  });

  it('channels of one’s own are refused in words', () => {
    const own = channel({
      name: 'own',
      title: 'own',
      ion: 'K',
      source: 'none',
      gates: [{ name: 'q', power: 1, inf: '0.5' }],
      g: '1 mS/cm^2',
      E: '-77 mV',
    });
    const net = new Network();
    const shape = cable({ soma: { L: '20 um', diameter: '20 um' } });
    net.population(neuron({ shape, Ra: '100 ohm*cm', paint: [{ on: 'all', channels: [own()] }] }), 1, { V: '-65 mV' });
    expect(() => documentOf(net, { run })).toThrow(/'own' is not of the library.*Write it as equations/);
  });

  it('gap junctions between places: document → network → document, and the same voltages', async () => {
    const join = (net: Network) => {
      const cells = net.population(ball(), 2, { V: ['-45 mV', '-65 mV'] }, { name: 'big' });
      net.couple(cells.at('dend 1'), cells.at('soma 0.5'), { connect: synapseList([[0, 1]]), g: '3 nS' });
      return net;
    };
    const first = join(new Network({ seed: 1 }));
    const { document } = documentOf(first, { run });
    expect(document.couplings).toMatchObject([{ from: 'big', to: 'big', at: ['dend 1', 'soma 0.5'], g: '3 nS' }]);
    const { network } = build(await read(await write(document)));
    expect(documentOf(network, { run }).document).toEqual(document);
    const last = async (net: Network) => {
      const record = { variables: ['V'], cells: [0, 1], at: ['soma 0.5'] };
      return (await simulate(net, { ...run, integrator: 'implicit', record: [record] })).traces[0]!.values.slice(-2);
    };
    expect(await last(network)).toEqual(await last(first));
    // Solved together, the document says so.
    const together = new Network({ seed: 1 });
    const pair = together.population(ball(), 2, { V: ['-45 mV', '-65 mV'] }, { name: 'big' });
    const options = { connect: synapseList([[0, 1]]), g: '3 nS', solve: 'in-solve' } as const;
    together.couple(pair.at('dend 1'), pair.at('soma 0.5'), options);
    const { document: other } = documentOf(together, { run });
    expect(other.couplings).toEqual([{ ...document.couplings![0]!, solve: 'in-solve' }]);
    const { network: back } = build(await read(await write(other)));
    expect(documentOf(back, { run }).document).toEqual(other);
    expect(await last(back)).toEqual(await last(together));
    expect(await last(back)).not.toEqual(await last(first));
    const { at: __, g: ___, ...onlySolve } = other.couplings![0]!;
    expect(() => build({ ...document, couplings: [onlySolve] })).toThrow(/has 'at' and 'g'/);
    await expect(
      read(JSON.stringify({ ...other, couplings: [{ ...other.couplings![0]!, solve: 'insolve' }] })),
    ).rejects.toThrow(/in-solve/);

    const { g: _, ...noG } = document.couplings![0]!;
    expect(() => build({ ...document, couplings: [noG] })).toThrow(/has 'at' and 'g'/);
  });
});
