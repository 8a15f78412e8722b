/** Experiments as the page handles them: how a preset or a document begins. */

import type { Experiment } from '../../live/index.ts';
import type { PresetFacts } from '../../presets/preset.ts';
import { type Named, ownOf } from '../own/registry.ts';

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
export const standardOf = (experiment: Named, preset: PresetFacts): Experiment =>
  ownOf(experiment)?.experiment ?? defaultExperiment(preset);
