/** What the two integrate-and-fire networks of Vogels & Abbott share. */
import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { fixedProbability } from '../../network/rules/index.ts';
import type { PresetParameter, PresetValues } from '../preset.ts';

export const delay: PresetParameter = {
  name: 'delay',
  label: 'axonal delay; 0 for the next step',
  unit: 'ms',
  value: 0,
  range: [0, 100],
  acts: 'rebuild',
};

/** A live parameter on a linear scale. */
export const live = (
  name: string,
  label: string,
  unit: string,
  value: number,
  range: readonly [number, number],
): PresetParameter => ({ name, label, unit, value, range, acts: 'live' });

export const delayText = (values: PresetValues): { delay: string } | Record<string, never> =>
  values['delay']! > 0 ? { delay: `${values['delay']} ms` } : {};

/** Names the slices E and I. */
export function slices(cells: Population, values: PresetValues) {
  return {
    excitatory: cells.slice(0, values['n_exc']!, { name: 'E' }),
    inhibitory: cells.slice(values['n_exc']!, cells.size, { name: 'I' }),
  };
}

/** E onto all by `w_e` and I onto all by `w_i`, each pair with probability p. */
export function connect(
  network: Network,
  cells: Population,
  values: PresetValues,
  synapses: { readonly e: string; readonly i: string; readonly unit: string },
): void {
  const { excitatory, inhibitory } = slices(cells, values);
  const rule = fixedProbability(values['p']!, { autapses: true });
  const parts = [
    { source: excitatory, name: 'E to all', variable: synapses.e, weight: 'w_e' },
    { source: inhibitory, name: 'I to all', variable: synapses.i, weight: 'w_i' },
  ];
  for (const { source, name, variable, weight } of parts)
    network.project(source, cells, {
      name,
      connect: rule,
      onSpike: `${variable} += ${weight}`,
      parameters: { [weight]: `${values[weight]} ${synapses.unit}` },
      ...delayText(values),
    });
}

export const REVIEW = 'Vogels & Abbott 2005, J. Neurosci. 25:10786; Brette et al. 2007, J. Comput. Neurosci. 23:349';
