/** `dendrite-ring`: balls with sticks that excite one another in a circle. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { synapseList } from '../../network/rules/index.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { live } from '../networks/vogels.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { count, positive, resistivity, textsOf } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const parameters: readonly PresetParameter[] = [
  count('cells', 'number of cells', 5, [2, 10_000]),
  count('segments', 'compartments of each dendrite', 5, [1, 1001]),
  resistivity,
  live('w', 'conductance of a synapse', 'nS', 10, [0, 1000]),
  positive('delay', 'from a spike to its arrival', 'ms', 5, [0.1, 100]),
];

export const dendriteRing: Preset = {
  name: 'dendrite-ring',
  title: 'Ring of cells with dendrites',
  summary:
    'Five cells, each a soma with the squid axon’s channels and a passive dendrite, whose spike reaches the middle of the next one’s ' +
    'dendrite after 5 ms. One input at 10 ms starts a spike that goes round and round.',
  reference:
    'after the ring of balls and sticks in the tutorials of NEURON (Hines & Carnevale 1997, Neural Comput. 9:1179)',
  dendrites: true,
  parameters,
  duration: 100,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build(values, seed) {
    const text = textsOf(parameters, values);
    const cell = neuron({
      shape: cable({
        soma: { L: '12.6157 um', diameter: '12.6157 um' },
        dend: { L: '200 um', diameter: '1 um', on: 'soma 1' },
      }),
      Ra: text('Ra'),
      temperature: squidTemperature,
      compartments: { sections: { soma: 1, dend: values['segments']! } },
      paint: [
        { on: 'soma', channels: squid() },
        { on: 'dend', channels: [leak({ g: '1 mS/cm^2', E: '-65 mV' })] },
      ],
      place: { e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'dend 0.5' } },
    });
    const network = new Network({ seed });
    const size = values['cells']!;
    const cells = network.population(cell, size, { V: '-65 mV' }, { name: 'cells' });
    const input = network.spikes(1, { times: [['10 ms']], name: 'input' });
    network.project(input, cells, { connect: synapseList([[0, 0]]), onSpike: 'e += 40 nS', name: 'start' });
    network.project(cells, cells, {
      connect: synapseList(Array.from({ length: size }, (_, k) => [k, (k + 1) % size] as const)),
      onSpike: 'e += w',
      parameters: { w: text('w') },
      delay: text('delay'),
      name: 'ring',
    });
    return network;
  },
};
