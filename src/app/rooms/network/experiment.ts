/** Experiments as the page handles them: defaults of a preset, checks, and the share of excitatory cells. */
import { UserError } from '../../../index.ts';
import { presets } from '../../../presets/index.ts';
import type { Preset, PresetParameter } from '../../../presets/preset.ts';
import { parameterValue } from '../../../presets/values.ts';
import { toUnit } from '../../units.ts';
import type { Experiment } from '../../worker/messages.ts';

/** Bounds of what the page accepts; ms. */
export const durationRange: readonly [number, number] = [1, 600_000];
export const dtRange: readonly [number, number] = [0.001, 1];
/** Seeds are 32-bit. */
export const seedRange: readonly [number, number] = [0, 4_294_967_295];
export const backends = ['auto', 'webgpu', 'wasm', 'reference'] as const;

export function defaultExperiment(preset: Preset): Experiment {
  return {
    preset: preset.name,
    values: Object.fromEntries(preset.parameters.map((p) => [p.name, p.value])),
    seed: 1,
    dt: preset.dt,
    duration: preset.duration,
    integrator: preset.integrator,
    // The page shows the graphics card's road; where there is none, the worker takes the best of the others and says so.
    backend: 'webgpu',
  };
}

export const presetOf = (experiment: Experiment): Preset =>
  presets.find((p) => p.name === experiment.preset) ?? presets[0]!;

const plainNumber = /^\s*[+\-−]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/**
 * What somebody typed for a parameter, in the parameter's unit: '67 nS', '0.067 uS' and '67' are one. Throws a UserError with a sentence
 * to show under the field.
 */
export function readParameter(parameter: PresetParameter, text: string): number {
  if (text.trim() === '') {
    throw new UserError(`${parameter.name} is empty; ${example(parameter)} would be its default.`);
  }
  const full = plainNumber.test(text) && parameter.unit !== '' ? `${text} ${parameter.unit}` : text;
  return toUnit(parameterValue(parameter, full), parameter.unit);
}

const example = (p: PresetParameter): string => (p.unit === '' ? `${p.value}` : `${p.value} ${p.unit}`);

/** Number within a range, or a UserError. `what` begins the sentence. */
export function within(value: number, [low, high]: readonly [number, number], what: string, unit: string): number {
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  const tail = unit === '' ? '' : ` ${unit}`;
  throw new UserError(`${what} must lie between ${low} and ${high}${tail}.`);
}

/** Share of excitatory cells, where the preset tells E from I. */
export function excitatoryShare(values: Readonly<Record<string, number>>): number | undefined {
  const { n_exc: e, n_inh: i } = values;
  return e === undefined || i === undefined || e + i === 0 ? undefined : e / (e + i);
}

/** The same number of cells, divided anew. */
export function withShare(values: Readonly<Record<string, number>>, share: number): Record<string, number> {
  const total = values['n_exc']! + values['n_inh']!;
  const e = Math.round(total * share);
  return { ...values, n_exc: e, n_inh: total - e };
}
