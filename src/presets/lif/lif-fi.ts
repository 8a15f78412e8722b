/** `lif-fi`: the f–I curve in one run, one cell per current. */
import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Preset, PresetValues } from '../preset.ts';
import { cellCount, membraneParameters, texts } from './parameters.ts';

const OWN = ['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref'] as const;

export const lifFi: Preset = {
  name: 'lif-fi',
  title: 'The f–I curve of the leaky integrate-and-fire cell',
  summary:
    '200 cells, each under its own constant current from I_low to I_high: rate against current in one run, with the rheobase at 150 pA and saturation at 1/T_ref.',
  reference: lifRefractory.kind.source,
  parameters: [
    ...membraneParameters(OWN),
    { name: 'I_low', label: 'smallest current', unit: 'pA', value: 100, range: [-1e5, 1e6], acts: 'live' },
    { name: 'I_high', label: 'largest current', unit: 'pA', value: 2000, range: [-1e5, 1e6], acts: 'live' },
    cellCount(200, 'number of currents'),
  ],
  duration: 2000,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    const n = values['cells']!;
    const model = lifRefractory({
      ...texts(values, OWN),
      I: '0 pA',
      stimulus: 'I_low + (I_high - I_low)*i/last',
      parameters: { I_low: `${values['I_low']} pA`, I_high: `${values['I_high']} pA`, last: Math.max(1, n - 1) },
    });
    network.population(model, n, { V: 'E_L' }, { name: 'cells' });
    return network;
  },
};

/** The current (pA) of each cell of `lif-fi`, by the same rounding as in the equations. */
export function fiCurrents(values: PresetValues): Float64Array {
  const { I_low, I_high, cells } = values as { I_low: number; I_high: number; cells: number };
  return Float64Array.from({ length: cells }, (_, i) => I_low + ((I_high - I_low) * i) / Math.max(1, cells - 1));
}
