/**
 * `rallpack-1`, `rallpack-2` and `rallpack-3`: the Rallpack suite, a passive cable, a passive tree, and a cable with the squid axon's
 * channels.
 */
import { leak, type MembranePart } from '../../cells/index.ts';
import { type NeuronOptions, neuron } from '../../dendrites/index.ts';
import { type CableSection, cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { count, logarithmic, numberIn, preset, type ValuesOf } from '../define.ts';
import { positive, resistivity } from './parameters.ts';
import { squid, squidTemperature } from './squid.ts';

const current = positive(0.1, 'nA', 'current into the near end', [1e-6, 100]);
const leakage = positive(0.025, 'mS/cm^2', 'leak conductance', [1e-6, 100]);

const cableParameters = {
  I: current,
  L: positive(1000, 'um', 'length of the cable', [1, 100_000]),
  d: positive(1, 'um', 'diameter of the cable', [0.01, 1000]),
  Ra: resistivity,
  g_L: leakage,
  segments: count(101, 'compartments', [1, 10_001], logarithmic),
};

const treeParameters = {
  I: current,
  L: positive(32, 'um', 'length of the stem', [1, 10_000]),
  d: positive(16, 'um', 'diameter of the stem', [0.01, 1000]),
  levels: count(10, 'levels of branches, the stem included', [1, 12], logarithmic),
  Ra: resistivity,
  g_L: leakage,
  segments: count(1, 'compartments of each branch', [1, 101], logarithmic),
};

const reference = 'Bhalla, Bilitch & Bower 1992, Trends Neurosci. 15:453';

/** Sections under a constant current into the first one's near end. `membrane`: its channels by the leak's conductance. */
function driven(
  sections: Readonly<Record<string, CableSection>>,
  { I, Ra, g_L, segments }: Pick<ValuesOf<typeof cableParameters>, 'I' | 'Ra' | 'g_L' | 'segments'>,
  seed: number,
  membrane: (g_L: string) => readonly MembranePart[],
  rest: Pick<NeuronOptions, 'temperature' | 'detect'>,
): Network {
  const cell = neuron({
    shape: cable(sections),
    Ra,
    compartments: { each: segments },
    paint: [{ on: 'all', channels: membrane(g_L) }],
    place: { drive: { clamp: I, at: `${Object.keys(sections)[0]} 0` } },
    ...rest,
  });
  const network = new Network({ seed });
  network.population(cell, 1, { V: '-65 mV' }, { name: 'cell' });
  return network;
}

const drivenCable = (
  values: ValuesOf<typeof cableParameters>,
  seed: number,
  ...how: [Parameters<typeof driven>[3], Parameters<typeof driven>[4]]
): Network => driven({ cable: { L: values.L, diameter: values.d } }, values, seed, ...how);

/**
 * A binary tree: from level to level lengths shrink by 2^(1/3) and diameters by 2^(2/3), so that d^(3/2) is kept over all branches of a
 * level and each level has the length of the stem in length constants (Rall's equivalent cylinder).
 */
function tree({ L, d, levels }: ValuesOf<typeof treeParameters>): Record<string, CableSection> {
  const [length, diameter] = [numberIn('um', L), numberIn('um', d)];
  const sections: Record<string, CableSection> = {};
  for (let level = 0, n = 0; level < levels; level++)
    for (let k = 0; k < 2 ** level; k++, n++)
      sections[`s${n}`] = {
        L: `${length * 2 ** (-level / 3)} um`,
        diameter: `${diameter * 2 ** ((-2 * level) / 3)} um`,
        ...(n === 0 ? {} : { on: `s${(n - 1) >> 1} 1` }),
      };
  return sections;
}

/** For what passes 0 mV without a spike. */
const noSpikes = { detect: { when: 'crosses(V, 100 V)' } } as const;
const passive = (g: string) => [leak({ g, E: '-65 mV' })];

export const rallpack1 = preset({
  name: 'rallpack-1',
  title: 'Rallpack 1: a passive cable',
  summary:
    'A cable one length constant long, closed at both ends, in 101 compartments, under a constant current at one end. Its voltages have a ' +
    'closed form, from which both ends stay within 0.003 mV, root mean square.',
  reference,
  dendrites: true,
  parameters: cableParameters,
  duration: 250,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build: (values, seed) => drivenCable(values, seed, passive, noSpikes),
});

export const rallpack2 = preset({
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
  build: (values, seed) => driven(tree(values), values, seed, passive, noSpikes),
});

export const rallpack3 = preset({
  name: 'rallpack-3',
  title: 'Rallpack 3: an axon of squid channels',
  summary:
    'The cable of Rallpack 1 with the squid axon’s sodium and potassium channels. The constant current starts a spike every 14.5 ms, which ' +
    'travels to the far end in 2.7 ms and is counted there.',
  reference,
  dendrites: true,
  parameters: cableParameters,
  duration: 250,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V'],
  build: (values, seed) =>
    drivenCable(values, seed, (g) => squid(g, '-65 mV'), { temperature: squidTemperature, detect: { at: 'cable 1' } }),
});
