/** `thalamic-relay`: a burst on release from inhibition. */
import { thalamicRelay } from '../../cells/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { atRest, conductance, count, current, modelParameters, start } from './cell.ts';

const parameters: readonly PresetParameter[] = [
  current(0),
  {
    name: 'I_step',
    label: 'further current between the two times',
    unit: 'uA/cm^2',
    value: -1,
    range: [-1000, 1000],
    acts: 'live',
  },
  { name: 'step_on', label: 'begin of the step', unit: 'ms', value: 200, range: [0, 1e6], acts: 'live' },
  { name: 'step_off', label: 'end of the step', unit: 'ms', value: 600, range: [0, 1e6], acts: 'live' },
  conductance('g_Na', 'sodium', 90),
  conductance('g_K', 'potassium', 10),
  conductance('g_CaT', 'T-type calcium', 2.1),
  conductance('g_CaHT', 'high-threshold T-type calcium', 0.6),
  conductance('g_CaL', 'high-threshold calcium', 0.3),
  conductance('g_CAN', 'calcium-activated cation', 0.6),
  conductance('g_AHP', 'calcium-activated potassium', 0.1),
  conductance('g_H', 'hyperpolarisation-activated', 0.01),
  conductance('g_KL', 'potassium leak', 0.01),
  conductance('g_L', 'leak', 0.0075),
  start(-64.06),
  count,
];

/** Calcium at rest, mM. */
const REST = 5e-5;

export const thalamicRelayPreset: Preset = {
  name: 'thalamic-relay',
  title: 'Thalamic relay cell, rebound burst',
  summary:
    'Hyperpolarised for a while, the T current recovers from inactivation, and the release fires a burst of five spikes. ' +
    'With g_CaT 0 it stays silent.',
  reference: 'Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797; Huguenard & McCormick 1992',
  parameters,
  duration: 1000,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'Ca'],
  build(values, seed) {
    const model = thalamicRelay(
      modelParameters(parameters, values),
      'select(t >= step_on and t < step_off, I_step, 0*I_step)',
    );
    return atRest(model, values, seed, { Ca: REST });
  },
};
