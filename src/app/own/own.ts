/** From a document to what the page runs: a preset that the document builds, how it is run, and what is done on the way. */
import { build, read } from '../../document/index.ts';
import { UserError } from '../../index.ts';
import { type Experiment, planOf } from '../../live/index.ts';
import { documentPreset } from '../../presets/of-document.ts';
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
