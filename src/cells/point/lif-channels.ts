/** The leaky integrate-and-fire neuron whose leak is a finite number of channels that open and close. */
import { pointModel } from './kind.ts';

export const lifChannels = pointModel({
  name: 'lif-channels',
  title: 'leaky integrate-and-fire with open-channel noise',
  source:
    'White, Rubinstein & Kay 2000, Trends Neurosci. 23:131; diffusion limit as in Goldwyn & Shea-Brown 2011, PLoS Comput. Biol. 7:e1002247, conductance noise',
  // N channels, each open with probability p: the open fraction is p ± √(p(1 − p)/N) and forgets with τ_c. g_L is the mean conductance.
  equations: [
    'dx/dt = -x/tau_c + sqrt(2/tau_c)*xi : 1',
    'g_open = g_L*(1 + sqrt((1 - p)/(N*p))*x) : nS',
    'dV/dt = (g_open*(E_L - V) + I_total)/C : mV (unless refractory)',
  ].join('\n'),
  parameters: {
    C: '200 pF',
    g_L: '10 nS',
    E_L: '-65 mV',
    V_th: '-50 mV',
    V_r: '-65 mV',
    T_ref: '2 ms',
    N: 1000,
    p: 0.5,
    tau_c: '2 ms',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_th',
  reset: 'V = V_r',
  refractory: 'T_ref',
  initial: { V: 'E_L', x: 'normal(0, 1)' },
  notes:
    'The diffusion limit takes the number of open channels for a normal variable; below about 20 channels it is not.',
});
