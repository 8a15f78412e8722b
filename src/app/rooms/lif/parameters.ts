/** Parameters of the panels. Those of the membrane are shared: what is set in one panel stands in all. */
import { InternalError } from '../../../errors.ts';
import { presetFacts } from '../../../presets/facts.ts';
import type { PresetParameter } from '../../../presets/preset.ts';

type Range = readonly [number, number];
type Change = Partial<Pick<PresetParameter, 'range' | 'logarithmic'>>;

/** Parameters of a preset within bounds of this room, where the panels' curves can be followed. */
const ofPreset = (preset: string, bounds: Readonly<Record<string, Change>>): PresetParameter[] =>
  Object.entries(bounds).map(([name, change]) => {
    const found = presetFacts.find((p) => p.name === preset)?.parameters.find((p) => p.name === name);
    if (found) return { ...found, ...change, acts: 'live' };
    throw new InternalError(`The preset ${preset} of the LIF laboratory has no parameter '${name}'.`);
  });

/** Parameters of no preset. */
const make = (name: string, label: string, unit: string, value: number, range: Range, logarithmic = false) =>
  ({ name, label, unit, value, range, acts: 'live', ...(logarithmic ? { logarithmic } : {}) }) as const;

const all: readonly PresetParameter[] = [
  ...ofPreset('lif', {
    C: { range: [20, 2000] },
    g_L: { range: [2, 100] },
    E_L: { range: [-90, -55] },
    V_th: { range: [-54, -30] },
    V_r: { range: [-90, -55] },
    T_ref: { range: [0, 20] },
    I: { range: [0, 3000] },
    V_0: { range: [-100, -30] },
  }),
  ...ofPreset('lif-fi', { I_low: { range: [0, 1000] }, I_high: { range: [100, 20_000], logarithmic: true } }),
  ...ofPreset('lif-dimensionless', { i: { range: [0.5, 10] }, v_r: { range: [-3, 0.9] } }),
  ...ofPreset('lif-chirp', { f_low: { range: [0.1, 10] }, f_high: { range: [20, 500] }, A: { range: [1, 300] } }),
  ...ofPreset('lif-adaptive', {
    theta_0: { range: [-54, -30] },
    alpha: { range: [0, 40] },
    tau_theta: { range: [5, 2000] },
  }),
  ...ofPreset('lif-noisy', { sigma: { range: [0.1, 10], logarithmic: true } }),
  ...ofPreset('lif-channels', { tau_c: { range: [0.2, 50] } }),
  make('dt', 'step', 'ms', 1, [0.1, 50], true),
  make('duration', 'duration', 'ms', 600, [100, 3000]),
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
