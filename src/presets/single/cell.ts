/** What the presets of single cells share: their parameters, and a network of one cell from its steady gates. */
import { steadyState } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { count, live, logarithmic, numberIn, rebuild } from '../define.ts';
import { onRule } from '../on-rule.ts';

export const current = (value: number, label = 'injected current') => live(value, 'uA/cm^2', label, [-1000, 1000]);

export const capacitance = (value: number) => live(value, 'uF/cm^2', 'membrane capacitance', [0.01, 100], logarithmic);

/** `ion`: 'sodium' gives 'sodium conductance'. */
export const conductance = (ion: string, value: number, most = 1e4) =>
  live(value, 'mS/cm^2', `${ion} conductance`, [0, most], logarithmic);

export const reversal = (ion: string, value: number) => live(value, 'mV', `${ion} reversal potential`, [-150, 150]);

export const start = (value: number) => rebuild(value, 'mV', 'voltage at the start', [-150, 100]);

export const cells = count(1, 'number of cells', [0, 1e6]);

/** A network of `size` such cells at `V`, gates steady there, on `exp_euler`. `initial` adds what has no steady state of its own. */
export function atRest(
  model: Model,
  size: number,
  V: string,
  seed: number,
  initial: Readonly<Record<string, number>> = {},
): Network {
  const network = new Network({ seed });
  const gates = steadyState(model, 'V', numberIn('mV', V), initial);
  network.population(onRule(model, 'exp_euler'), size, { V, ...gates, ...initial }, { name: 'cell' });
  return network;
}
