/** The leaky integrate-and-fire neuron with a fluctuating current that remembers: an Ornstein–Uhlenbeck current. */
import { pointModel } from './kind.ts';

export const lifColoured = pointModel({
  name: 'lif-coloured',
  title: 'leaky integrate-and-fire with an Ornstein–Uhlenbeck current',
  source: 'Uhlenbeck & Ornstein 1930, Phys. Rev. 36:823; Brunel & Sergi 1998, J. Theor. Biol. 195:87',
  equations: [
    'dV/dt = (g_L*(E_L - V) + I_total + I_noise)/C : mV (unless refractory)',
    'dI_noise/dt = -I_noise/tau_noise + sigma_I*sqrt(2/tau_noise)*xi : pA',
  ].join('\n'),
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    E_L: '-65 mV',
    V_th: '-50 mV',
    V_r: '-65 mV',
    T_ref: '2 ms',
    sigma_I: '50 pA',
    tau_noise: '5 ms',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_th',
  reset: 'V = V_r',
  refractory: 'T_ref',
  initial: { V: 'E_L' },
});
