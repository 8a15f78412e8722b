/** A network with everything that cells with dendrites have to do with. */
import { K_HH1952, leak, Na_HH1952 } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { cell, fixedProbability, Network, oneToOne } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { exponentialConductance } from '../../src/synapses/index.ts';

/** Synapses of one kind at sites that do not follow one another, two kinds at one site, membranes that begin and end within the tree. */
export const branched = neuron({
  shape: cable({
    soma: { L: '20 um', diameter: '20 um' },
    trunk: { L: '200 um', diameter: '3 um', on: 'soma 1' },
    left: { L: '150 um', diameter: '1 um', on: 'trunk 1' },
    right: { L: '180 um', diameter: '1.2 um', on: 'trunk 1' },
    twig: { L: '60 um', diameter: '0.8 um', on: 'trunk 0.5' },
  }),
  Ra: '120 ohm*cm',
  temperature: '6.3 degC',
  compartments: { longest: '60 um' },
  paint: [
    { on: 'soma or right', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })] },
    { on: 'trunk or left or twig', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] },
  ],
  place: {
    e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'all center' },
    i: { synapse: exponentialConductance('i', { tau: '6 ms', E: '-80 mV' }), at: 'left every 40 um' },
  },
});

/** Of whom another population stands before, and one after: point cells, sources, cells with dendrites that drive one another. */
export function mixed(cells: number): Network {
  const net = new Network({ seed: 3 });
  const point = cell({
    equations: 'dv/dt = (g_L*(E_L - v) + I)/C : mV',
    parameters: { C: '200 pF', g_L: '10 nS', E_L: '-60 mV', I: '0.3 nA' },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
  });
  const points = net.population(point, 5, { v: 'uniform(-60 mV, -50 mV)' }, { name: 'points' });
  const voltages = Array.from({ length: cells }, (_, k) => `${-70 + (k % 7)} mV`);
  const own = net.population(branched, cells, { V: voltages }, { name: 'branched' });
  const input = net.poisson(cells, { rate: '200 Hz', name: 'input' });
  const delay = '0.1 ms';
  net.project(input, own, { connect: oneToOne(), onSpike: 'e += 20 nS', delay });
  net.project(points, own, { connect: fixedProbability(0.5), onSpike: 'e += 5 nS', at: 'all center', delay });
  net.project(own, own, {
    connect: fixedProbability(0.3),
    onSpike: 'i += 2 nS',
    at: 'left every 40 um',
    delay: '1 ms',
  });
  net.project(own, points, { connect: fixedProbability(0.3), onSpike: 'v += 0.5 mV', delay });
  return net;
}
