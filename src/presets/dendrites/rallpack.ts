/**
 * `rallpack-1`, `rallpack-2` and `rallpack-3`: the Rallpack suite, a passive cable, a passive tree, and a cable with the squid axon's
 * channels.
 */
import { leak, type MembranePart } from '../../cells/index.ts';
import { type NeuronOptions, neuron } from '../../dendrites/index.ts';
import { type CableSection, cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { toUnit } from '../../quantity/quantity.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';
import { count, positive, resistivity, textsOf } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const current = positive('I', 'current into the near end', 'nA', 0.1, [1e-6, 100]);
const leakage = positive('g_L', 'leak conductance', 'mS/cm^2', 0.025, [1e-6, 100]);

const parameters: readonly PresetParameter[] = [
  current,
  positive('L', 'length of the cable', 'um', 1000, [1, 100_000]),
  positive('d', 'diameter of the cable', 'um', 1, [0.01, 1000]),
  resistivity,
  leakage,
  count('segments', 'compartments', 101, [1, 10_001]),
];

const treeParameters: readonly PresetParameter[] = [
  current,
  positive('L', 'length of the stem', 'um', 32, [1, 10_000]),
  positive('d', 'diameter of the stem', 'um', 16, [0.01, 1000]),
  count('levels', 'levels of branches, the stem included', 10, [1, 12]),
  resistivity,
  leakage,
  count('segments', 'compartments of each branch', 1, [1, 101]),
];

const reference = 'Bhalla, Bilitch & Bower 1992, Trends Neurosci. 15:453';

/** Sections under a constant current into the first one's near end. `membrane`: its channels by the leak's conductance. */
function driven(
  sections: Readonly<Record<string, CableSection>>,
  text: (name: string) => string,
  segments: number,
  seed: number,
  membrane: (g_L: string) => readonly MembranePart[],
  rest: Pick<NeuronOptions, 'temperature' | 'detect'>,
): Network {
  const cell = neuron({
    shape: cable(sections),
    Ra: text('Ra'),
    compartments: { each: segments },
    paint: [{ on: 'all', channels: membrane(text('g_L')) }],
    place: { drive: { clamp: text('I'), at: `${Object.keys(sections)[0]} 0` } },
    ...rest,
  });
  const network = new Network({ seed });
  network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
  return network;
}

function drivenCable(
  values: PresetValues,
  seed: number,
  ...how: [Parameters<typeof driven>[4], Parameters<typeof driven>[5]]
) {
  const text = textsOf(parameters, values);
  return driven({ cable: { L: text('L'), diameter: text('d') } }, text, values['segments']!, seed, ...how);
}

/**
 * A binary tree: from level to level lengths shrink by 2^(1/3) and diameters by 2^(2/3), so that d^(3/2) is kept over all branches of a
 * level and each level has the length of the stem in length constants (Rall's equivalent cylinder).
 */
function tree(values: PresetValues): Record<string, CableSection> {
  const sections: Record<string, CableSection> = {};
  for (let level = 0, n = 0; level < values['levels']!; level++)
    for (let k = 0; k < 2 ** level; k++, n++)
      sections[`s${n}`] = {
        L: `${toUnit(values['L']!, 'um') * 2 ** (-level / 3)} um`,
        diameter: `${toUnit(values['d']!, 'um') * 2 ** ((-2 * level) / 3)} um`,
        ...(n === 0 ? {} : { on: `s${(n - 1) >> 1} 1` }),
      };
  return sections;
}

/** For what passes 0 mV without a spike. */
const noSpikes = { detect: { when: 'crosses(V, 100 V)' } } as const;
const passive = (g: string) => [leak({ g, E: '-65 mV' })];

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
  build: (values, seed) => drivenCable(values, seed, passive, noSpikes),
};

export const rallpack2: Preset = {
  name: 'rallpack-2',
  title: 'Rallpack 2: a passive tree of ten levels',
  summary:
    'A binary tree of 1023 branches, closed at its tips, under a constant current into its stem. Branches keep d^(3/2), so that all of them together ' +
    'are a cylinder of 320 µm whose voltages have a closed form, from which stem and tips stay within 0.0003 mV, root mean square.',
  reference,
  dendrites: true,
  parameters: treeParameters,
  duration: 250,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build: (values, seed) =>
    driven(tree(values), textsOf(treeParameters, values), values['segments']!, seed, passive, noSpikes),
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
    drivenCable(values, seed, (g) => squid(g, '-65 mV'), { temperature: squidTemperature, detect: { at: 'cable 1' } }),
};
