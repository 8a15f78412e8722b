/** `wang-buzsaki`: a fast-spiking interneuron. */
import { wangBuzsaki } from '../../cells/index.ts';
import { live, preset } from '../define.ts';
import { atRest, capacitance, cells, conductance, current, reversal, start } from './cell.ts';

export const wangBuzsakiPreset = preset({
  name: 'wang-buzsaki',
  title: 'Wang–Buzsáki interneuron',
  summary:
    'A fast-spiking hippocampal interneuron with sodium that activates at once; it fires from 0.16 µA/cm² on, at any rate. ' +
    'Networks of it make gamma oscillations.',
  reference: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402',
  parameters: {
    I: current(1),
    C: capacitance(1),
    g_Na: conductance('sodium', 35),
    g_K: conductance('potassium', 9),
    g_L: conductance('leak', 0.1),
    E_Na: reversal('sodium', 55),
    E_K: reversal('potassium', -90),
    E_L: reversal('leak', -65),
    phi: live(5, '', 'speed of the gates h and n', [0.1, 20]),
    V_0: start(-64),
    cells,
  },
  duration: 200,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'h', 'n'],
  build: ({ V_0, cells, ...parameters }, seed) => atRest(wangBuzsaki(parameters), cells, V_0, seed),
});
