/** The experiment that is open as a file, with what was done to it. */
import { write } from '../../document/index.ts';
import { documentFrom, type Experiment, type ScheduledAction, type Settings, scripted } from '../../live/index.ts';
import { download } from '../download.ts';
import { buildOf } from './build.ts';

export type DocumentKind = 'experiment.yaml' | 'experiment.json';

/**
 * `experiment` and `base` as it began, `plan` what was done to it and is still to be done. Throws a UserError where no document can hold
 * it.
 */
export async function saveExperiment(
  kind: DocumentKind,
  experiment: Experiment,
  base: Settings,
  plan: readonly ScheduledAction[],
): Promise<void> {
  const preset = buildOf(experiment);
  const document = documentFrom(preset, experiment, scripted(preset, { ...experiment, ...base }, plan));
  const json = kind === 'experiment.json';
  const text = await write(document, { format: json ? 'json' : 'yaml' });
  const mime = json ? 'application/json' : 'application/yaml';
  download(new TextEncoder().encode(text), mime, `${preset.name}-seed${experiment.seed}-${kind}`);
}
