/** `coba-2005`: the network with conductance synapses, benchmark 1 of Brette et al. 2007. */
import { lifRefractory } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { networkSize } from '../network-size.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';
import { connect, delay, live, REVIEW } from './vogels.ts';

export const cobaParameters: readonly PresetParameter[] = [
  ...networkSize,
  { ...live('w_e', 'excitatory weight', 'nS', 6, [0, 1000]), logarithmic: true },
  { ...live('w_i', 'inhibitory weight', 'nS', 67, [0, 10_000]), logarithmic: true },
  live('tau_e', 'excitatory decay time', 'ms', 5, [0.1, 1000]),
  live('tau_i', 'inhibitory decay time', 'ms', 10, [0.1, 1000]),
  live('E_e', 'excitatory reversal potential', 'mV', 0, [-150, 150]),
  live('E_i', 'inhibitory reversal potential', 'mV', -80, [-150, 150]),
  live('C', 'membrane capacitance', 'pF', 200, [1, 10_000]),
  live('g_L', 'leak conductance', 'nS', 10, [0.1, 1000]),
  live('E_L', 'resting potential', 'mV', -60, [-150, 150]),
  live('V_th', 'threshold', 'mV', -50, [-150, 150]),
  live('V_r', 'reset', 'mV', -60, [-150, 150]),
  live('T_ref', 'absolute refractory period', 'ms', 5, [0, 100]),
  live('I', 'injected current', 'pA', 0, [-1e5, 1e5]),
  delay,
];

export const cobaInitial = {
  V: 'normal(-65 mV, 5 mV)',
  g_e: 'normal(40 nS, 15 nS)',
  g_i: 'normal(200 nS, 120 nS)',
} as const;

export function cobaCell(values: PresetValues): Model {
  const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
  return lifRefractory({
    // Brian2's example says method='exponential_euler', under which conductances stand still during a step.
    integrator: 'ind_exp_euler',
    C: v('C', 'pF'),
    g_L: v('g_L', 'nS'),
    E_L: v('E_L', 'mV'),
    V_th: v('V_th', 'mV'),
    V_r: v('V_r', 'mV'),
    T_ref: v('T_ref', 'ms'),
    I: v('I', 'pA'),
    synapses: [
      exponentialConductance('e', { tau: v('tau_e', 'ms'), E: v('E_e', 'mV') }),
      exponentialConductance('i', { tau: v('tau_i', 'ms'), E: v('E_i', 'mV') }),
    ],
  });
}

export const coba2005: Preset = {
  name: 'coba-2005',
  title: 'COBA: leaky integrate-and-fire cells with conductance synapses',
  summary:
    '4000 cells without any input after their random start: the network keeps itself going at about 19 Hz, irregular and asynchronous.',
  reference: `${REVIEW}, benchmark 1`,
  parameters: cobaParameters,
  duration: 1000,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'g_e', 'g_i'],
  build(values, seed) {
    const network = new Network({ seed });
    const n = values['n_exc']! + values['n_inh']!;
    const cells = network.population(cobaCell(values), n, cobaInitial, { name: 'cells' });
    connect(network, cells, values, { e: 'g_e', i: 'g_i', unit: 'nS' });
    return network;
  },
};
