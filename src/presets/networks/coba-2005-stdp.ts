/** `coba-2005-stdp`: the network with conductance synapses whose excitatory weights change with spikes. */
import { Network } from '../../network/network.ts';
import { fixedProbability } from '../../network/rules/index.ts';
import { pairStdp } from '../../synapses/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { cobaCell, cobaInitial, cobaParameters } from './coba-2005.ts';
import { delayText, live, REVIEW, slices } from './vogels.ts';

const own = (
  name: string,
  label: string,
  unit: string,
  value: number,
  range: readonly [number, number],
): PresetParameter => ({
  ...live(name, label, unit, value, range),
  acts: 'rebuild',
});

export const coba2005Stdp: Preset = {
  name: 'coba-2005-stdp',
  title: 'COBA with spike-timing-dependent plasticity',
  summary:
    'The network of coba-2005 with pair STDP on all excitatory synapses: they start alike and spread out between 0 and w_max, while the rate hardly moves within a second.',
  reference: `${REVIEW}, benchmark 1; Song, Miller & Abbott 2000, Nat. Neurosci. 3:919`,
  parameters: [
    ...cobaParameters.map(
      (p): PresetParameter =>
        p.name === 'w_e' ? { ...p, label: 'excitatory weight at the start', acts: 'rebuild' } : p,
    ),
    own('w_max', 'largest excitatory weight', 'nS', 12, [0.001, 1000]),
    own('A_plus', 'potentiation by a pair ÷ w_max', '', 0.01, [0, 1]),
    own('A_minus', 'depression by a pair ÷ w_max', '', 0.0105, [0, 1]),
    own('tau_plus', 'time constant of potentiation', 'ms', 20, [0.1, 1000]),
    own('tau_minus', 'time constant of depression', 'ms', 20, [0.1, 1000]),
  ],
  duration: 1000,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'g_e', 'g_i'],
  build(values, seed) {
    const network = new Network({ seed });
    const n = values['n_exc']! + values['n_inh']!;
    const cells = network.population(cobaCell(values), n, cobaInitial, { name: 'cells' });
    const { excitatory, inhibitory } = slices(cells, values);
    const connect = fixedProbability(values['p']!, { autapses: true });
    network.project(excitatory, cells, {
      name: 'E to all',
      connect,
      onSpike: 'g_e += w',
      weight: `${values['w_e']} nS`,
      plasticity: pairStdp({
        A_plus: values['A_plus']!,
        A_minus: values['A_minus']!,
        tau_plus: `${values['tau_plus']} ms`,
        tau_minus: `${values['tau_minus']} ms`,
        range: ['0 nS', `${values['w_max']} nS`],
      }),
      ...delayText(values),
    });
    network.project(inhibitory, cells, {
      name: 'I to all',
      connect,
      onSpike: 'g_i += w_i',
      parameters: { w_i: `${values['w_i']} nS` },
      ...delayText(values),
    });
    return network;
  },
};
