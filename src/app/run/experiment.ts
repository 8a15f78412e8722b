/** Experiments as the page handles them: defaults of a preset, and the share of excitatory cells. */

import type { Experiment } from '../../live/index.ts';
import type { PresetFacts, PresetParameter } from '../../presets/preset.ts';
import { ownOf } from '../own/registry.ts';

export function defaultExperiment(preset: PresetFacts): Experiment {
  return {
    preset: preset.name,
    models: {},
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: 1,
    dt: preset.dt,
    duration: preset.duration,
    integrator: preset.integrator,
    backend: 'best',
    connectivity: preset.connectivity ?? 'stored',
  };
}

export { presetOf } from '../own/registry.ts';

/** As a preset or a document begins. */
export const standardOf = (experiment: Experiment, preset: PresetFacts): Experiment =>
  ownOf(experiment)?.experiment ?? defaultExperiment(preset);

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
