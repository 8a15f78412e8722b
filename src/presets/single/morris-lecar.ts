/** `morris-lecar`: two variables and three ways to fire. */
import { morrisLecar } from '../../cells/index.ts';
import { live, logarithmic, preset } from '../define.ts';
import { atRest, capacitance, cells, conductance, current, reversal, start } from './cell.ts';

export const morrisLecarPreset = preset({
  name: 'morris-lecar',
  title: 'Morris–Lecar cell',
  summary:
    'Calcium spikes of the barnacle muscle with two variables; here it begins to fire at a rate well above zero (type II). ' +
    'With g_Ca 4 mS/cm², V3_K 12 mV, V4_K 17.4 mV and phi_K 0.067/ms it fires at any rate from 39.96 µA/cm² on (type I).',
  reference: 'Morris & Lecar 1981, Biophys. J. 35:193; Rinzel & Ermentrout 1998',
  parameters: {
    I: current(100),
    C: capacitance(20),
    g_Ca: conductance('calcium', 4.4),
    g_K: conductance('potassium', 8),
    g_L: conductance('leak', 2),
    E_Ca: reversal('calcium', 120),
    E_K: reversal('potassium', -84),
    E_L: reversal('leak', -60),
    V3_K: live(2, 'mV', 'half activation of potassium', [-100, 100]),
    V4_K: live(30, 'mV', 'slope of the activation of potassium', [1, 100]),
    phi_K: live(0.04, '1/ms', 'speed of potassium', [0.001, 10], logarithmic),
    V_0: start(-60),
    cells,
  },
  duration: 1000,
  dt: 0.1,
  integrator: 'exp_euler',
  variables: ['V', 'w'],
  build: ({ V_0, cells, ...parameters }, seed) => atRest(morrisLecar(parameters), cells, V_0, seed),
});
