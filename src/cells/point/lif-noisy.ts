/** The leaky integrate-and-fire neuron with white noise: an Ornstein–Uhlenbeck process below threshold. */
import { pointModel } from './kind.ts';

export const lifNoisy = pointModel({
  name: 'lif-noisy',
  title: 'leaky integrate-and-fire with white noise',
  source: 'Stein 1965, Biophys. J. 5:173; Ricciardi & Sacerdote 1979, Biol. Cybern. 35:1',
  // σ is the standard deviation that V would have without a threshold, whatever τ_m is.
  equations: [
    'tau_m = C/g_L : ms',
    'dV/dt = (g_L*(E_L - V) + I_total)/C + sigma*sqrt(2/tau_m)*xi : mV (unless refractory)',
  ].join('\n'),
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    E_L: '-65 mV',
    V_th: '-50 mV',
    V_r: '-65 mV',
    T_ref: '2 ms',
    sigma: '1 mV',
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
