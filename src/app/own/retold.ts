/** The experiment that is open as a document: what a file, a link and the builder take. */
import { amended, type ExperimentDocument } from '../../document/index.ts';
import { type Intervention, untouched } from '../../index.ts';
import { type Experiment, LiveParameters, NetworkVariants } from '../../live/index.ts';
import { presetDocument } from '../../presets/document.ts';
import { buildOf } from './build.ts';

/**
 * `experiment` as it began, its document taken in if it has one; `interventions` what was done to it. A document keeps its own words where
 * only its parameters and its run were changed.
 */
export function documentFrom(experiment: Experiment, interventions: readonly Intervention[] = []): ExperimentDocument {
  const preset = buildOf(experiment);
  const live = new LiveParameters(preset, experiment.values);
  const internal = live.internal();
  const network = new NetworkVariants(preset, preset.build(internal, experiment.seed), experiment.dt).network(
    { models: experiment.models, parts: untouched },
    new Map(),
  );
  const { duration, dt, integrator, backend, connectivity } = experiment;
  const run = {
    duration: `${duration} ms`,
    dt: `${dt} ms`,
    ...(integrator === '' ? {} : { integrator }),
    ...(backend === 'best' || backend === 'auto' ? {} : { backend }),
    ...(connectivity === 'stored' ? {} : { connectivity }),
  };
  if (experiment.document === undefined)
    return presetDocument(preset, network, internal, { longest: Number.POSITIVE_INFINITY, run, interventions })
      .document;
  const { values } = live;
  const changed = preset.parameters.filter((p) => values[p.name] !== p.value);
  return amended(JSON.parse(experiment.document) as ExperimentDocument, network, {
    set: Object.fromEntries(changed.map(({ name, unit }) => [name, { value: values[name]!, unit }])),
    run,
    interventions,
    remodelled: Object.keys(experiment.models).length > 0,
  });
}
