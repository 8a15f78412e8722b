/** `branched-cell`: a small pyramidal cell from an SWC file, with excitation of its tuft and inhibition of its soma. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { morphology } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { doubleExponentialConductance, exponentialConductance } from '../../synapses/index.ts';
import { live, preset } from '../define.ts';
import { branchedSwc } from './branched-swc.ts';
import { type GivenInput, giveInput } from './given-input.ts';
import { positive, resistivity } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const input: GivenInput = [
  { to: 'tuft', sent: '4.975 ms', g: '10 nS' },
  { to: 'basal', sent: '7.975 ms', g: '4 nS' },
  { to: 'soma', sent: '39.975 ms', g: '4 nS' },
  { to: 'tuft', sent: '79.975 ms', g: '4 nS' },
  { to: 'basal', sent: '80.175 ms', g: '4 nS' },
];

export const branchedCell = preset({
  name: 'branched-cell',
  title: 'Branched cell from an SWC file',
  summary:
    'A soma and an axon with the squid axon’s channels, basal dendrites and a tuft that are passive, in 48 compartments. Synapses and currents make three ' +
    'spikes, each of which starts at the end of the axon, 0.4 to 0.8 ms before the soma’s.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500; shape drawn by hand for this project',
  dendrites: true,
  parameters: {
    I: positive(0.15, 'nA', 'current into the soma, from 20 to 50 ms', [1e-6, 100]),
    I_tuft: positive(0.1, 'nA', 'current into a tip of the tuft, from 70 to 75 ms', [1e-6, 100]),
    Ra: { ...resistivity, value: 150 },
    g_L: positive(0.05, 'mS/cm^2', 'leak conductance of the dendrites', [1e-6, 100]),
    longest: positive(20, 'um', 'longest compartment', [0.5, 1000]),
    strength: live(1, '', 'strength of all synapses that spikes reach, relative', [0, 100]),
  },
  duration: 100,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build({ I, I_tuft, Ra, g_L, longest, strength }, seed) {
    const excitation = { rise: '0.5 ms', decay: '4 ms', E: '0 mV' } as const;
    const inhibition = { rise: '1 ms', decay: '8 ms', E: '-75 mV' } as const;
    const cell = neuron({
      shape: morphology(branchedSwc),
      Ra,
      temperature: squidTemperature,
      compartments: { longest },
      paint: [
        { on: 'soma or axon', channels: squid() },
        { on: 'dendrite or apical', channels: [leak({ g: g_L, E: '-65 mV' })] },
      ],
      place: {
        tuft: { synapse: doubleExponentialConductance('tuft', excitation), at: 'apic[4] 0.7' },
        basal: { synapse: exponentialConductance('basal', { tau: '3 ms', E: '0 mV' }), at: 'dend[2] 0.5' },
        soma: { synapse: doubleExponentialConductance('soma', inhibition), at: 'soma[0] 0.5' },
        alpha: {
          at: 'dend[5] 0.9',
          equations: `x_alpha = (t - 60 ms)/(1.5 ms) : 1
            g_alpha = select(x_alpha > 0 and x_alpha < 10, 4 nS*x_alpha*exp(1 - x_alpha), 0 nS) : nS
            I_alpha = g_alpha*(0*mV - V) : pA`,
        },
        drive: { clamp: I, from: '20 ms', to: '50 ms', at: 'soma[0] 0.5' },
        drive_tuft: { clamp: I_tuft, from: '70 ms', to: '75 ms', at: 'apic[7] 0.9' },
      },
    });
    const network = new Network({ seed });
    const cells = network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
    giveInput(network, cells, input, strength);
    return network;
  },
});
