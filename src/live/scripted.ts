/** What was done to a run, as scripts and documents do it again. */
import type { Intervention } from '../index.ts';
import type { Preset } from '../presets/preset.ts';
import { interventionOf } from '../simulate/interventions/index.ts';
import { variantsOf } from './at-start.ts';
import { withModel } from './model-text.ts';
import type { Experiment, ScheduledAction } from './types.ts';

/** `experiment` as it began, `plan` what was done to it. */
export function scripted(preset: Preset, experiment: Experiment, plan: readonly ScheduledAction[]): Intervention[] {
  const { models: begun, dt } = experiment;
  let models = begun;
  return plan.map(({ step, action }): Intervention => {
    if (action.kind !== 'model') return interventionOf({ step, action }, dt);
    // The preset's own parameters have the values that the run began with.
    models = withModel(models, action.population, action.model);
    return interventionOf({ step, action: variantsOf(preset, experiment).whole(action, models, begun) }, dt);
  });
}
