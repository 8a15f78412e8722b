/** `cuba-2005`: the network with current synapses, benchmark 2 of Brette et al. 2007. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, preset } from '../define.ts';
import { networkSize } from '../network-size.ts';
import { connect, delay, REVIEW } from './vogels.ts';

export const cuba2005 = preset({
  name: 'cuba-2005',
  title: 'CUBA: leaky integrate-and-fire cells with current synapses',
  summary:
    '4000 cells that would fire by themselves (they rest 1 mV above threshold) hold one another at about 6 Hz. The currents are written as the voltages they would lead to.',
  reference: `${REVIEW}, benchmark 2`,
  parameters: {
    ...networkSize,
    w_e: live(1.62, 'mV', 'excitatory weight', [0, 1000]),
    w_i: live(-9, 'mV', 'inhibitory weight', [-1000, 0]),
    tau_e: live(5, 'ms', 'excitatory decay time', [0.1, 1000]),
    tau_i: live(10, 'ms', 'inhibitory decay time', [0.1, 1000]),
    tau_m: live(20, 'ms', 'membrane time constant', [0.1, 1000]),
    E_L: live(-49, 'mV', 'resting potential', [-150, 150]),
    V_th: live(-50, 'mV', 'threshold', [-150, 150]),
    V_r: live(-60, 'mV', 'reset', [-150, 150]),
    T_ref: live(5, 'ms', 'absolute refractory period', [0, 100]),
    delay,
  },
  duration: 1000,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V', 'g_e', 'g_i'],
  build({ n_exc, n_inh, p, w_e, w_i, delay, ...parameters }, seed) {
    const network = new Network({ seed });
    const model = cell({
      equations: [
        'dV/dt = (g_e + g_i - (V - E_L))/tau_m : mV (unless refractory)',
        'dg_e/dt = -g_e/tau_e : mV',
        'dg_i/dt = -g_i/tau_i : mV',
      ].join('\n'),
      parameters,
      threshold: 'V >= V_th',
      reset: 'V = V_r',
      refractory: 'T_ref',
      integrator: 'exact',
    });
    const cells = network.population(model, n_exc + n_inh, { V: 'uniform(-60 mV, -50 mV)' }, { name: 'cells' });
    connect(network, cells, { n_exc, p, w_e, w_i, delay });
    return network;
  },
});
