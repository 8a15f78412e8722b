/** The quadratic integrate-and-fire neuron: the normal form of a saddle-node on an invariant circle, in a cell's units. */
import { pointModel } from './kind.ts';

export const qif = pointModel({
  name: 'qif',
  title: 'quadratic integrate-and-fire',
  source:
    'Ermentrout & Kopell 1986, SIAM J. Appl. Math. 46:233; Latham et al. 2000, J. Neurophysiol. 83:808; this form: Fourcaud-Trocmé et al. 2003, J. Neurosci. 23:11628, eq. 5',
  equations: 'dV/dt = (g_L/(2*Delta_T)*(V - V_T)**2 + I_total - I_T)/C : mV',
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    Delta_T: '3.48 mV',
    V_T: '-60 mV',
    I_T: '150 pA',
    V_th: '30 mV',
    V_r: '-65 mV',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_th',
  reset: 'V = V_r',
  integrator: 'rk4',
  initial: { V: 'V_r' },
});
