/** The leaky integrate-and-fire neuron that is held at its reset value for T_ref after each spike. */
import { pointModel } from './kind.ts';

export const lifRefractory = pointModel({
  name: 'lif-refractory',
  title: 'leaky integrate-and-fire with an absolute refractory period',
  source: 'Stein 1967, Biophys. J. 7:37; Burkitt 2006, Biol. Cybern. 95:1, §2',
  equations: 'dV/dt = (g_L*(E_L - V) + I_total)/C : mV (unless refractory)',
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    E_L: '-65 mV',
    V_th: '-50 mV',
    V_r: '-65 mV',
    T_ref: '2 ms',
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
