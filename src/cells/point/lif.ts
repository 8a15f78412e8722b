/** The leaky integrate-and-fire neuron. */
import { pointModel } from './kind.ts';

export const lif = pointModel({
  name: 'lif',
  title: 'leaky integrate-and-fire',
  source:
    'Lapicque 1907, J. Physiol. Pathol. Gén. 9:620 (translated in Brunel & van Rossum 2007, Biol. Cybern. 97:337)',
  equations: 'dV/dt = (g_L*(E_L - V) + I_total)/C : mV',
  parameters: { C: '200 pF', g_L: '10 nS', E_L: '-65 mV', V_th: '-50 mV', V_r: '-65 mV', I: '0 pA' },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_th',
  reset: 'V = V_r',
  initial: { V: 'E_L' },
});
