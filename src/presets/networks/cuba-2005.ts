/** `cuba-2005`: the network with current synapses, benchmark 2 of Brette et al. 2007. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { networkSize } from '../network-size.ts';
import type { Preset } from '../preset.ts';
import { connect, delay, live, REVIEW } from './vogels.ts';

export const cuba2005: Preset = {
  name: 'cuba-2005',
  title: 'CUBA: leaky integrate-and-fire cells with current synapses',
  summary:
    '4000 cells that would fire by themselves (they rest 1 mV above threshold) hold one another at about 6 Hz. The currents are written as the voltages they would lead to.',
  reference: `${REVIEW}, benchmark 2`,
  parameters: [
    ...networkSize,
    live('w_e', 'excitatory weight', 'mV', 1.62, [0, 1000]),
    live('w_i', 'inhibitory weight', 'mV', -9, [-1000, 0]),
    live('tau_e', 'excitatory decay time', 'ms', 5, [0.1, 1000]),
    live('tau_i', 'inhibitory decay time', 'ms', 10, [0.1, 1000]),
    live('tau_m', 'membrane time constant', 'ms', 20, [0.1, 1000]),
    live('E_L', 'resting potential', 'mV', -49, [-150, 150]),
    live('V_th', 'threshold', 'mV', -50, [-150, 150]),
    live('V_r', 'reset', 'mV', -60, [-150, 150]),
    live('T_ref', 'absolute refractory period', 'ms', 5, [0, 100]),
    delay,
  ],
  duration: 1000,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V', 'g_e', 'g_i'],
  build(values, seed) {
    const network = new Network({ seed });
    const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
    const model = cell({
      equations: [
        'dV/dt = (g_e + g_i - (V - E_L))/tau_m : mV (unless refractory)',
        'dg_e/dt = -g_e/tau_e : mV',
        'dg_i/dt = -g_i/tau_i : mV',
      ].join('\n'),
      parameters: {
        tau_m: v('tau_m', 'ms'),
        tau_e: v('tau_e', 'ms'),
        tau_i: v('tau_i', 'ms'),
        E_L: v('E_L', 'mV'),
        V_th: v('V_th', 'mV'),
        V_r: v('V_r', 'mV'),
        T_ref: v('T_ref', 'ms'),
      },
      threshold: 'V >= V_th',
      reset: 'V = V_r',
      refractory: 'T_ref',
      integrator: 'exact',
    });
    const n = values['n_exc']! + values['n_inh']!;
    const cells = network.population(model, n, { V: 'uniform(-60 mV, -50 mV)' }, { name: 'cells' });
    connect(network, cells, values, { e: 'g_e', i: 'g_i', unit: 'mV' });
    return network;
  },
};
