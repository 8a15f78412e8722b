/** `lif-noisy` and `lif-channels`: many repeats at once of one noisy cell. */
import { lifChannels, lifNoisy } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset } from '../preset.ts';
import { cellCount, LIF, membraneParameters, texts } from './parameters.ts';

export const lifNoisyPreset: Preset = {
  name: 'lif-noisy',
  title: 'Noisy leaky integrate-and-fire cell, 1000 repeats',
  summary:
    'One current, 1000 cells with independent white noise of standard deviation σ: the jitter of spike times is σ ÷ slope at the threshold, ' +
    'and below the rheobase noise alone makes spikes, at the rate of the Siegert formula.',
  reference: lifNoisy.kind.source,
  parameters: [
    ...membraneParameters(LIF),
    { name: 'sigma', label: 'standard deviation of V by noise', unit: 'mV', value: 1, range: [0, 100], acts: 'live' },
    cellCount(1000, 'number of repeats'),
  ],
  duration: 1000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = lifNoisy({ ...texts(values, LIF), sigma: `${values['sigma']} mV` });
    network.population(model, values['cells']!, { V: 'E_L' }, { name: 'cells' });
    return network;
  },
};

export const lifChannelsPreset: Preset = {
  name: 'lif-channels',
  title: 'Leaky integrate-and-fire cell with open-channel noise, 1000 repeats',
  summary:
    'The leak is N channels that are open with probability p; the fewer they are, the more their number fluctuates. ' +
    'The jitter of spike times falls as 1/√N.',
  reference: lifChannels.kind.source,
  parameters: [
    ...membraneParameters(LIF),
    {
      name: 'N',
      label: 'number of channels',
      unit: '',
      value: 1000,
      range: [20, 1e9],
      logarithmic: true,
      acts: 'live',
    },
    { name: 'p', label: 'probability that one is open', unit: '', value: 0.5, range: [0.01, 1], acts: 'live' },
    {
      name: 'tau_c',
      label: 'correlation time of a channel',
      unit: 'ms',
      value: 2,
      range: [0.1, 1000],
      logarithmic: true,
      acts: 'live',
    },
    cellCount(1000, 'number of repeats'),
  ],
  duration: 1000,
  dt: 0.05,
  integrator: 'ind_exp_euler',
  variables: ['V', 'x'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = lifChannels({
      ...texts(values, LIF),
      N: values['N']!,
      p: values['p']!,
      tau_c: `${values['tau_c']} ms`,
      integrator: 'ind_exp_euler',
    });
    network.population(model, values['cells']!, { V: 'E_L', x: 'normal(0, 1)' }, { name: 'cells' });
    return network;
  },
};
