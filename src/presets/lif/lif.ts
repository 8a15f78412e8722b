/** `lif`: one leaky integrate-and-fire cell under a constant current. */
import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset } from '../preset.ts';
import { LIF, membraneParameters, texts } from './parameters.ts';

export const lifPreset: Preset = {
  name: 'lif',
  title: 'Leaky integrate-and-fire cell',
  summary:
    'The leaky bucket: C dV/dt = −g_L(V − E_L) + I, a spike and a reset at the threshold, held for T_ref. ' +
    'Below the rheobase of 150 pA it is an RC circuit, integrated exactly.',
  reference: lifRefractory.kind.source,
  parameters: [
    ...membraneParameters(LIF),
    { name: 'V_0', label: 'voltage at the start', unit: 'mV', value: -65, range: [-200, 200], acts: 'rebuild' },
  ],
  duration: 200,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    network.population(lifRefractory(texts(values, LIF)), 1, { V: `${values['V_0']} mV` }, { name: 'cell' });
    return network;
  },
};
