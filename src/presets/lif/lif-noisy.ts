/** `lif-noisy` and `lif-channels`: many repeats at once of one noisy cell. */
import { lifChannels, lifNoisy } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, logarithmic, preset } from '../define.ts';
import { cellCount, current, membrane } from './parameters.ts';

export const lifNoisyPreset = preset({
  name: 'lif-noisy',
  title: 'Noisy leaky integrate-and-fire cell, 1000 repeats',
  summary:
    'One current, 1000 cells with independent white noise of standard deviation σ: the jitter of spike times is σ ÷ slope at the threshold, ' +
    'and below the rheobase noise alone makes spikes, at the rate of the Siegert formula.',
  reference: lifNoisy.kind.source,
  parameters: {
    ...membrane,
    I: current(200),
    sigma: live(1, 'mV', 'standard deviation of V by noise', [0, 100]),
    cells: cellCount(1000, 'number of repeats'),
  },
  duration: 1000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V'],
  build({ cells, ...cell }, seed) {
    const network = new Network({ seed });
    network.population(lifNoisy(cell), cells, { V: 'E_L' }, { name: 'cells' });
    return network;
  },
});

export const lifChannelsPreset = preset({
  name: 'lif-channels',
  title: 'Leaky integrate-and-fire cell with open-channel noise, 1000 repeats',
  summary:
    'The leak is N channels that are open with probability p; the fewer they are, the more their number fluctuates. ' +
    'The jitter of spike times falls as 1/√N.',
  reference: lifChannels.kind.source,
  parameters: {
    ...membrane,
    I: current(200),
    N: live(1000, '', 'number of channels', [20, 1e9], logarithmic),
    p: live(0.5, '', 'probability that one is open', [0.01, 1]),
    tau_c: live(2, 'ms', 'correlation time of a channel', [0.1, 1000], logarithmic),
    cells: cellCount(1000, 'number of repeats'),
  },
  duration: 1000,
  dt: 0.05,
  integrator: 'ind_exp_euler',
  variables: ['V', 'x'],
  build({ cells, ...cell }, seed) {
    const network = new Network({ seed });
    const model = lifChannels({ ...cell, integrator: 'ind_exp_euler' });
    network.population(model, cells, { V: 'E_L', x: 'normal(0, 1)' }, { name: 'cells' });
    return network;
  },
});
