/** `ball-and-stick`: a soma that spikes and one passive dendrite with three synapses. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { count, live, logarithmic, preset } from '../define.ts';
import { type GivenInput, giveInput } from './given-input.ts';
import { positive, resistivity } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

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

export const ballAndStick = preset({
  name: 'ball-and-stick',
  title: 'Ball and stick: a soma and one dendrite',
  summary:
    'A soma with the squid axon’s channels and a passive dendrite of 400 µm with three synapses. Each of five volleys makes a spike, ' +
    'the sooner the nearer and stronger its synapses: 0.9 ms after all three, 4 ms after two that are far.',
  reference: 'Rall 1964, in Reiss (ed.), Neural Theory and Modeling, 73; Hodgkin & Huxley 1952, J. Physiol. 117:500',
  dendrites: true,
  parameters: {
    L: positive(400, 'um', 'length of the dendrite', [1, 10_000]),
    d: positive(2, 'um', 'diameter of the dendrite', [0.1, 100]),
    Ra: resistivity,
    g_L: positive(0.05, 'mS/cm^2', 'leak conductance of the dendrite', [1e-6, 100]),
    segments: count(21, 'compartments of the dendrite', [1, 1001], logarithmic),
    strength: live(1, '', 'strength of all synapses, relative', [0, 100]),
  },
  duration: 100,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build({ L, d, Ra, g_L, segments, strength }, seed) {
    const cell = neuron({
      shape: cable({
        soma: { L: '20 um', diameter: '20 um' },
        dend: { L, diameter: d, on: 'soma 1' },
      }),
      Ra,
      temperature: squidTemperature,
      compartments: { sections: { soma: 1, dend: segments } },
      paint: [
        { on: 'soma', channels: squid() },
        { on: 'dend', channels: [leak({ g: g_L, E: '-65 mV' })] },
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
    giveInput(network, cells, input, strength);
    return network;
  },
});
