/** `coba-2005-stdp`: the network with conductance synapses whose excitatory weights change with spikes. */
import { Network } from '../../network/network.ts';
import { fixedProbability } from '../../network/rules/index.ts';
import { pairStdp } from '../../synapses/index.ts';
import { logarithmic, preset, rebuild } from '../define.ts';
import { cobaCell, cobaInitial, cobaParameters } from './coba-2005.ts';
import { delayed, REVIEW, slices } from './vogels.ts';

export const coba2005Stdp = preset({
  name: 'coba-2005-stdp',
  title: 'COBA with spike-timing-dependent plasticity',
  summary:
    'The network of coba-2005 with pair STDP on all excitatory synapses: they start alike and spread out between 0 and w_max, while the rate hardly moves within a second.',
  reference: `${REVIEW}, benchmark 1; Song, Miller & Abbott 2000, Nat. Neurosci. 3:919`,
  parameters: {
    ...cobaParameters,
    w_e: rebuild(6, 'nS', 'excitatory weight at the start', [0, 1000], logarithmic),
    w_max: rebuild(12, 'nS', 'largest excitatory weight', [0.001, 1000]),
    A_plus: rebuild(0.01, '', 'potentiation by a pair ÷ w_max', [0, 1]),
    A_minus: rebuild(0.0105, '', 'depression by a pair ÷ w_max', [0, 1]),
    tau_plus: rebuild(20, 'ms', 'time constant of potentiation', [0.1, 1000]),
    tau_minus: rebuild(20, 'ms', 'time constant of depression', [0.1, 1000]),
  },
  duration: 1000,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'g_e', 'g_i'],
  build({ n_exc, n_inh, p, w_e, w_i, delay, w_max, A_plus, A_minus, tau_plus, tau_minus, ...cell }, seed) {
    const network = new Network({ seed });
    const cells = network.population(cobaCell(cell), n_exc + n_inh, cobaInitial, { name: 'cells' });
    const { excitatory, inhibitory } = slices(cells, n_exc);
    const connect = fixedProbability(p, { autapses: true });
    network.project(excitatory, cells, {
      name: 'E to all',
      connect,
      onSpike: 'g_e += w',
      weight: w_e,
      plasticity: pairStdp({ A_plus, A_minus, tau_plus, tau_minus, range: ['0 nS', w_max] }),
      ...delayed(delay),
    });
    network.project(inhibitory, cells, {
      name: 'I to all',
      connect,
      onSpike: 'g_i += w_i',
      parameters: { w_i },
      ...delayed(delay),
    });
    return network;
  },
});
