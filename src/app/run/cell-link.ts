/** The way from a run of a preset of cells with dendrites to the room that draws them. */
import type { Experiment, ScheduledAction } from '../../live/index.ts';
import { durationKey } from '../address-keys.ts';
import { setParameters } from '../link.ts';
import { defaultExperiment, presetOf } from './experiment.ts';

/**
 * Address of the room Dendrites with the preset, its parameters and duration. Undefined where that room would run something else: it takes
 * presets with their own step, rule and seed, and nothing that was done on the way.
 */
export function cellLink(experiment: Experiment, plan: readonly ScheduledAction[]): string | undefined {
  const preset = presetOf(experiment);
  const standard = defaultExperiment(preset);
  const { document, models, duration } = experiment;
  const same = (['seed', 'dt', 'integrator'] as const).every((key) => experiment[key] === standard[key]);
  if (!preset.dendrites || document !== undefined || Object.keys(models).length > 0 || plan.length > 0 || !same)
    return undefined;
  const query = new URLSearchParams({ preset: preset.name });
  setParameters(query, preset.parameters, experiment.values);
  if (duration !== standard.duration) query.set('duration', durationKey.write!(duration));
  return `#dendrites?${query}`;
}
