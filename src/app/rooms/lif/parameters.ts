/** Parameters of the panels. Those of the membrane are shared: what is set in one panel stands in all. */
import { InternalError } from '../../../errors.ts';
import type { PresetParameter } from '../../../presets/preset.ts';

const make = (
  name: string,
  label: string,
  unit: string,
  value: number,
  range: readonly [number, number],
  logarithmic = false,
): PresetParameter => ({ name, label, unit, value, range, acts: 'live', ...(logarithmic ? { logarithmic } : {}) });

const all: readonly PresetParameter[] = [
  make('C', 'capacitance', 'pF', 200, [20, 2000], true),
  make('g_L', 'leak conductance', 'nS', 10, [2, 100], true),
  make('E_L', 'rest', 'mV', -65, [-90, -55]),
  make('V_th', 'threshold', 'mV', -50, [-54, -30]),
  make('V_r', 'reset', 'mV', -65, [-90, -55]),
  make('T_ref', 'refractory period', 'ms', 2, [0, 20]),
  make('I', 'current', 'pA', 200, [0, 3000]),
  make('V_0', 'start', 'mV', -65, [-100, -30]),
  make('dt', 'step', 'ms', 1, [0.1, 50], true),
  make('I_low', 'smallest current', 'pA', 100, [0, 1000]),
  make('I_high', 'largest current', 'pA', 2000, [100, 20_000], true),
  make('i', 'current ÷ rheobase', '', 1.5, [0.5, 10]),
  make('v_r', 'reset, rest 0, threshold 1', '', 0, [-3, 0.9]),
  make('f_low', 'chirp from', 'Hz', 0.5, [0.1, 10], true),
  make('f_high', 'chirp to', 'Hz', 100, [20, 500], true),
  make('A', 'amplitude of the chirp', 'pA', 100, [1, 300]),
  make('theta_0', 'threshold at rest', 'mV', -50, [-54, -30]),
  make('alpha', 'jump at a spike', 'mV', 2, [0, 40]),
  make('tau_theta', 'relaxation time', 'ms', 100, [5, 2000], true),
  make('duration', 'duration', 'ms', 600, [100, 3000]),
  make('sigma', 'spread of V by noise', 'mV', 1, [0.1, 10], true),
  make('tau_c', 'channel time constant', 'ms', 2, [0.2, 50], true),
  make('V', 'operating point', 'mV', -65, [-100, -30]),
  make('size', 'size of the small step', 'mV', 0.5, [-5, 5]),
  make('I_max', 'largest current allowed', 'pA', 5000, [1000, 30_000], true),
  make('factor', 'factor on every current', '', 1, [0, 3]),
];

const named = (name: string): PresetParameter => {
  const found = all.find((p) => p.name === name);
  if (found) return found;
  throw new InternalError(`No parameter '${name}' in the LIF laboratory.`);
};

export const sharedNames: ReadonlySet<string> = new Set(['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref']);

export const shared = (...names: readonly string[]): PresetParameter[] => names.map(named);

/** A parameter of one panel alone. */
export const own = (
  name: string,
  value: number,
  change: Partial<Pick<PresetParameter, 'range'>> = {},
): PresetParameter => ({ ...named(name), value, ...change });
