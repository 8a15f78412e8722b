/** `lif-adaptive`: spike-frequency adaptation by a threshold that jumps at each spike. */
import { lifAdaptive } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset } from '../preset.ts';
import { cellCount, membraneParameters, texts } from './parameters.ts';

const OWN = ['C', 'g_L', 'E_L', 'V_r', 'T_ref', 'I'] as const;

export const lifAdaptivePreset: Preset = {
  name: 'lif-adaptive',
  title: 'Spike-frequency adaptation by an adaptive threshold',
  summary:
    'The threshold rises by α at each spike and relaxes with τ_θ, so that the intervals grow to the fixed point of the map from spike to spike. ' +
    'A large α with a slow τ_θ makes the cell phasic: a few spikes, then silence for long.',
  reference: lifAdaptive.kind.source,
  parameters: [
    ...membraneParameters(OWN, { I: { value: 250 } }),
    { name: 'theta_0', label: 'threshold at rest', unit: 'mV', value: -50, range: [-200, 200], acts: 'live' },
    { name: 'alpha', label: 'jump of the threshold at a spike', unit: 'mV', value: 2, range: [0, 100], acts: 'live' },
    {
      name: 'tau_theta',
      label: 'relaxation time of the threshold',
      unit: 'ms',
      value: 100,
      range: [1, 10_000],
      logarithmic: true,
      acts: 'live',
    },
    cellCount(1, 'number of cells'),
  ],
  duration: 1000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V', 'theta'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = lifAdaptive({
      ...texts(values, OWN),
      theta_0: `${values['theta_0']} mV`,
      alpha: `${values['alpha']} mV`,
      tau_theta: `${values['tau_theta']} ms`,
    });
    network.population(model, values['cells']!, { V: 'E_L', theta: 'theta_0' }, { name: 'cells' });
    return network;
  },
};
