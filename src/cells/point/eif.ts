/** The exponential integrate-and-fire neuron. */
import { pointModel } from './kind.ts';

export const eif = pointModel({
  name: 'eif',
  title: 'exponential integrate-and-fire',
  source: 'Fourcaud-Trocmé, Hansel, van Vreeswijk & Brunel 2003, J. Neurosci. 23:11628, eqs. 2 and 9, table 1',
  // The voltage in the exponential is held at the cut-off, so that the step that makes the spike stays finite.
  equations: [
    'V_c = min(V, V_th) : mV',
    'dV/dt = (g_L*(E_L - V) + g_L*Delta_T*exp((V_c - V_T)/Delta_T) + I_total)/C : mV (unless refractory)',
  ].join('\n'),
  parameters: {
    C: '200 pF',
    g_L: '20 nS',
    E_L: '-65 mV',
    Delta_T: '3.48 mV',
    V_T: '-59.9 mV',
    V_th: '-30 mV',
    V_r: '-68 mV',
    T_ref: '1.7 ms',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_th',
  reset: 'V = V_r',
  refractory: 'T_ref',
  integrator: 'rk4',
  initial: { V: 'E_L' },
});
