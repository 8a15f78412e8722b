/** `tm-cell`: one cell of the E–I network under a constant current. */
import { steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { numberIn, preset } from '../define.ts';
import { membrane, tmCell } from '../ei/cobahh.ts';
import { start } from './cell.ts';

/** The network's rule. */
const INTEGRATOR = 'ind_exp_euler';

export const tmCellPreset = preset({
  name: 'tm-cell',
  title: 'One Traub–Miles cell of the network',
  summary:
    'A single cell of the E–I network from its steady gates at V_0, with a constant current. ' +
    'At dt 0.1 ms exponential Euler makes its period about 8 % too long; staggered and exp_euler mend that at the same step.',
  reference: 'Traub & Miles 1991; Brette et al. 2007, J. Comput. Neurosci. 23:349',
  parameters: {
    ...membrane,
    I: { ...membrane.I, value: 300 },
    V_0: start(-65),
  },
  duration: 200,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n'],
  build({ V_0, ...cell }, seed) {
    const network = new Network({ seed });
    const model = tmCell(cell, { integrator: INTEGRATOR, threshold: 'crosses(V, -20 mV)' });
    const gates = steadyState(model, 'V', numberIn('mV', V_0));
    network.population(model, 1, { V: V_0, ...gates }, { name: 'cell' });
    return network;
  },
});
