/** What the presets of single cells share: their parameters, and a network of one cell from its steady gates. */
import { steadyState } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import { onRule } from '../on-rule.ts';
import type { PresetParameter, PresetValues } from '../preset.ts';

export const current = (value: number): PresetParameter => ({
  name: 'I',
  label: 'injected current',
  unit: 'uA/cm^2',
  value,
  range: [-1000, 1000],
  acts: 'live',
});

export const capacitance = (value: number): PresetParameter => ({
  name: 'C',
  label: 'membrane capacitance',
  unit: 'uF/cm^2',
  value,
  range: [0.01, 100],
  logarithmic: true,
  acts: 'live',
});

/** `ion`: 'sodium' gives 'sodium conductance'. */
export const conductance = (name: string, ion: string, value: number): PresetParameter => ({
  name,
  label: `${ion} conductance`,
  unit: 'mS/cm^2',
  value,
  range: [0, 1e4],
  logarithmic: true,
  acts: 'live',
});

export const reversal = (name: string, ion: string, value: number): PresetParameter => ({
  name,
  label: `${ion} reversal potential`,
  unit: 'mV',
  value,
  range: [-150, 150],
  acts: 'live',
});

export const start = (value: number): PresetParameter => ({
  name: 'V_0',
  label: 'voltage at the start',
  unit: 'mV',
  value,
  range: [-150, 100],
  acts: 'rebuild',
});

export const count: PresetParameter = {
  name: 'cells',
  label: 'number of cells',
  unit: '',
  value: 1,
  range: [0, 1e6],
  whole: true,
  acts: 'rebuild',
};

/** The parameters' values, which are internal, as texts in the parameters' units for a model, under the names they have there. */
export function modelParameters(parameters: readonly PresetParameter[], values: PresetValues): Record<string, string> {
  const live = parameters.filter((p) => p.acts === 'live');
  return Object.fromEntries(live.map((p) => [p.name, formatQuantity(values[p.name]!, p.unit, 17)]));
}

/** A network of `cells` such cells at V_0, gates steady there, on `exp_euler`. `initial` adds what has no steady state of its own. */
export function atRest(
  model: Model,
  values: PresetValues,
  seed: number,
  initial: Readonly<Record<string, number>> = {},
): Network {
  const network = new Network({ seed });
  const cell = onRule(model, 'exp_euler');
  const gates = steadyState(model, 'V', values['V_0']!, initial);
  network.population(cell, values['cells']!, { V: `${values['V_0']} mV`, ...gates, ...initial }, { name: 'cell' });
  return network;
}
