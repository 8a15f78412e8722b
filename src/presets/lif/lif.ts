/** `lif`: one leaky integrate-and-fire cell under a constant current. */
import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { preset, rebuild } from '../define.ts';
import { current, membrane } from './parameters.ts';

export const lifPreset = preset({
  name: 'lif',
  title: 'Leaky integrate-and-fire cell',
  summary:
    'The leaky bucket: C dV/dt = −g_L(V − E_L) + I, a spike and a reset at the threshold, held for T_ref. ' +
    'Below the rheobase of 150 pA it is an RC circuit, integrated exactly.',
  reference: lifRefractory.kind.source,
  parameters: {
    ...membrane,
    I: current(200),
    V_0: rebuild(-65, 'mV', 'voltage at the start', [-200, 200]),
  },
  duration: 200,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build({ V_0, ...cell }, seed) {
    const network = new Network({ seed });
    network.population(lifRefractory(cell), 1, { V: V_0 }, { name: 'cell' });
    return network;
  },
});
