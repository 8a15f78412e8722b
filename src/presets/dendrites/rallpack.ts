/** `rallpack-1` and `rallpack-3`: the cables of the Rallpack suite, passive and with the squid axon's channels. */
import { leak, type MembranePart } from '../../cells/index.ts';
import { type NeuronOptions, neuron } from '../../dendrites/index.ts';
import { cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { count, positive, resistivity, textsOf, type Values } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const parameters: readonly PresetParameter[] = [
  positive('I', 'current into the near end', 'nA', 0.1, [1e-6, 100]),
  positive('L', 'length of the cable', 'um', 1000, [1, 100_000]),
  positive('d', 'diameter of the cable', 'um', 1, [0.01, 1000]),
  resistivity,
  positive('g_L', 'leak conductance', 'mS/cm^2', 0.025, [1e-6, 100]),
  count('segments', 'compartments', 101, [1, 10_001]),
];

const reference = 'Bhalla, Bilitch & Bower 1992, Trends Neurosci. 15:453';

/** A cable under a constant current into its near end. `membrane`: its channels by the leak's conductance. */
function driven(
  values: Values,
  seed: number,
  membrane: (g_L: string) => readonly MembranePart[],
  rest: Pick<NeuronOptions, 'temperature' | 'detect'>,
): Network {
  const text = textsOf(parameters, values);
  const cell = neuron({
    shape: cable({ cable: { L: text('L'), diameter: text('d') } }),
    Ra: text('Ra'),
    compartments: { each: values['segments']! },
    paint: [{ on: 'all', channels: membrane(text('g_L')) }],
    place: { drive: { clamp: text('I'), at: 'cable 0' } },
    ...rest,
  });
  const network = new Network({ seed });
  network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
  return network;
}

export const rallpack1: Preset = {
  name: 'rallpack-1',
  title: 'Rallpack 1: a passive cable',
  summary:
    'A cable one length constant long, closed at both ends, in 101 compartments, under a constant current at one end. Its voltages have a ' +
    'closed form, from which both ends stay within 0.003 mV, root mean square.',
  reference,
  dendrites: true,
  parameters,
  duration: 250,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  // No spike: its voltage passes 0 mV without one.
  build: (values, seed) =>
    driven(values, seed, (g) => [leak({ g, E: '-65 mV' })], { detect: { when: 'crosses(V, 100 V)' } }),
};

export const rallpack3: Preset = {
  name: 'rallpack-3',
  title: 'Rallpack 3: an axon of squid channels',
  summary:
    'The cable of Rallpack 1 with the squid axon’s sodium and potassium channels. The constant current starts a spike every 14.5 ms, which ' +
    'travels to the far end in 2.7 ms and is counted there.',
  reference,
  dendrites: true,
  parameters,
  duration: 250,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build: (values, seed) =>
    driven(values, seed, (g) => squid(g, '-65 mV'), { temperature: squidTemperature, detect: { at: 'cable 1' } }),
};
