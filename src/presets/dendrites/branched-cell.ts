/** `branched-cell`: a small pyramidal cell from an SWC file, with excitation of its tuft and inhibition of its soma. */
import { leak } from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { morphology } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { doubleExponentialConductance, exponentialConductance } from '../../synapses/index.ts';
import { live } from '../networks/vogels.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { type GivenInput, giveInput } from './given-input.ts';
import { positive, resistivity, textsOf } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

/** Drawn by hand for this project, after no reconstruction, and under its licence. */
const swc = `# branched: 33 samples, soma of three points (NeuroMorpho convention), axon, two basal dendrites, apical dendrite with tuft
1 1 0 0 0 8 -1
2 1 0 -8 0 8 1
3 1 0 8 0 8 1
4 2 0 -9 0 0.75 1
5 2 2 -29 0 0.625 4
6 2 3 -59 4 0.5 5
7 2 3 -109 8 0.5 6
8 3 8 -2 0 1.5 1
9 3 28 -10 4 1.25 8
10 3 52 -22 8 1 9
11 3 76 -26 20 0.625 10
12 3 112 -30 28 0.375 11
13 3 68 -46 8 0.75 10
14 3 92 -78 4 0.5 13
15 3 -8 -2 0 1.25 1
16 3 -32 -18 -6 1 15
17 3 -60 -30 -10 0.75 16
18 3 -90 -34 -30 0.5 17
19 3 -76 -58 -6 0.5 17
20 3 -96 -90 2 0.375 19
21 4 0 9 0 2.5 1
22 4 2 39 2 2.25 21
23 4 4 79 6 2 22
24 4 6 119 10 1.75 23
25 4 26 139 10 0.75 23
26 4 58 151 18 0.5 25
27 4 8 169 14 1.25 24
28 4 -16 203 22 0.75 27
29 4 -40 241 26 0.5 28
30 4 32 205 10 0.75 27
31 4 48 247 2 0.5 30
32 4 48 277 -6 0.375 31
33 4 76 265 2 0.375 31
`;

const parameters: readonly PresetParameter[] = [
  positive('I', 'current into the soma, from 20 to 50 ms', 'nA', 0.15, [1e-6, 100]),
  positive('I_tuft', 'current into a tip of the tuft, from 70 to 75 ms', 'nA', 0.1, [1e-6, 100]),
  { ...resistivity, value: 150 },
  positive('g_L', 'leak conductance of the dendrites', 'mS/cm^2', 0.05, [1e-6, 100]),
  positive('longest', 'longest compartment', 'um', 20, [0.5, 1000]),
  live('strength', 'strength of all synapses that spikes reach, relative', '', 1, [0, 100]),
];

const input: GivenInput = [
  { to: 'tuft', sent: '4.975 ms', g: '10 nS' },
  { to: 'basal', sent: '7.975 ms', g: '4 nS' },
  { to: 'soma', sent: '39.975 ms', g: '4 nS' },
  { to: 'tuft', sent: '79.975 ms', g: '4 nS' },
  { to: 'basal', sent: '80.175 ms', g: '4 nS' },
];

export const branchedCell: Preset = {
  name: 'branched-cell',
  title: 'Branched cell from an SWC file',
  summary:
    'A soma and an axon with the squid axon’s channels, basal dendrites and a tuft that are passive, in 48 compartments. Synapses and currents make three ' +
    'spikes, each of which starts at the end of the axon, 0.4 to 0.8 ms before the soma’s.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500; shape drawn by hand for this project',
  dendrites: true,
  parameters,
  duration: 100,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build(values, seed) {
    const text = textsOf(parameters, values);
    const excitation = { rise: '0.5 ms', decay: '4 ms', E: '0 mV' } as const;
    const inhibition = { rise: '1 ms', decay: '8 ms', E: '-75 mV' } as const;
    const cell = neuron({
      shape: morphology(swc),
      Ra: text('Ra'),
      temperature: squidTemperature,
      compartments: { longest: text('longest') },
      paint: [
        { on: 'soma or axon', channels: squid() },
        { on: 'dendrite or apical', channels: [leak({ g: text('g_L'), E: '-65 mV' })] },
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
        drive: { clamp: text('I'), from: '20 ms', to: '50 ms', at: 'soma[0] 0.5' },
        drive_tuft: { clamp: text('I_tuft'), from: '70 ms', to: '75 ms', at: 'apic[7] 0.9' },
      },
    });
    const network = new Network({ seed });
    const cells = network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
    giveInput(network, cells, input, values['strength']!);
    return network;
  },
};
