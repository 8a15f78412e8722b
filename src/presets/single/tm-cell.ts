/** `tm-cell`: one cell of the E–I network under a constant current. */
import { steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { commonParameters, tmCell } from '../ei/cobahh.ts';
import type { Preset } from '../preset.ts';

const own = new Set(['C', 'g_Na', 'g_K', 'g_L', 'E_Na', 'E_K', 'E_L', 'V_sh', 'I']);

/** The network's rule. */
const INTEGRATOR = 'ind_exp_euler';

export const tmCellPreset: Preset = {
  name: 'tm-cell',
  title: 'One Traub–Miles cell of the network',
  summary:
    'A single cell of the E–I network from its steady gates at V_0, with a constant current. ' +
    'At dt 0.1 ms exponential Euler makes its period about 8 % too long; staggered and exp_euler mend that at the same step.',
  reference: 'Traub & Miles 1991; Brette et al. 2007, J. Comput. Neurosci. 23:349',
  parameters: [
    ...commonParameters({ I: { value: 300 } }).filter((p) => own.has(p.name)),
    { name: 'V_0', label: 'voltage at the start', unit: 'mV', value: -65, range: [-150, 100], acts: 'rebuild' },
  ],
  duration: 200,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = tmCell(values, { integrator: INTEGRATOR, threshold: 'crosses(V, -20 mV)', synapses: false });
    const gates = steadyState(model, 'V', values['V_0']!);
    network.population(model, 1, { V: `${values['V_0']} mV`, ...gates }, { name: 'cell' });
    return network;
  },
};
