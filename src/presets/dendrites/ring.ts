/** `dendrite-ring`: balls with sticks that excite one another in a circle. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { synapseList } from '../../network/rules/index.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { count, live, logarithmic, preset } from '../define.ts';
import { positive, resistivity } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

export const dendriteRing = preset({
  name: 'dendrite-ring',
  title: 'Ring of cells with dendrites',
  summary:
    'Five cells, each a soma with the squid axon’s channels and a passive dendrite, whose spike reaches the middle of the next one’s ' +
    'dendrite after 5 ms. One input at 10 ms starts a spike that goes round and round.',
  reference:
    'after the ring of balls and sticks in the tutorials of NEURON (Hines & Carnevale 1997, Neural Comput. 9:1179)',
  dendrites: true,
  parameters: {
    cells: count(5, 'number of cells', [2, 10_000], logarithmic),
    segments: count(5, 'compartments of each dendrite', [1, 1001], logarithmic),
    Ra: resistivity,
    w: live(10, 'nS', 'conductance of a synapse', [0, 1000]),
    delay: positive(5, 'ms', 'from a spike to its arrival', [0.1, 100]),
  },
  duration: 100,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build({ cells: size, segments, Ra, w, delay }, seed) {
    const cell = neuron({
      shape: cable({
        soma: { L: '12.6157 um', diameter: '12.6157 um' },
        dend: { L: '200 um', diameter: '1 um', on: 'soma 1' },
      }),
      Ra,
      temperature: squidTemperature,
      compartments: { sections: { soma: 1, dend: segments } },
      paint: [
        { on: 'soma', channels: squid() },
        { on: 'dend', channels: [leak({ g: '1 mS/cm^2', E: '-65 mV' })] },
      ],
      place: { e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'dend 0.5' } },
    });
    const network = new Network({ seed });
    const cells = network.population(cell, size, { V: '-65 mV' }, { name: 'cells' });
    const input = network.spikes(1, { times: [['10 ms']], name: 'input' });
    network.project(input, cells, { connect: synapseList([[0, 0]]), onSpike: 'e += 40 nS', name: 'start' });
    network.project(cells, cells, {
      connect: synapseList(Array.from({ length: size }, (_, k) => [k, (k + 1) % size] as const)),
      onSpike: 'e += w',
      parameters: { w },
      delay,
      name: 'ring',
    });
    return network;
  },
});
