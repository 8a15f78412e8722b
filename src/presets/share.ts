/** The share of excitatory cells, where a network has n_exc and n_inh of them. */
import type { PresetParameter } from './preset.ts';

/** Not a parameter of a preset: divides the same number of cells anew. */
export const share: PresetParameter = {
  name: 'share_E',
  label: 'share of E cells',
  unit: '',
  value: 0.8,
  range: [0, 1],
  acts: 'rebuild',
};

/** Share of excitatory cells, where the preset tells E from I. */
export function excitatoryShare(values: Readonly<Record<string, number>>): number | undefined {
  const { n_exc: e, n_inh: i } = values;
  return e === undefined || i === undefined || e + i === 0 ? undefined : e / (e + i);
}

/** The same number of cells, divided anew. */
export function withShare(values: Readonly<Record<string, number>>, share: number): Record<string, number> {
  const total = values['n_exc']! + values['n_inh']!;
  const e = Math.round(total * share);
  return { ...values, n_exc: e, n_inh: total - e };
}
