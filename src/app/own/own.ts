/** From a document to what the page runs: a preset that the document builds, how it is run, and what is done on the way. */
import { type Built, build, type ExperimentDocument, read } from '../../document/index.ts';
import { type Act, parseQuantity, readInterventions, toUnit, UserError } from '../../index.ts';
import { type Action, type Experiment, type ScheduledAction, textOf } from '../../live/index.ts';
import { documentPreset } from '../../presets/of-document.ts';
import type { Preset } from '../../presets/preset.ts';
import { dtRange, durationRange, within } from '../entries.ts';
import { packed } from './token.ts';
import { type BuiltOwn, ownName } from './types.ts';

/** `text`: JSON. Throws a DocumentError or another UserError that says what is wrong. */
export async function ownFrom(text: string): Promise<BuiltOwn> {
  const document = await read(parsed(text));
  const branching = Object.entries(document.models ?? {}).find(([, model]) => 'neuron' in model);
  if (branching)
    throw new UserError(
      `The model '${branching[0]}' has dendrites, which this room does not show. The room Dendrites runs single cells of SWC files; 'galvani run' and the library run the document.`,
    );
  const built = build(document);
  const preset = documentPreset(document, built);
  const experiment: Experiment = {
    preset: ownName,
    document: text,
    models: {},
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: document.run.seed ?? 1,
    dt: within(preset.dt, dtRange, 'The step dt', 'ms'),
    duration: within(preset.duration, durationRange, 'The duration', 'ms'),
    integrator: preset.integrator,
    backend: document.run.backend ?? 'best',
    connectivity: document.run.connectivity ?? 'stored',
  };
  return { preset, experiment, plan: planOf(document, built, preset), token: await packed(text) };
}

/** Plain data: what a text of many synapses is read for by `JSON.parse` in milliseconds takes a reader of YAML seconds. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new UserError('The experiment is no document in JSON.');
}

function planOf(document: ExperimentDocument, { network, run }: Built, preset: Preset): readonly ScheduledAction[] {
  const first = network.populations.find((p) => p.blueprint.role === 'cells');
  return readInterventions(run.interventions ?? [], preset.dt).map(({ step, action }) => ({
    step,
    action: actionOf(action),
  }));

  function actionOf(one: Act): Action {
    switch (one.kind) {
      case 'set': {
        const parameter = preset.parameters.find((p) => p.name === one.name);
        if (parameter === undefined || one.population !== undefined)
          throw new UserError(
            `At ${one.at} the document sets '${one.name}'${one.population === undefined ? '' : ` of ${one.population}`}. The page sets parameters of the document only: name '${one.name}' under parameters, or run the document by the command line.`,
          );
        return { kind: 'set', name: one.name, value: toUnit(parseQuantity(one.value).value, parameter.unit) };
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
