/** Parameters that the presets of the leaky integrate-and-fire family share. */
import { count, live, logarithmic } from '../define.ts';

export const membrane = {
  C: live(200, 'pF', 'membrane capacitance', [1, 10_000], logarithmic),
  g_L: live(10, 'nS', 'leak conductance', [0.1, 1000], logarithmic),
  E_L: live(-65, 'mV', 'resting potential', [-200, 200]),
  V_th: live(-50, 'mV', 'threshold', [-200, 200]),
  V_r: live(-65, 'mV', 'reset', [-200, 200]),
  T_ref: live(2, 'ms', 'absolute refractory period', [0, 100]),
};

export const current = (value: number, label = 'injected current') => live(value, 'pA', label, [-1e5, 1e5]);

/** How many cells run side by side. */
export const cellCount = (value: number, label: string) => count(value, label, [1, 1_000_000], logarithmic);
