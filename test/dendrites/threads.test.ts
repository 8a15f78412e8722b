/** Cells with dendrites shared between threads: the same bits for any number of them. */
import { describe, expect, it } from 'vitest';
import { K_HH1952, leak, Na_HH1952 } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { createSimulation, fixedProbability, Network, oneToOne } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { exponentialConductance } from '../../src/synapses/index.ts';
import { joinedNetwork } from './conformance.ts';

const hh = [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })];

/** Spikes go to several places of each cell; kernels are in several stretches, and what they add to decays to nothing. */
const branched = neuron({
  shape: cable({
    soma: { L: '20 um', diameter: '20 um' },
    trunk: { L: '200 um', diameter: '3 um', on: 'soma 1' },
    left: { L: '150 um', diameter: '1 um', on: 'trunk 1' },
    right: { L: '180 um', diameter: '1.2 um', on: 'trunk 1' },
  }),
  Ra: '120 ohm*cm',
  temperature: '6.3 degC',
  compartments: { longest: '60 um' },
  paint: [
    { on: 'soma or right', channels: hh },
    { on: 'trunk or left', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] },
  ],
  place: {
    e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'all center' },
    i: { synapse: exponentialConductance('i', { tau: '6 ms', E: '-80 mV' }), at: 'left every 40 um' },
  },
});

/** Cells, spikes in order, and the bits of all voltages and of what was recorded. */
async function outcome(
  cells: number,
  threads: number,
  connectivity: 'stored' | 'procedural',
  parts: readonly number[],
) {
  const net = new Network({ seed: 3 });
  const voltages = Array.from({ length: cells }, (_, k) => `${-70 + (k % 7)} mV`);
  const own = net.population(branched, cells, { V: voltages }, { name: 'branched' });
  const input = net.poisson(cells, { rate: '200 Hz', name: 'input' });
  net.project(input, own, { connect: oneToOne(), onSpike: 'e += 20 nS' });
  net.project(own, own, {
    connect: fixedProbability(0.3),
    onSpike: 'i += 2 nS',
    at: 'left every 40 um',
    delay: '1 ms',
  });
  const simulation = await createSimulation(net, {
    dt: '0.025 ms',
    backend: 'wasm',
    threads,
    connectivity,
  });
  simulation.setTraces([
    { variables: ['V'], population: 'branched', cells: [0, cells - 1], at: ['soma 0.5', 'left 1'] },
  ]);
  const spikes: string[] = [];
  const traces: number[] = [];
  for (const steps of parts) {
    const chunk = await simulation.run(steps);
    chunk.spikes.steps.forEach((step, k) => void spikes.push(`${step} ${chunk.spikes.cells[k]}`));
    traces.push(...chunk.traces[0]!.values);
  }
  const voltage = await simulation.read('branched', 'V');
  simulation.dispose();
  return { spikes, traces, voltage };
}

describe.each(['stored', 'procedural'] as const)('cells with dendrites, synapses %s', (connectivity) => {
  // Shares of whole vectors, of a part of one, and none at all.
  it.each([37, 6, 3])('%i cells: the same bits on one, two, three and seven threads', async (cells) => {
    const wanted = await outcome(cells, 1, connectivity, [2000]);
    expect(wanted.spikes.length).toBeGreaterThan(cells);
    for (const threads of [2, 3, 7]) {
      const found = await outcome(cells, threads, connectivity, [700, 1, 1299]);
      expect(found.spikes).toEqual(wanted.spikes);
      expect(found.voltage).toEqual(wanted.voltage);
      expect(found.traces).toEqual(wanted.traces);
    }
  });
});

describe('junctions in the solution', () => {
  // Pairs of which a thread has one cell, both, or none; runs of cells side by side that end with a thread's share.
  it.each([
    ['within cells', 37],
    ['within cells', 9],
    ['between cells', 37],
    ['between cells', 9],
  ] as const)('%s, %i of them: the same bits on one, two, three and seven threads', async (where, size) => {
    const run = async (threads: number, parts: readonly number[]) => {
      const net = joinedNetwork(where === 'between cells', size);
      const simulation = await createSimulation(net, { dt: '0.025 ms', backend: 'wasm', threads });
      const spikes: string[] = [];
      for (const steps of parts) {
        const chunk = await simulation.run(steps);
        chunk.spikes.steps.forEach((step, k) => void spikes.push(`${step} ${chunk.spikes.cells[k]}`));
      }
      const voltages = [await simulation.read('branched', 'V'), await simulation.read('others', 'V')];
      simulation.dispose();
      return { spikes, voltages };
    };
    const wanted = await run(1, [600]);
    expect(wanted.spikes.length).toBeGreaterThan(size / 2);
    for (const threads of [2, 3, 7]) expect(await run(threads, [200, 1, 399])).toEqual(wanted);
  });
});
