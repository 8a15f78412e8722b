/**
 * The E–I network of Traub–Miles cells with conductance synapses: benchmark 3 of Brette et al. 2007 (COBAHH), after Vogels & Abbott
 * 2005. The three presets differ in leak, connectivity, spike test and start; what they share stands here.
 */
import { compartment, K_TM1991, leak, Na_TM1991 } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { exponentialConductance } from '../../synapses/exponential.ts';
import { networkSize } from '../network-size.ts';
import type { PresetParameter, PresetValues } from '../preset.ts';

/** Common parameters; `changes` overrides defaults by name. */
export function commonParameters(changes: Readonly<Record<string, Partial<PresetParameter>>> = {}): PresetParameter[] {
  return common.map((p) => ({ ...p, ...changes[p.name] }));
}

const common: readonly PresetParameter[] = [
  ...networkSize,
  {
    name: 'w_e',
    label: 'excitatory weight',
    unit: 'nS',
    value: 6,
    range: [0, 1000],
    logarithmic: true,
    acts: 'live',
  },
  {
    name: 'w_i',
    label: 'inhibitory weight',
    unit: 'nS',
    value: 67,
    range: [0, 10_000],
    logarithmic: true,
    acts: 'live',
  },
  {
    name: 'tau_e',
    label: 'excitatory decay time',
    unit: 'ms',
    value: 5,
    range: [0.1, 1000],
    logarithmic: true,
    acts: 'live',
  },
  {
    name: 'tau_i',
    label: 'inhibitory decay time',
    unit: 'ms',
    value: 10,
    range: [0.1, 1000],
    logarithmic: true,
    acts: 'live',
  },
  { name: 'E_e', label: 'excitatory reversal potential', unit: 'mV', value: 0, range: [-150, 150], acts: 'live' },
  { name: 'E_i', label: 'inhibitory reversal potential', unit: 'mV', value: -80, range: [-150, 150], acts: 'live' },
  {
    name: 'C',
    label: 'membrane capacitance',
    unit: 'pF',
    value: 200,
    range: [1, 10_000],
    logarithmic: true,
    acts: 'live',
  },
  {
    name: 'g_Na',
    label: 'sodium conductance',
    unit: 'nS',
    value: 20_000,
    range: [0, 1e6],
    logarithmic: true,
    acts: 'live',
  },
  {
    name: 'g_K',
    label: 'potassium conductance',
    unit: 'nS',
    value: 6000,
    range: [0, 1e6],
    logarithmic: true,
    acts: 'live',
  },
  { name: 'g_L', label: 'leak conductance', unit: 'nS', value: 10, range: [0, 1e4], logarithmic: true, acts: 'live' },
  { name: 'E_Na', label: 'sodium reversal potential', unit: 'mV', value: 50, range: [-150, 150], acts: 'live' },
  { name: 'E_K', label: 'potassium reversal potential', unit: 'mV', value: -90, range: [-150, 150], acts: 'live' },
  { name: 'E_L', label: 'leak reversal potential', unit: 'mV', value: -60, range: [-150, 150], acts: 'live' },
  {
    name: 'V_sh',
    label: 'voltage shift of both channels',
    unit: 'mV',
    value: -63,
    range: [-150, 150],
    acts: 'live',
  },
  { name: 'I', label: 'injected current', unit: 'pA', value: 0, range: [-1e5, 1e5], acts: 'live' },
];

/** The cell in the total convention, with or without its two synapses. */
export function tmCell(
  values: PresetValues,
  options: { threshold: string; refractory?: string; synapses?: boolean; integrator: string },
): Model {
  const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
  return compartment({
    C: v('C', 'pF'),
    I: v('I', 'pA'),
    channels: [
      Na_TM1991({ g: v('g_Na', 'nS'), E: v('E_Na', 'mV'), V_sh: 'V_sh' }),
      K_TM1991({ g: v('g_K', 'nS'), E: v('E_K', 'mV'), V_sh: 'V_sh' }),
      leak({ g: v('g_L', 'nS'), E: v('E_L', 'mV') }),
    ],
    synapses:
      options.synapses === false
        ? []
        : [
            exponentialConductance('e', { tau: v('tau_e', 'ms'), E: v('E_e', 'mV') }),
            exponentialConductance('i', { tau: v('tau_i', 'ms'), E: v('E_i', 'mV') }),
          ],
    parameters: { V_sh: v('V_sh', 'mV') },
    threshold: options.threshold,
    integrator: options.integrator,
    ...(options.refractory === undefined ? {} : { refractory: options.refractory }),
  });
}

export const VOGELS =
  'Vogels & Abbott 2005, J. Neurosci. 25:10786; Brette et al. 2007, J. Comput. Neurosci. 23:349, benchmark 3';
