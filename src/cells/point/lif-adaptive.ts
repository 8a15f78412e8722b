/** The leaky integrate-and-fire neuron with a threshold that jumps at each spike and relaxes. */
import { pointModel } from './kind.ts';

export const lifAdaptive = pointModel({
  name: 'lif-adaptive',
  title: 'leaky integrate-and-fire with an adaptive threshold',
  source:
    'Geisler & Goldberg 1966, Biophys. J. 6:53; Chacron, Pakdaman & Longtin 2003, Neural Comput. 15:253, eqs. 2.1–2.3',
  equations: [
    'dV/dt = (g_L*(E_L - V) + I_total)/C : mV (unless refractory)',
    'dtheta/dt = (theta_0 - theta)/tau_theta : mV',
  ].join('\n'),
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    E_L: '-65 mV',
    V_r: '-65 mV',
    T_ref: '2 ms',
    theta_0: '-50 mV',
    alpha: '2 mV',
    tau_theta: '100 ms',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= theta',
  reset: 'V = V_r; theta += alpha',
  refractory: 'T_ref',
  initial: { V: 'E_L', theta: 'theta_0' },
  notes:
    'The threshold keeps relaxing during the refractory period. After a spike it is higher than before: a relative refractory period.',
});
