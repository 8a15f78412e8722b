/** `lif-fi`: the f–I curve in one run, one cell per current. */

import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { noMore } from '../../no-more.ts';
import { live, numbersOf, preset } from '../define.ts';
import type { PresetValues } from '../preset.ts';
import { cellCount, membrane } from './parameters.ts';

export const lifFi = preset({
  name: 'lif-fi',
  title: 'The f–I curve of the leaky integrate-and-fire cell',
  summary:
    '200 cells, each under its own constant current from I_low to I_high: rate against current in one run, with the rheobase at 150 pA and saturation at 1/T_ref.',
  reference: lifRefractory.kind.source,
  parameters: {
    ...membrane,
    I_low: live(100, 'pA', 'smallest current', [-1e5, 1e6]),
    I_high: live(2000, 'pA', 'largest current', [-1e5, 1e6]),
    cells: cellCount(200, 'number of currents'),
  },
  duration: 2000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V'],
  build({ I_low, I_high, cells, ...cell }, seed) {
    const network = new Network({ seed });
    const model = lifRefractory({
      ...cell,
      I: '0 pA',
      stimulus: 'I_low + (I_high - I_low)*i/last',
      parameters: { I_low, I_high, last: Math.max(1, cells - 1) },
    });
    network.population(model, cells, { V: 'E_L' }, { name: 'cells' });
    return network;
  },
});

/** The current (pA) of each cell of `lif-fi`, by the same rounding as in the equations. */
export function fiCurrents(values: PresetValues, ...more: undefined[]): Float64Array {
  noMore('fiCurrents', 'values', more);
  const { I_low, I_high, cells } = numbersOf(values, 'I_low', 'I_high', 'cells');
  return Float64Array.from({ length: cells }, (_, i) => I_low + ((I_high - I_low) * i) / Math.max(1, cells - 1));
}
