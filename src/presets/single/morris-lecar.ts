/** `morris-lecar`: two variables and three ways to fire. */
import { morrisLecar } from '../../cells/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { atRest, capacitance, conductance, count, current, modelParameters, reversal, start } from './cell.ts';

const parameters: readonly PresetParameter[] = [
  current(100),
  capacitance(20),
  conductance('g_Ca', 'calcium', 4.4),
  conductance('g_K', 'potassium', 8),
  conductance('g_L', 'leak', 2),
  reversal('E_Ca', 'calcium', 120),
  reversal('E_K', 'potassium', -84),
  reversal('E_L', 'leak', -60),
  {
    name: 'V3_K',
    label: 'half activation of potassium',
    unit: 'mV',
    value: 2,
    range: [-100, 100],
    acts: 'live',
  },
  {
    name: 'V4_K',
    label: 'slope of the activation of potassium',
    unit: 'mV',
    value: 30,
    range: [1, 100],
    acts: 'live',
  },
  {
    name: 'phi_K',
    label: 'speed of potassium',
    unit: '1/ms',
    value: 0.04,
    range: [0.001, 10],
    logarithmic: true,
    acts: 'live',
  },
  start(-60),
  count,
];

export const morrisLecarPreset: Preset = {
  name: 'morris-lecar',
  title: 'Morris–Lecar cell',
  summary:
    'Calcium spikes of the barnacle muscle with two variables; here it begins to fire at a rate well above zero (type II). ' +
    'With g_Ca 4 mS/cm², V3_K 12 mV, V4_K 17.4 mV and phi_K 0.067/ms it fires at any rate from 39.96 µA/cm² on (type I).',
  reference: 'Morris & Lecar 1981, Biophys. J. 35:193; Rinzel & Ermentrout 1998',
  parameters,
  duration: 1000,
  dt: 0.1,
  integrator: 'exp_euler',
  variables: ['V', 'w'],
  build: (values, seed) => atRest(morrisLecar(modelParameters(parameters, values)), values, seed),
};
