/** From a document to what the page runs: a preset that the document builds, how it is run, and what is done on the way. */
import { type Built, build, type ExperimentDocument, read } from '../../document/index.ts';
import {
  type Act,
  type Amount,
  type Network,
  parseQuantity,
  readInterventions,
  toUnit,
  UserError,
} from '../../index.ts';
import { type Action, type Experiment, type ScheduledAction, textOf } from '../../live/index.ts';
import type { Preset, PresetParameter } from '../../presets/preset.ts';
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
  const preset = presetFrom(document, built);
  const dt = msOf(built.run.dt ?? '0.1 ms');
  const experiment: Experiment = {
    preset: ownName,
    document: text,
    models: {},
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: document.run.seed ?? 1,
    dt: within(dt, dtRange, 'The step dt', 'ms'),
    duration: within(preset.duration, durationRange, 'The duration', 'ms'),
    integrator: preset.integrator,
    backend: document.run.backend ?? 'best',
    connectivity: document.run.connectivity ?? 'stored',
  };
  return { preset, experiment, plan: planOf(document, built, preset, dt), token: await packed(text) };
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

const msOf = (text: string | number | Amount): number =>
  Number(toUnit(parseQuantity(text).value, 'ms').toPrecision(12));

function presetFrom(document: ExperimentDocument, { network, run, fixed }: Built): Preset {
  const { title, description, reference, claims } = document;
  const first = network.populations.find((p) => p.blueprint.role === 'cells')?.blueprint.shape;
  const voltage = run.voltage ?? (first?.states.some((s) => s.name === 'V') ? 'V' : first?.states[0]?.name);
  const parameters = Object.entries(document.parameters ?? {}).map(([name, knob]) =>
    parameterOf(name, knob, !fixed.has(name) && actsIn(network, name), sizesIn(document, name)),
  );
  return {
    name:
      (title ?? '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 40) || 'experiment',
    title: title ?? 'My network',
    summary: description ?? '',
    ...(reference === undefined ? {} : { reference }),
    ...(claims === undefined ? {} : { claims: claims.map(({ says, seen }) => ({ claim: says, seen })) }),
    parameters,
    duration: msOf(run.duration),
    dt: msOf(run.dt ?? '0.1 ms'),
    integrator: run.integrator ?? '',
    variables: voltage === undefined ? [] : [voltage],
    build: (values, seed) => {
      const changed = parameters.filter((p) => toUnit(values[p.name]!, p.unit || '1') !== p.value);
      const set = changed.map((p) => [p.name, `${toUnit(values[p.name]!, p.unit || '1')} ${p.unit}`.trimEnd()]);
      return build(document, { seed, set: Object.fromEntries(set) }).network;
    },
  };
}

type Knob = NonNullable<ExperimentDocument['parameters']>[string];

function parameterOf(name: string, knob: Knob, live: boolean, counts: boolean): PresetParameter {
  const full = typeof knob === 'object' ? knob : { value: knob };
  const { unit: written, dimension } = parseQuantity(full.value, undefined, name);
  const unit = written === '1' ? '' : written;
  const inUnit = (text: string | number): number =>
    typeof text === 'number' ? text : toUnit(parseQuantity(text, dimension, name).value, unit || '1');
  const value = inUnit(full.value);
  const range: readonly [number, number] = full.range
    ? [inUnit(full.range[0]), inUnit(full.range[1])]
    : rangeAround(value);
  const whole = full.whole ?? counts;
  return {
    name,
    label: full.label ?? '',
    unit,
    value,
    range,
    ...(whole ? { whole } : {}),
    ...(full.logarithmic ? { logarithmic: true } : {}),
    acts: live ? 'live' : 'rebuild',
  };
}

/** Where the document gives none: from nothing to ten times the value, on its side of zero. */
function rangeAround(value: number): readonly [number, number] {
  if (value === 0) return [-100, 100];
  return value > 0 ? [0, 10 * value] : [10 * value, 0];
}

const actsIn = (network: Network, name: string): boolean =>
  network.populations.some((p) => p.blueprint.shape.parameters.some((q) => q.name === name)) ||
  network.projections.some((p) => p.parameters.some((q) => q.name === name));

/** Whether a number of cells is written with it, which is whole then. */
function sizesIn(document: ExperimentDocument, name: string): boolean {
  const uses = (text: unknown): boolean => typeof text === 'string' && new RegExp(`\\b${name}\\b`).test(text);
  return Object.values(document.populations).some(({ size }) => uses(size));
}

function planOf(
  document: ExperimentDocument,
  { network, run }: Built,
  preset: Preset,
  dt: number,
): readonly ScheduledAction[] {
  const first = network.populations.find((p) => p.blueprint.role === 'cells');
  return readInterventions(run.interventions ?? [], dt).map(({ step, action }) => ({ step, action: actionOf(action) }));

  function actionOf(one: Act): Action {
    switch (one.kind) {
      case 'set': {
        const parameter = preset.parameters.find((p) => p.name === one.name);
        if (parameter === undefined || one.population !== undefined)
          throw new UserError(
            `At ${one.at} the document sets '${one.name}'${one.population === undefined ? '' : ` of ${one.population}`}. The page sets parameters of the document only: name '${one.name}' under parameters, or run the document by the command line.`,
          );
        return { kind: 'set', name: one.name, value: toUnit(parseQuantity(one.value).value, parameter.unit || '1') };
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
