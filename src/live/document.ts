/** Experiments from documents, and documents of experiments. */
import { amended, type Built, type ExperimentDocument } from '../document/index.ts';
import { type Act, type Intervention, parseQuantity, readInterventions, toUnit, UserError } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { presetDocument } from '../presets/document.ts';
import type { Preset } from '../presets/preset.ts';
import { networkOf } from './at-start.ts';
import { LiveParameters } from './live-parameters.ts';
import { textOf } from './model-text.ts';
import type { Action, Experiment, ScheduledAction } from './types.ts';

/** What a document says is done while it runs. Throws a UserError for what the page cannot do. */
export function planOf(
  document: ExperimentDocument,
  { network, run }: Built,
  preset: Preset,
): readonly ScheduledAction[] {
  const first = network.populations.find((p) => p.blueprint.role === 'cells');
  return readInterventions(run.interventions ?? [], preset.dt).map(({ step, action }) => ({
    step,
    action: actionOf(step, action),
  }));

  function actionOf(step: number, one: Act): Action {
    switch (one.kind) {
      case 'set': {
        const parameter = preset.parameters.find((p) => p.name === one.name);
        if (parameter === undefined || one.population !== undefined)
          throw new UserError(
            `At ${stepTime(step, preset.dt)} ms the document sets '${one.name}'${one.population === undefined ? '' : ` of ${one.population}`}. The page sets parameters of the document only: name '${one.name}' under parameters, or run the document by the command line.`,
          );
        const { unit } = parameter;
        return { ...one, value: { value: toUnit(parseQuantity(one.value).value, unit), unit } };
      }
      case 'inject':
      case 'silence':
      case 'kick':
        return one;
      case 'model': {
        const population = one.population ?? first?.name ?? '';
        const initial = Object.entries(one.initial ?? {}).flatMap(([name, value]) =>
          typeof value === 'string' || typeof value === 'number' ? [[name, `${value}`] as const] : [],
        );
        const owned = new Set(Object.keys(document.parameters ?? {}));
        const model = textOf(one.model, owned, Object.fromEntries(initial));
        return { kind: 'model', population: population === first?.name ? '' : population, model };
      }
    }
  }
}

/**
 * `experiment` of `preset` as it began, `interventions` what was done to it. A document keeps its own words where only its parameters and
 * its run were changed.
 */
export function documentFrom(
  preset: Preset,
  experiment: Experiment,
  interventions: readonly Intervention[] = [],
): ExperimentDocument {
  const live = new LiveParameters(preset, experiment.values);
  const internal = live.internal();
  const network = networkOf(preset, experiment);
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
