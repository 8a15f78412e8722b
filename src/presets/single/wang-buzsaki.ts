/** `wang-buzsaki`: a fast-spiking interneuron. */
import { wangBuzsaki } from '../../cells/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { atRest, capacitance, conductance, count, current, modelParameters, reversal, start } from './cell.ts';

const parameters: readonly PresetParameter[] = [
  current(1),
  capacitance(1),
  conductance('g_Na', 'sodium', 35),
  conductance('g_K', 'potassium', 9),
  conductance('g_L', 'leak', 0.1),
  reversal('E_Na', 'sodium', 55),
  reversal('E_K', 'potassium', -90),
  reversal('E_L', 'leak', -65),
  {
    name: 'phi',
    label: 'speed of the gates h and n',
    unit: '',
    value: 5,
    range: [0.1, 20],
    acts: 'live',
  },
  start(-64),
  count,
];

export const wangBuzsakiPreset: Preset = {
  name: 'wang-buzsaki',
  title: 'Wang–Buzsáki interneuron',
  summary:
    'A fast-spiking hippocampal interneuron with sodium that activates at once; it fires from 0.16 µA/cm² on, at any rate. ' +
    'Networks of it make gamma oscillations.',
  reference: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402',
  parameters,
  duration: 200,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'h', 'n'],
  build: (values, seed) => atRest(wangBuzsaki(modelParameters(parameters, values)), values, seed),
};
