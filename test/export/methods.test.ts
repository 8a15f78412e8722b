import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ExportedExperiment, type Methods, type MethodsTable, methodsOf } from '../../src/export/index.ts';
import {
  CaT_HM1992,
  calciumPool,
  cell,
  createSimulation,
  fixedProbability,
  leak,
  morphology,
  Network,
  neuron,
  oneToOne,
  synapseList,
} from '../../src/index.ts';
import { presetByName, presets, presetValues } from '../../src/presets/index.ts';
import { readByPython } from '../files/python.ts';
import { everything } from './everything.ts';

function ofPreset(name: string, settings: Record<string, string> = {}): Methods {
  const preset = presetByName(name);
  const { dt, duration, integrator, title, reference } = preset;
  const network = preset.build(presetValues(preset, settings), 5);
  return methodsOf({ network, dt, duration, integrator, backend: 'webgpu', title, reference, preset: name });
}

const lines = (cell: MethodsTable['rows'][number][number] | undefined): string[] =>
  (cell ?? []).map((line) => line.map((part) => (typeof part === 'string' ? part : part.code)).join(''));

/** The cells of the row that starts with `name` in the table of that title, as text. */
function row(methods: Methods, title: string, name: string): string[] {
  const table = methods.tables.find((t) => t.title === title);
  const found = table?.rows.find((cells) => lines(cells[0])[0] === name);
  return (found ?? []).slice(1).map((cell) => lines(cell).join('\n'));
}

describe('the tables', () => {
  test('are those of Nordlie et al., in order', () => {
    expect(ofPreset('ei-tutorial').tables.map((t) => `${t.letter} ${t.title}`)).toEqual([
      'A Model summary',
      'B Populations',
      'C Connectivity',
      'D Neuron and synapse model',
      'E Input',
      'F Measurements',
      'G Parameters and initial values of cells',
      'H Simulation',
    ]);
  });

  test('follow the network, not the preset’s name', () => {
    const methods = ofPreset('ei-tutorial', { n_exc: '100', n_inh: '50', w_i: '134 nS', p: '0.1' });
    expect(row(methods, 'Populations', 'E')).toEqual(['cells 0 to 99', '100']);
    expect(row(methods, 'Populations', 'I')).toEqual(['cells 100 to 149', '50']);
    expect(row(methods, 'Connectivity', 'I to cells')).toEqual([
      'I',
      'cells',
      'random, fixed out-degree: every source has 15 targets drawn uniformly with replacement, autapses allowed\n' +
        'a spike acts as g_i += w_i with w_i = 134 nS, one step (0.1 ms) later',
    ]);
    expect(row(methods, 'Parameters and initial values of cells', 'g_L')[0]).toBe('0.001 nS');
    expect(row(methods, 'Parameters and initial values of cells', 'w_i')[0]).toBe('134 nS');
    expect(row(methods, 'Parameters and initial values of cells', 'V')).toEqual([
      'uniform(-70 mV, -60 mV)',
      'at t = 0',
    ]);
    expect(row(methods, 'Model summary', 'Currents')).toEqual(['I_Na, I_K, I_L, I_e and I_i']);
    expect(row(methods, 'Simulation', 'Random numbers')).toEqual(['Philox 4×32-10, seed 5']);
    expect(row(methods, 'Simulation', 'Integration')[0]).toMatch(
      /^ind_exp_euler: independent exponential Euler.*; first order; linear synaptic variables decay first.*stand still within a step$/,
    );
  });

  test('tell what error is to be expected, where it was tried', async () => {
    const preset = presetByName('coba-2005');
    const network = preset.build(presetValues(preset, { n_exc: '40', n_inh: '10' }), 1);
    const simulation = await createSimulation(network, { backend: 'reference', integrator: 'exp_midpoint' });
    const accuracy = await simulation.accuracy();
    simulation.dispose();
    const known = {
      network,
      dt: 0.1,
      duration: 10,
      integrator: 'exp_midpoint',
      backend: 'reference',
      accuracy,
    } as const;
    expect(row(methodsOf(known), 'Simulation', 'Expected error')[0]).toMatch(
      /^cells: exp_midpoint, order 2, .*expected error at dt = 0\.1 ms: .* % of a synaptic response/,
    );
    expect(methodsOf(known).markdown).toContain(
      'second order; linear synaptic variables follow their exact course within a step',
    );
  });

  test('print the equations as they are', () => {
    const { model } = ofModel();
    expect(
      row(methodsOf(experiment(ofModel().network)), 'Neuron and synapse model', 'Dynamics')[0]!.split('\n'),
    ).toEqual(model.description.equations.split('\n').map((line) => line.trim()));
  });

  test('tell noise, tables, refractoriness, stimuli, listed weights and delays', () => {
    const methods = methodsOf(experiment(everything()));
    const model = 'Neuron and synapse model 1';
    expect(row(methods, model, 'Noise')).toEqual(['independent Gaussian white noise xi in v']);
    expect(row(methods, model, 'Time course')).toEqual(['the equations depend on the time t explicitly']);
    expect(row(methods, model, 'Table')).toEqual(['I_t(t): 3 values, one per 5 ms']);
    expect(row(methods, model, 'Refractoriness')).toEqual(['for 2 ms after a spike; v held']);
    expect(row(methods, 'Neuron and synapse model 2', 'Noise')).toEqual([]);
    expect(row(methods, 'Input', 'poisson')).toEqual([
      '6 independent Poisson spike trains of 400 Hz from 1 ms until 40 ms',
    ]);
    expect(row(methods, 'Input', 'poisson2')).toEqual([
      '2 independent Poisson spike trains with a rate each (100 Hz, 0.3 kHz)',
    ]);
    expect(row(methods, 'Connectivity', 'network to pyramidal cells')[2]).toBe(
      "3 listed synapses\na spike acts as g_e += 0.5*w with w given for every synapse, 1.1 nS to 3.3 nS, after the synapse's own delay, 0.3 ms to 1 ms",
    );
    expect(row(methods, 'Parameters and initial values of pyramidal cells', 'I')[0]).toBe(
      'one value per neuron, 0.095 nA to 0.11 nA',
    );
    // A slice that does not divide its population is no group of it.
    expect(row(methods, 'Model summary', 'Populations')).toEqual(['2 groups: pyramidal cells and cells']);
  });
});

describe('the paragraph', () => {
  test('is made of whole sentences about this network', () => {
    const { paragraph } = methodsOf({
      ...experiment(ofModel().network),
      spikeHash: 'abc',
      reference: 'Lapicque 1907.',
    });
    expect(paragraph.replace(/Galvani [^,]*/, 'Galvani')).toBe(
      'We simulated a network of 10 neurons in 2 groups (A: 4 and B: 6) after Lapicque 1907. ' +
        'Each neuron is a single compartment described by 1 differential equation for v; it spikes when v > -50 mV, is then reset, and is refractory for 5 ms. ' +
        'Connections from A to cells are random: every pair independently with probability 0.5, no autapses; a spike acts as v += 0.1 mV, after 1.5 ms. ' +
        'At the start v is -60 mV. ' +
        'The equations were integrated for 100 ms in steps of 0.1 ms with exact (exact for linear equations; Rotter & Diesmann 1999, Biol. Cybern. 81:381; no error of its own where inputs are constant over a step), ' +
        'in double precision (64 bits), by Galvani, seed 7; the spikes have the SHA-256 abc.',
    );
  });

  test('names sections, densities, places and the rule of a cell with dendrites', () => {
    const methods = ofPreset('ball-and-stick', {});
    expect(methods.paragraph).toContain('a tree of 22 compartments in 2 sections');
    expect(methods.paragraph).toContain('axial resistivity of 100 ohm*cm');
    expect(methods.paragraph).toContain('it spikes when crosses(V, 0 mV) at soma 0.5');
    expect(methods.paragraph).toContain('V is -65 mV in all compartments; gates start at their steady state there');
    expect(methods.paragraph).toContain('centred (midpoint along the tree');
    const model = 'Neuron and synapse model';
    expect(row(methods, model, 'Sections')).toEqual([
      'soma: 20 µm long, 20 µm thick, 1 compartment, the root\ndend: 400 µm long, 2 µm thick, 21 compartments, on soma at 1',
    ]);
    expect(row(methods, model, 'Membrane')[0]).toContain('on dend: leak (g = 0.05 mS/cm^2, E = -65 mV)');
    expect(row(methods, model, 'Places')[0]).toContain(
      'far at dend 0.9: exponentialConductance (tau = 5 ms, E = 0 mV)',
    );
    // The equation of V is the cell's.
    expect(methods.markdown).not.toContain('dV/dt = 0');
    expect(row(methods, 'Parameters and initial values of cell', 'g_L')[0]).toBe(
      'one value per compartment, 0.05 mS/cm^2 to 0.3 mS/cm^2',
    );
  });

  test('of a cell of many sections, with all that may sit on it, and gap junctions', () => {
    const branched = readFileSync(new URL('../golden/dendrites/swc/branched.swc', import.meta.url), 'utf8');
    const model = neuron({
      shape: morphology(branched),
      Ra: '150 ohm*cm',
      compartments: { longest: '20 um' },
      regions: { tuft: 'apical and distance > 150 um' },
      paint: [
        { on: 'all', channels: [leak({ g: '0.05 mS/cm^2*(1 + distance/(100 um))', E: '-65 mV' })], C: '0.9 uF/cm^2' },
        { on: 'tuft', channels: [CaT_HM1992({ g: '0.1 mS/cm^2' })], pools: [calciumPool({ depth: '0.2 um' })] },
        { on: 'axon', equations: 'I_x = g_x*(E_x - V) : uA/cm^2', parameters: { g_x: '0.1 mS/cm^2', E_x: '-70 mV' } },
        { on: 'axon', Ra: '70 ohm*cm' },
        { on: 'tuft', Ra: '150 ohm*cm*(1 + x)' },
      ],
      place: {
        drive: { clamp: '0.6 nA', from: '2 ms', to: '15 ms', at: 'soma 0.5' },
        own: { equations: 'I_y = 0.5 nS*(-60 mV - V) : pA', at: 'axon 0.5' },
      },
    });
    const network = new Network({ seed: 1 });
    const cells = network.population(model, 2, { V: '-65 mV' }, { name: 'pair' });
    network.couple(cells.at('apic[4] 1'), cells.at('soma 0.5'), { connect: synapseList([[0, 1]]), g: '3 nS' });
    const loop = { connect: oneToOne(), g: '2 nS', solve: 'in-solve', name: 'loop' } as const;
    network.couple(cells.at('apic[4] 1'), cells.at('apic[3] 1'), loop);
    const methods = methodsOf({ network, dt: 0.025, duration: 10, integrator: 'implicit', backend: 'wasm' });
    for (const text of [methods.paragraph, methods.markdown, methods.html])
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(methods.paragraph).toContain(
      "are coupled by gap junctions of 3 nS (1 listed synapse); the other cell's voltage is that of the start of a step.",
    );
    expect(methods.paragraph).toContain(
      'are coupled by gap junctions of 2 nS (one-to-one); the voltages at both ends are solved together.',
    );
    expect(methods.paragraph).toContain('implicit (implicit Euler along the tree');
    // Of the axon, and of the last compartment of an apical branch, whose centre is at 1 − 1/(2·n).
    expect(methods.paragraph).toMatch(/axial resistivity of 70 to 2\d\d(?:\.\d)? ohm\*cm \(by region in the table\)/);
    const table = 'Neuron and synapse model';
    expect(row(methods, table, 'Morphology')[0]).toMatch(
      /^an SWC file, read by the rule of NEURON; .* in 16 sections; /,
    );
    expect(row(methods, table, 'Sections')[0]).toMatch(
      /^soma: 1 section, .*\naxon: 1 section, .*\ndendrite: 6 sections, /,
    );
    expect(row(methods, table, 'Axial resistivity')).toEqual(['150 ohm*cm where none is painted']);
    expect(row(methods, table, 'Membrane')[0]).toContain('on axon: Ra = 70 ohm*cm\non tuft: Ra = 150 ohm*cm*(1 + x)');
    expect(row(methods, table, 'Region tuft')).toEqual(['apical and distance > 150 um']);
    expect(row(methods, table, 'Membrane')[0]).toContain('leak (g = 0.05 mS/cm^2*(1 + distance/(100 um)), E = -65 mV)');
    expect(row(methods, table, 'Places')[0]).toBe(
      'drive at soma 0.5: current 0.6 nA from 2 ms until 15 ms\nown at axon 0.5: I_y = 0.5 nS*(-60 mV - V) : pA',
    );
    expect(row(methods, 'Parameters and initial values of pair', 'g_L')[0]).toMatch(/^one value per compartment, /);
  });

  test.each(presets.map((p) => p.name))('%s has one', (name) => {
    const { paragraph, markdown, html } = ofPreset(name, small(name));
    expect(paragraph).toMatch(/^We simulated .* The equations were integrated .*\.$/);
    for (const text of [paragraph, markdown, html]) expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('the formats', () => {
  test('HTML is well formed, and no text of a user becomes markup', () => {
    const model = cell({
      equations: 'dv/dt = int(v < 3)*v/(1 ms) : 1 # <script>alert("&")</script>\nu = 2*v : 1',
      threshold: 'v > 1 and v < 2',
    });
    const network = new Network();
    network.population(model, 2, {}, { name: '<b>|`x`|</b>' });
    const { html, markdown } = methodsOf({ ...experiment(network), title: '<i>&' });
    const script = `
import xml.etree.ElementTree as tree
root = tree.fromstring('<div>' + open(path).read() + '</div>')
print(json.dumps([[e.tag for e in root.iter()], ''.join(root.itertext())]))
`;
    const [tags, text] = readByPython(new TextEncoder().encode(html), '.html', script) as [string[], string];
    expect(new Set(tags)).toEqual(
      new Set(['div', 'h2', 'p', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'br']),
    );
    expect(text).toContain('<b>|`x`|</b>');
    expect(text).toContain('v > 1 and v < 2');
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    // Each row of a table has as many cells as the line of dashes under its head.
    let width = 0;
    rows.forEach((line, k) => {
      if (rows[k + 1]?.startsWith('| ---')) width = cellsIn(rows[k + 1]!);
      expect(cellsIn(line)).toBe(width);
    });
    expect(markdown).toContain('\\<b\\>\\|\\`x\\`\\|\\</b\\>');
  });
});

/** Cells of a row, where \| does not part. */
const cellsIn = (line: string): number => line.replaceAll('\\|', '').split('|').length - 2;

function ofModel() {
  const model = cell({
    equations: 'dv/dt = (E - v)/tau : mV',
    parameters: { tau: '20 ms', E: '-45 mV' },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
    refractory: '5 ms',
    integrator: 'exact',
  });
  const network = new Network({ seed: 7 });
  const cells = network.population(model, 10, { v: '-60 mV' });
  const a = cells.slice(0, 4, { name: 'A' });
  cells.slice(4, 10, { name: 'B' });
  network.project(a, cells, {
    connect: fixedProbability(0.5, { autapses: false }),
    onSpike: 'v += 0.1 mV',
    delay: '1.5 ms',
  });
  return { model, network };
}

const experiment = (network: Network): ExportedExperiment => ({
  network,
  dt: 0.1,
  duration: 100,
  integrator: undefined,
  backend: 'reference',
});

/** Values that make a preset quick to build. */
function small(name: string): Record<string, string> {
  const wanted: Record<string, string> = { n_exc: '400', n_inh: '100', c_exc: '40', c_inh: '10' };
  return Object.fromEntries(
    presetByName(name).parameters.flatMap((p) => (wanted[p.name] === undefined ? [] : [[p.name, wanted[p.name]!]])),
  );
}
