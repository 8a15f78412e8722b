/** The command that writes an experiment as a folder for a cluster, for networks that a tab cannot hold. */
import type { PresetFacts } from '../presets/preset.ts';
import type { Experiment } from './types.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * `galvani export` with what differs from `standard`, the experiment as its preset begins; of a document, which is saved first, its seed,
 * step and duration.
 */
export function clusterCommand(experiment: Experiment, preset: PresetFacts, standard: Experiment): string {
  const own = experiment.document !== undefined;
  const set = preset.parameters
    .filter(({ name }) => experiment.values[name] !== standard.values[name])
    .map(({ name, unit }) => `--set ${quoted(`${name}=${experiment.values[name]} ${unit}`.trim())}`);
  return [
    `npx galvani export ${own ? 'experiment.yaml' : preset.name} --to nest -o ${own ? 'experiment' : preset.name}-nest`,
    ...set,
    ...(experiment.seed === standard.seed ? [] : [`--seed ${experiment.seed}`]),
    ...(experiment.duration === standard.duration ? [] : [`--duration ${quoted(`${experiment.duration} ms`)}`]),
    ...(experiment.dt === standard.dt ? [] : [`--dt ${quoted(`${experiment.dt} ms`)}`]),
    ...(experiment.integrator === standard.integrator || experiment.integrator === ''
      ? []
      : [`--integrator ${experiment.integrator}`]),
  ].join(' ');
}
