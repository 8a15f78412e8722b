/**
 * The experiment in the address, with what was done to it and how it is looked at, so that a link reproduces it. Only what differs from the
 * preset's defaults is written. Links come from strangers: every value is read as if typed, and what does not pass is left at its default
 * and named.
 */
import { CellTexts, checkConnectivity, UserError } from '../../index.ts';
import {
  actionText,
  type Experiment,
  modelJson,
  readAction,
  readModel,
  type ScheduledAction,
  withModel,
} from '../../live/index.ts';
import type { Amount } from '../../numbers/amount.ts';
import type { PresetFacts } from '../../presets/preset.ts';
import {
  backendKey,
  dtKey,
  durationKey,
  integratorKey,
  type Keys,
  readKey,
  seedKey,
  setKeys,
} from '../address-keys.ts';
import { readParameter, readTime } from '../entries.ts';
import { excerpt, Link, setParameters } from '../link.ts';
import { networkPresets, presetOfLink } from '../network-presets.ts';
import { ownByToken, ownOf } from '../own/registry.ts';
import { defaultExperiment, presetOf, standardOf } from './experiment.ts';
import { type AddressView, viewKeys } from './view-address.ts';

const longest = 200_000;
const mostInterventions = 2000;
const mostModels = 64;
/** Steps are 32-bit. */
const lastStep = 4_294_967_295;
/** ms */
const standRange: readonly [number, number] = [0, 1e9];

/** How it is run. */
const keys: Keys<Experiment> = {
  seed: seedKey,
  duration: durationKey,
  dt: dtKey,
  integrator: integratorKey,
  backend: backendKey,
  connectivity: { read: checkConnectivity },
};

/** The spikes that a link promises. */
export interface Expected {
  /** Hexadecimal SHA-256 of the spikes, or its beginning. */
  readonly hash: string;
  /** Steps run by then. */
  readonly steps: number;
  /** What computed them: 'webgpu, google swiftshader'. */
  readonly on: string;
}

/**
 * `experiment` as it began, `plan` with what was done since and is still to be done, `expected` for the spikes it gave, `stand` for the
 * time at which it stands or will, ms: undefined where that is the duration.
 */
export function writeAddress(
  experiment: Experiment,
  plan: readonly ScheduledAction[] = [],
  view: AddressView = {},
  expected?: Expected,
  stand?: number,
): string {
  const preset = presetOf(experiment);
  const standard = standardOf(experiment, preset);
  const own = ownOf(experiment);
  const query = new URLSearchParams(own === undefined ? { preset: preset.name } : { doc: own.token });
  setParameters(query, preset.parameters, experiment.values);
  setKeys(query, keys, experiment, standard);
  for (const [population, model] of Object.entries(experiment.models))
    query.append('model', modelJson(population, model));
  for (const { step, action } of plan) query.append('do', `${step} ${actionText(action)}`);
  if (stand !== undefined) query.set('stand', `${stand} ms`);
  const touched = sameCells(view.pick, touchedLast(plan));
  setKeys(query, viewKeys(), touched ? { ...view, pick: undefined } : view, { pick: [] });
  if (touched) query.set('pick', pickedLast);
  if (expected !== undefined) query.set('gave', `${expected.hash} ${expected.steps} ${expected.on}`);
  // Chat programs cut long links, and commas are let through as they are.
  return `#network?${query.toString().replaceAll('%2C', ',')}`;
}

/** Stands for the cells that were touched last. */
const pickedLast = 'last';

function touchedLast(plan: readonly ScheduledAction[]): readonly number[] | undefined {
  const last = plan.findLast(({ action }) => 'cells' in action)?.action;
  return last !== undefined && 'cells' in last ? last.cells : undefined;
}

const sameCells = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length > 0 && a.length === b.length && a.every((cell, k) => cell === b[k]);

/** '<hash> <steps> <what computed them>', as a link has them. Throws a UserError. */
export function readExpected(text: string): Expected {
  const [, hash, steps, on] = /^([0-9a-f]{8,64}) (\d{1,10}) ([^\p{Cc}]{1,120})$/u.exec(text) ?? [];
  if (hash === undefined || steps === undefined || on === undefined)
    throw new UserError('it is no hash, number of steps and adapter.');
  return { hash, steps: Number(steps), on };
}

export interface ExperimentAddress {
  readonly experiment: Experiment;
  readonly plan: readonly ScheduledAction[];
  readonly view: AddressView;
  readonly expected?: Expected;
  /** Step at which the run is to stand; undefined: at its duration. */
  readonly until?: number;
  /** Sentences on what was refused. */
  readonly refused: readonly string[];
}

/** `among`: the presets that may be named; those of the rooms where left out. */
export function readAddress(hash: string, among: readonly PresetFacts[] = networkPresets): ExperimentAddress {
  const link = new Link(hash, longest);
  const { query, refused } = link;
  const own = ownByToken(query.get('doc') ?? '');
  const preset = presetOfLink(link, own ? [own.preset] : among, own?.preset ?? networkPresets[0]!);
  let experiment = own?.experiment ?? defaultExperiment(preset);
  const values: Record<string, number> = { ...experiment.values };
  const plan: ScheduledAction[] = [];
  const texts = new CellTexts();
  const seen = viewKeys(texts);
  let models = 0;
  let pickLast = false;
  let view: AddressView = {};
  let expected: Expected | undefined;
  let stand: number | undefined;
  const readValue = (name: string, text: string): Amount => {
    const parameter = preset.parameters.find((p) => p.name === name);
    if (parameter?.acts !== 'live') throw new UserError(`there is no live parameter '${excerpt(name)}'.`);
    return { value: readParameter(parameter, text), unit: parameter.unit };
  };
  for (const [key, text] of query) {
    if (key === 'preset' || key === 'doc') continue;
    const parameter = preset.parameters.find((p) => p.name === key);
    link.take(text, () => {
      if (parameter !== undefined) values[key] = readParameter(parameter, text);
      else if (key === 'do') plan.push(readIntervention(text, plan.length, readValue, texts));
      else if (key === 'model') {
        const { population, model } = readModel(text);
        if (++models > mostModels) throw new UserError(`a link holds at most ${mostModels} models.`);
        experiment = { ...experiment, models: withModel(experiment.models, population, model) };
      } else if (key === 'pick' && text === pickedLast) pickLast = true;
      else if (key === 'gave') expected = readExpected(text);
      else if (key === 'stand') stand = readTime(text, standRange, 'The time at which a run stands');
      else if (Object.hasOwn(seen, key)) view = { ...view, ...readKey(seen, key, text) };
      else experiment = { ...experiment, ...readKey(keys, key, text) };
    });
  }
  plan.sort((a, b) => a.step - b.step);
  if (pickLast) view = { ...view, pick: touchedLast(plan) ?? [] };
  // What a link promises is compared where it was made.
  const steps = expected?.steps ?? (stand === undefined ? 0 : Math.round(stand / experiment.dt));
  const until = steps > 0 ? Math.min(steps, lastStep) : undefined;
  return {
    experiment: { ...experiment, values },
    plan,
    view,
    ...(expected === undefined ? {} : { expected }),
    ...(until === undefined ? {} : { until }),
    refused,
  };
}

function readIntervention(
  text: string,
  before: number,
  readValue: (name: string, text: string) => Amount,
  texts: CellTexts,
): ScheduledAction {
  if (before >= mostInterventions) throw new UserError(`a link holds at most ${mostInterventions} interventions.`);
  const [, step, rest] = /^(\d{1,10})\s+([\s\S]+)$/.exec(text) ?? [];
  if (step === undefined || rest === undefined || Number(step) > lastStep)
    throw new UserError(`an intervention begins with the number of its step, as in '1200 kick 30 mV to 5'.`);
  return { step: Number(step), action: readAction(rest, readValue, texts) };
}
