/** `connor-stevens`: slow spikes by an A current. */
import { connorStevens } from '../../cells/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { atRest, capacitance, conductance, count, current, modelParameters, reversal, start } from './cell.ts';

const parameters: readonly PresetParameter[] = [
  current(8.5),
  capacitance(1),
  conductance('g_Na', 'sodium', 120),
  conductance('g_K', 'potassium', 20),
  conductance('g_A', 'A-current', 47.7),
  conductance('g_L', 'leak', 0.3),
  reversal('E_Na', 'sodium', 55),
  reversal('E_K', 'potassium', -72),
  reversal('E_A', 'A-current', -75),
  reversal('E_L', 'leak', -17),
  start(-68),
  count,
];

export const connorStevensPreset: Preset = {
  name: 'connor-stevens',
  title: 'Connor–Stevens cell with an A current',
  summary:
    'An axon that can fire as slowly as it likes: the A current holds each spike back. ' +
    'Set g_A to 0 and g_K to 67.7 mS/cm² and it fires at once and fast, as the squid axon does.',
  reference: 'Connor, Walter & McKown 1977, Biophys. J. 18:81',
  parameters,
  duration: 500,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'm', 'h', 'n', 'a', 'b'],
  build: (values, seed) => atRest(connorStevens(modelParameters(parameters, values)), values, seed),
};
