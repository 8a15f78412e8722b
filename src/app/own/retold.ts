/** The experiment that is open as a document: what a file, a link and the builder take. */
import { documentOf, type ExperimentDocument } from '../../document/index.ts';
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
  const values = new LiveParameters(preset, experiment.values).internal();
  const origin = preset.build(values, experiment.seed);
  const network = new NetworkVariants(preset, origin, experiment.dt).network(
    { models: experiment.models, parts: untouched },
    new Map(),
  );
  const { duration, dt, integrator, backend, connectivity, seed } = experiment;
  const run = {
    duration: `${duration} ms`,
    dt: `${dt} ms`,
    ...(integrator === '' ? {} : { integrator }),
    ...(backend === 'best' || backend === 'auto' ? {} : { backend }),
    ...(connectivity === 'stored' ? {} : { connectivity }),
  };
  const whole = { longest: Number.POSITIVE_INFINITY };
  if (experiment.document === undefined)
    return presetDocument(preset, network, values, { ...whole, run, interventions }).document;
  const given = JSON.parse(experiment.document) as ExperimentDocument;
  const { title, description, reference, claims } = given;
  const parameters = Object.fromEntries(
    Object.entries(given.parameters ?? {}).map(([name, knob]) => {
      const parameter = preset.parameters.find((p) => p.name === name)!;
      const chosen = experiment.values[name] ?? parameter.value;
      if (chosen === parameter.value) return [name, knob];
      const value = parameter.unit === '' ? chosen : `${chosen} ${parameter.unit}`;
      return [name, typeof knob === 'object' ? { ...knob, value } : value];
    }),
  );
  const told = documentOf(network, { ...whole, title, description, reference, claims, parameters, run, interventions });
  if (Object.keys(experiment.models).length > 0) return told.document;
  const { do: _, ...rest } = given;
  // Models that interventions put in the place of others come from the retelling.
  const acts = told.document.do ?? [];
  const named = acts.flatMap((act) => (act.model === undefined ? [] : [act.model.name]));
  const added = Object.entries(told.document.models ?? {}).filter(([name]) => named.includes(name));
  return {
    ...rest,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(added.length === 0 ? {} : { models: { ...given.models, ...Object.fromEntries(added) } }),
    run: { ...given.run, ...run, seed },
    ...(acts.length === 0 ? {} : { do: acts }),
  };
}
