/** `coba-2005`: the network with conductance synapses, benchmark 1 of Brette et al. 2007. */
import { lifRefractory } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { live, logarithmic, preset, type ValuesOf } from '../define.ts';
import { networkSize } from '../network-size.ts';
import { connect, delay, REVIEW } from './vogels.ts';

const receptors = {
  tau_e: live(5, 'ms', 'excitatory decay time', [0.1, 1000]),
  tau_i: live(10, 'ms', 'inhibitory decay time', [0.1, 1000]),
  E_e: live(0, 'mV', 'excitatory reversal potential', [-150, 150]),
  E_i: live(-80, 'mV', 'inhibitory reversal potential', [-150, 150]),
};

const membrane = {
  C: live(200, 'pF', 'membrane capacitance', [1, 10_000]),
  g_L: live(10, 'nS', 'leak conductance', [0.1, 1000]),
  E_L: live(-60, 'mV', 'resting potential', [-150, 150]),
  V_th: live(-50, 'mV', 'threshold', [-150, 150]),
  V_r: live(-60, 'mV', 'reset', [-150, 150]),
  T_ref: live(5, 'ms', 'absolute refractory period', [0, 100]),
  I: live(0, 'pA', 'injected current', [-1e5, 1e5]),
};

export const cobaParameters = {
  ...networkSize,
  w_e: live(6, 'nS', 'excitatory weight', [0, 1000], logarithmic),
  w_i: live(67, 'nS', 'inhibitory weight', [0, 10_000], logarithmic),
  ...receptors,
  ...membrane,
  delay,
};

export const cobaInitial = {
  V: 'normal(-65 mV, 5 mV)',
  g_e: 'normal(40 nS, 15 nS)',
  g_i: 'normal(200 nS, 120 nS)',
} as const;

export const cobaCell = ({
  tau_e,
  tau_i,
  E_e,
  E_i,
  ...parameters
}: ValuesOf<typeof receptors & typeof membrane>): Model =>
  lifRefractory({
    // Brian2's example says method='exponential_euler', under which conductances stand still during a step.
    integrator: 'ind_exp_euler',
    ...parameters,
    synapses: [
      exponentialConductance('e', { tau: tau_e, E: E_e }),
      exponentialConductance('i', { tau: tau_i, E: E_i }),
    ],
  });

export const coba2005 = preset({
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
  build({ n_exc, n_inh, p, w_e, w_i, delay, ...cell }, seed) {
    const network = new Network({ seed });
    const cells = network.population(cobaCell(cell), n_exc + n_inh, cobaInitial, { name: 'cells' });
    connect(network, cells, { n_exc, p, w_e, w_i, delay });
    return network;
  },
});
