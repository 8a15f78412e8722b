/**
 * The E–I network of Traub–Miles cells with conductance synapses: benchmark 3 of Brette et al. 2007 (COBAHH), after Vogels & Abbott
 * 2005. The three presets differ in leak, connectivity, spike test and start; what they share stands here.
 */
import { compartment, K_TM1991, leak, Na_TM1991 } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { exponentialConductance } from '../../synapses/exponential.ts';
import type { SynapsePart } from '../../synapses/part.ts';
import { live, logarithmic, type ValuesOf } from '../define.ts';
import { networkSize } from '../network-size.ts';

/** Of the cell. */
export const membrane = {
  C: live(200, 'pF', 'membrane capacitance', [1, 10_000], logarithmic),
  g_Na: live(20_000, 'nS', 'sodium conductance', [0, 1e6], logarithmic),
  g_K: live(6000, 'nS', 'potassium conductance', [0, 1e6], logarithmic),
  g_L: live(10, 'nS', 'leak conductance', [0, 1e4], logarithmic),
  E_Na: live(50, 'mV', 'sodium reversal potential', [-150, 150]),
  E_K: live(-90, 'mV', 'potassium reversal potential', [-150, 150]),
  E_L: live(-60, 'mV', 'leak reversal potential', [-150, 150]),
  V_sh: live(-63, 'mV', 'voltage shift of both channels', [-150, 150]),
  I: live(0, 'pA', 'injected current', [-1e5, 1e5]),
};

/** Of its two synapses. */
const receptors = {
  tau_e: live(5, 'ms', 'excitatory decay time', [0.1, 1000], logarithmic),
  tau_i: live(10, 'ms', 'inhibitory decay time', [0.1, 1000], logarithmic),
  E_e: live(0, 'mV', 'excitatory reversal potential', [-150, 150]),
  E_i: live(-80, 'mV', 'inhibitory reversal potential', [-150, 150]),
};

export const networkParameters = {
  ...networkSize,
  w_e: live(6, 'nS', 'excitatory weight', [0, 1000], logarithmic),
  w_i: live(67, 'nS', 'inhibitory weight', [0, 10_000], logarithmic),
  ...receptors,
  ...membrane,
};

interface CellOptions {
  readonly threshold: string;
  readonly refractory?: string;
  readonly integrator: string;
}

/** The cell in the total convention, without synapses unless they are given. */
export const tmCell = (
  { C, g_Na, g_K, g_L, E_Na, E_K, E_L, V_sh, I }: ValuesOf<typeof membrane>,
  options: CellOptions & { readonly synapses?: readonly SynapsePart[] },
): Model =>
  compartment({
    C,
    I,
    channels: [
      Na_TM1991({ g: g_Na, E: E_Na, V_sh: 'V_sh' }),
      K_TM1991({ g: g_K, E: E_K, V_sh: 'V_sh' }),
      leak({ g: g_L, E: E_L }),
    ],
    parameters: { V_sh },
    ...options,
  });

/** The same with its two synapses. */
export const networkCell = (values: ValuesOf<typeof membrane & typeof receptors>, options: CellOptions): Model =>
  tmCell(values, {
    ...options,
    synapses: [
      exponentialConductance('e', { tau: values.tau_e, E: values.E_e }),
      exponentialConductance('i', { tau: values.tau_i, E: values.E_i }),
    ],
  });

export const VOGELS =
  'Vogels & Abbott 2005, J. Neurosci. 25:10786; Brette et al. 2007, J. Comput. Neurosci. 23:349, benchmark 3';
