/** Parameters that the presets of the leaky integrate-and-fire family share. */
import type { PresetParameter, PresetValues } from '../preset.ts';

const mV = (name: string, label: string, value: number): PresetParameter => ({
  name,
  label,
  unit: 'mV',
  value,
  range: [-200, 200],
  acts: 'live',
});

const common: readonly PresetParameter[] = [
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
    name: 'g_L',
    label: 'leak conductance',
    unit: 'nS',
    value: 10,
    range: [0.1, 1000],
    logarithmic: true,
    acts: 'live',
  },
  mV('E_L', 'resting potential', -65),
  mV('V_th', 'threshold', -50),
  mV('V_r', 'reset', -65),
  { name: 'T_ref', label: 'absolute refractory period', unit: 'ms', value: 2, range: [0, 100], acts: 'live' },
  { name: 'I', label: 'injected current', unit: 'pA', value: 200, range: [-1e5, 1e5], acts: 'live' },
];

/** The chosen ones in this order; `changes` overrides by name. */
export function membraneParameters(
  names: readonly string[],
  changes: Readonly<Record<string, Partial<PresetParameter>>> = {},
): PresetParameter[] {
  return common.filter((p) => names.includes(p.name)).map((p) => ({ ...p, ...changes[p.name] }));
}

export const LIF = ['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref', 'I'] as const;

/** How many cells run side by side. */
export const cellCount = (value: number, label: string): PresetParameter => ({
  name: 'cells',
  label,
  unit: '',
  value,
  range: [1, 1_000_000],
  whole: true,
  logarithmic: true,
  acts: 'rebuild',
});

const units: Readonly<Record<string, string>> = {
  C: 'pF',
  g_L: 'nS',
  E_L: 'mV',
  V_th: 'mV',
  V_r: 'mV',
  T_ref: 'ms',
  I: 'pA',
};

/** Texts of the chosen values, as the models take them. Internal units are the units above. */
export const texts = (values: PresetValues, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `${values[name]} ${units[name]}`]));
