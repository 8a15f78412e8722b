/** `lif-dimensionless`: three physical cells and the dimensionless one with the same (i, v_r). */
import { lifDimensionless, lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, preset } from '../define.ts';

/** Three cells that have nothing in common but what i and v_r fix. pF, nS, mV, mV. */
export const physicalCells = [
  { C: 200, g_L: 10, E_L: -65, V_th: -50 },
  { C: 100, g_L: 10, E_L: -70, V_th: -54 },
  { C: 500, g_L: 12.5, E_L: -60, V_th: -45 },
] as const;

export const lifDimensionlessPreset = preset({
  name: 'lif-dimensionless',
  title: 'Every leaky integrate-and-fire cell is one cell',
  summary:
    'Three cells of different capacitance, leak, rest and threshold, whose current and reset follow from one pair (i, v_r), beside dv/dt = −v + i. ' +
    'With time counted in τ_m they spike together.',
  reference: lifDimensionless.kind.source,
  parameters: {
    i: live(1.5, '', 'current ÷ rheobase', [-100, 100]),
    v_r: live(0, '', 'reset, 0 at rest and 1 at threshold', [-100, 0.99]),
  },
  duration: 400,
  dt: 0.05,
  integrator: 'exact',
  variables: ['V'],
  build({ i, v_r }, seed) {
    const network = new Network({ seed });
    const column = (name: keyof (typeof physicalCells)[number], unit: string): string[] =>
      physicalCells.map((cell) => `${cell[name]} ${unit}`);
    const model = lifRefractory({
      C: column('C', 'pF'),
      g_L: column('g_L', 'nS'),
      E_L: column('E_L', 'mV'),
      V_th: column('V_th', 'mV'),
      T_ref: '0 ms',
      stimulus: 'i*g_L*(V_th - E_L)',
      reset: 'V = E_L + v_r*(V_th - E_L)',
      parameters: { i, v_r },
    });
    network.population(model, physicalCells.length, { V: 'E_L' }, { name: 'physical' });
    const own = lifDimensionless({ i, v_r, tau: '20 ms' });
    network.population(own, 1, { v: 0 }, { name: 'dimensionless' });
    return network;
  },
});
