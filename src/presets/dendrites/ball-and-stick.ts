/** `ball-and-stick`: a soma that spikes and one passive dendrite with three synapses. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { live } from '../networks/vogels.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { type GivenInput, giveInput } from './given-input.ts';
import { count, positive, resistivity, textsOf } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const parameters: readonly PresetParameter[] = [
  positive('L', 'length of the dendrite', 'um', 400, [1, 10_000]),
  positive('d', 'diameter of the dendrite', 'um', 2, [0.1, 100]),
  resistivity,
  positive('g_L', 'leak conductance of the dendrite', 'mS/cm^2', 0.05, [1e-6, 100]),
  count('segments', 'compartments of the dendrite', 21, [1, 1001]),
  live('strength', 'strength of all synapses, relative', '', 1, [0, 100]),
];

/** Where the synapses are, and the time constants of their conductances. */
const synapses = {
  near: { at: 'dend 0.2', tau: '2 ms' },
  middle: { at: 'dend 0.5', tau: '2 ms' },
  far: { at: 'dend 0.9', tau: '5 ms' },
} as const;

const input: GivenInput = [
  { to: 'near', sent: '4.975 ms', g: '20 nS' },
  { to: 'middle', sent: '11.975 ms', g: '30 nS' },
  { to: 'far', sent: '12.275 ms', g: '30 nS' },
  { to: 'near', sent: '29.975 ms', g: '40 nS' },
  { to: 'middle', sent: '29.975 ms', g: '40 nS' },
  { to: 'far', sent: '30 ms', g: '40 nS' },
  { to: 'near', sent: '59.975 ms', g: '5 nS' },
  { to: 'far', sent: '75 ms', g: '80 nS' },
];

export const ballAndStick: Preset = {
  name: 'ball-and-stick',
  title: 'Ball and stick: a soma and one dendrite',
  summary:
    'A soma with the squid axon’s channels and a passive dendrite of 400 µm with three synapses. Each of five volleys makes a spike, ' +
    'the sooner the nearer and stronger its synapses: 0.9 ms after all three, 4 ms after two that are far.',
  reference: 'Rall 1964, in Reiss (ed.), Neural Theory and Modeling, 73; Hodgkin & Huxley 1952, J. Physiol. 117:500',
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
        soma: { L: '20 um', diameter: '20 um' },
        dend: { L: text('L'), diameter: text('d'), on: 'soma 1' },
      }),
      Ra: text('Ra'),
      temperature: squidTemperature,
      compartments: { sections: { soma: 1, dend: values['segments']! } },
      paint: [
        { on: 'soma', channels: squid() },
        { on: 'dend', channels: [leak({ g: text('g_L'), E: '-65 mV' })] },
      ],
      place: Object.fromEntries(
        Object.entries(synapses).map(([name, { at, tau }]) => [
          name,
          { synapse: exponentialConductance(name, { tau, E: '0 mV' }), at },
        ]),
      ),
    });
    const network = new Network({ seed });
    const cells = network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
    giveInput(network, cells, input, values['strength']!);
    return network;
  },
};
