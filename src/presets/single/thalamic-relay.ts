/** `thalamic-relay`: a burst on release from inhibition. */
import { thalamicRelay } from '../../cells/index.ts';
import { live, preset } from '../define.ts';
import { atRest, cells, conductance, current, start } from './cell.ts';

/** Calcium at rest, mM. */
const REST = 5e-5;

export const thalamicRelayPreset = preset({
  name: 'thalamic-relay',
  title: 'Thalamic relay cell, rebound burst',
  summary:
    'Hyperpolarised for a while, the T current recovers from inactivation, and the release fires a burst of five spikes. ' +
    'With g_CaT 0 it stays silent.',
  reference: 'Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797; Huguenard & McCormick 1992',
  parameters: {
    I: current(0),
    I_step: current(-1, 'further current between the two times'),
    step_on: live(200, 'ms', 'begin of the step', [0, 1e6]),
    step_off: live(600, 'ms', 'end of the step', [0, 1e6]),
    g_Na: conductance('sodium', 90),
    g_K: conductance('potassium', 10),
    g_CaT: conductance('T-type calcium', 2.1),
    g_CaHT: conductance('high-threshold T-type calcium', 0.6),
    g_CaL: conductance('high-threshold calcium', 0.3),
    g_CAN: conductance('calcium-activated cation', 0.6),
    g_AHP: conductance('calcium-activated potassium', 0.1),
    g_H: conductance('hyperpolarisation-activated', 0.01),
    g_KL: conductance('potassium leak', 0.01),
    g_L: conductance('leak', 0.0075),
    V_0: start(-64.06),
    cells,
  },
  duration: 1000,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'Ca'],
  build({ V_0, cells, ...parameters }, seed) {
    const model = thalamicRelay(parameters, 'select(t >= step_on and t < step_off, I_step, 0*I_step)');
    return atRest(model, cells, V_0, seed, { Ca: REST });
  },
});
