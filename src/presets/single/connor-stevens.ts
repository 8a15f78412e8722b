/** `connor-stevens`: slow spikes by an A current. */
import { connorStevens } from '../../cells/index.ts';
import { preset } from '../define.ts';
import { atRest, capacitance, cells, conductance, current, reversal, start } from './cell.ts';

export const connorStevensPreset = preset({
  name: 'connor-stevens',
  title: 'Connor–Stevens cell with an A current',
  summary:
    'An axon that can fire as slowly as it likes: the A current holds each spike back. ' +
    'Set g_A to 0 and g_K to 67.7 mS/cm² and it fires at once and fast, as the squid axon does.',
  reference: 'Connor, Walter & McKown 1977, Biophys. J. 18:81',
  parameters: {
    I: current(8.5),
    C: capacitance(1),
    g_Na: conductance('sodium', 120),
    g_K: conductance('potassium', 20),
    g_A: conductance('A-current', 47.7),
    g_L: conductance('leak', 0.3),
    E_Na: reversal('sodium', 55),
    E_K: reversal('potassium', -72),
    E_A: reversal('A-current', -75),
    E_L: reversal('leak', -17),
    V_0: start(-68),
    cells,
  },
  duration: 500,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'm', 'h', 'n', 'a', 'b'],
  build: ({ V_0, cells, ...parameters }, seed) => atRest(connorStevens(parameters), cells, V_0, seed),
});
