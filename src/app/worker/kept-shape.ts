/**
 * The shape of a run that was kept, and whether what the browser's database gives back has it: any field may be missing or be something
 * else.
 */
import { backendNames } from '../../index.ts';
import type { Action, Experiment, ModelText, RecordPart, Saved } from '../../live/index.ts';
import { isAmount } from '../../numbers/amount.ts';
import { pointPresets } from '../../presets/index.ts';
import { backends, dtRange, durationRange } from '../entries.ts';
import type { KeptRun } from './messages.ts';

export interface LeftRun {
  readonly kept: KeptRun;
  readonly saved: Saved;
  /** All that was recorded before `kept.step`, in order. */
  readonly parts: readonly RecordPart[];
}

type Fields<T> = { readonly [K in keyof T]: unknown };
type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumber: Check = (value) => Number.isFinite(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const tableOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const inRange =
  ([low, high]: readonly [number, number]): Check =>
  (value) =>
    isNumber(value) && (value as number) >= low && (value as number) <= high;

const isModel: Check = (value) => {
  if (!isObject(value)) return false;
  const { equations, threshold, reset, refractory, parameters, initial } = value as Fields<ModelText>;
  const tables = [parameters, initial ?? {}];
  return [equations, threshold, reset, refractory].every(isText) && tables.every(tableOf(isText));
};

const isExperiment: Check = (value) => {
  if (!isObject(value)) return false;
  const e = value as Fields<Experiment>;
  const preset = pointPresets.find(({ name }) => name === e.preset);
  const own = e.document !== undefined;
  if (own ? !isText(e.document) : preset === undefined) return false;
  if (!tableOf(isNumber)(e.values) || !tableOf(isModel)(e.models)) return false;
  const values = e.values as Readonly<Record<string, number>>;
  return (
    (preset?.parameters ?? []).every(({ name }) => Object.hasOwn(values, name)) &&
    isCount(e.seed) &&
    inRange(dtRange)(e.dt) &&
    inRange(durationRange)(e.duration) &&
    isText(e.integrator) &&
    (e.backend === 'best' || (backends as readonly unknown[]).includes(e.backend)) &&
    (e.connectivity === 'stored' || e.connectivity === 'procedural')
  );
};

/** ms; may be infinite. */
const isLength: Check = (value) => typeof value === 'number' && value > 0;

/** By kind: what the fields of an action must be. */
const actions: { readonly [K in Action['kind']]: Readonly<Record<string, Check>> } = {
  set: { name: isText, value: (value) => isText(value) || (isAmount(value) && isNumber(value.value)) },
  model: { population: isText, model: (value) => value === undefined || isModel(value) },
  inject: { cells: listOf(isCount), amplitude: isText, duration: isLength },
  silence: { cells: listOf(isCount), duration: isLength },
  kick: { cells: listOf(isCount), amplitude: isText },
};

const isIntervention: Check = (value) => {
  if (!isObject(value) || !isCount(value['step']) || !isObject(value['action'])) return false;
  const { kind, ...fields } = value['action'];
  if (typeof kind !== 'string' || !Object.hasOwn(actions, kind)) return false;
  return Object.entries(actions[kind as Action['kind']]).every(([name, check]) => check(fields[name]));
};

export function isKeptRun(value: unknown): value is KeptRun {
  if (!isObject(value)) return false;
  const { id, build, at, experiment, plan, cells, backend, step } = value as Fields<KeptRun>;
  return (
    isText(id) &&
    isText(build) &&
    isNumber(at) &&
    isExperiment(experiment) &&
    listOf(isIntervention)(plan) &&
    listOf(isCount)(cells) &&
    (backendNames as readonly unknown[]).includes(backend) &&
    isCount(step)
  );
}

const isVariant: Check = (value) =>
  isObject(value) && tableOf(isModel)(value['models']) && tableOf((part) => typeof part === 'boolean')(value['parts']);

const isDoubles: Check = (value) => value instanceof Float64Array;

/** Of a step; lengths are for the engine to check, which knows the network. */
const isCheckpoint = (value: unknown, step: unknown): boolean =>
  (value === undefined && step === 0) ||
  (isObject(value) &&
    value['step'] === step &&
    listOf(listOf(isDoubles))(value['columns']) &&
    value['accumulators'] instanceof Int32Array &&
    (value['weights'] === undefined || listOf(isDoubles)(value['weights'])));

const isPart: Check = (value) => {
  if (!isObject(value) || !isObject(value['spikes'])) return false;
  const { steps, cells } = value['spikes'];
  return (
    steps instanceof Uint32Array &&
    cells instanceof Uint32Array &&
    steps.length === cells.length &&
    listOf((t) => isObject(t) && isCount(t['cell']) && isCount(t['firstStep']) && t['values'] instanceof Float32Array)(
      value['traces'],
    )
  );
};

/** The run with its state, which must be of the same step, and its record. */
export function isLeftRun(value: unknown): value is LeftRun {
  if (!isObject(value) || !isKeptRun(value['kept']) || !isObject(value['saved'])) return false;
  const { step, done, variant, values, checkpoint } = value['saved'];
  return (
    step === value['kept'].step &&
    isCount(done) &&
    isVariant(variant) &&
    tableOf(isNumber)(values) &&
    isCheckpoint(checkpoint, step) &&
    listOf(isPart)(value['parts'])
  );
}
