/** `lif-adaptive`: spike-frequency adaptation by a threshold that jumps at each spike. */
import { lifAdaptive } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, logarithmic, preset } from '../define.ts';
import { cellCount, current, membrane } from './parameters.ts';

const { V_th: _, ...withoutThreshold } = membrane;

export const lifAdaptivePreset = preset({
  name: 'lif-adaptive',
  title: 'Spike-frequency adaptation by an adaptive threshold',
  summary:
    'The threshold rises by α at each spike and relaxes with τ_θ, so that the intervals grow to the fixed point of the map from spike to spike. ' +
    'A large α with a slow τ_θ makes the cell phasic: a few spikes, then silence for long.',
  reference: lifAdaptive.kind.source,
  parameters: {
    ...withoutThreshold,
    I: current(250),
    theta_0: live(-50, 'mV', 'threshold at rest', [-200, 200]),
    alpha: live(2, 'mV', 'jump of the threshold at a spike', [0, 100]),
    tau_theta: live(100, 'ms', 'relaxation time of the threshold', [1, 10_000], logarithmic),
    cells: cellCount(1, 'number of cells'),
  },
  duration: 1000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V', 'theta'],
  build({ cells, ...cell }, seed) {
    const network = new Network({ seed });
    network.population(lifAdaptive(cell), cells, { V: 'E_L', theta: 'theta_0' }, { name: 'cells' });
    return network;
  },
});
