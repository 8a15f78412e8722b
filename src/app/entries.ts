/** What people type and links carry, read with the same bounds and the same sentences in every room. */

import { backendNames, integratorNames, parseQuantity, toUnit, UserError } from '../index.ts';
import type { PresetParameter } from '../presets/preset.ts';
import { settingValue } from '../presets/setting.ts';

/** Bounds of what the page accepts; ms. */
export const durationRange: readonly [number, number] = [1, 600_000];
export const dtRange: readonly [number, number] = [0.001, 1];
/** Seeds are 32-bit. */
const seedRange: readonly [number, number] = [0, 4_294_967_295];
export const backends = ['auto', ...backendNames] as const;
export type BackendChoice = (typeof backends)[number];

/** Names the integrator menus offer. */
export { integratorNames };

const plainNumber = /^\s*[+\-−]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** A number that was typed without a unit is one of `unit`. */
export const withUnit = (text: string, unit: string): string =>
  plainNumber.test(text) && unit !== '' ? `${text} ${unit}` : text;

type Settable = Pick<PresetParameter, 'name' | 'unit' | 'value' | 'range' | 'whole'>;

/**
 * What somebody typed for a parameter, in the parameter's unit: '67 nS', '0.067 uS' and '67' are one. Throws a UserError with a sentence
 * to show under the field.
 */
export function readParameter(parameter: Settable, text: string): number {
  if (text.trim() === '') {
    throw new UserError(`${parameter.name} is empty; ${example(parameter)} would be its default.`);
  }
  return toUnit(settingValue(parameter, withUnit(text, parameter.unit)), parameter.unit);
}

const example = (p: Settable): string => (p.unit === '' ? `${p.value}` : `${p.value} ${p.unit}`);

/** The same for a quantity that is no parameter of a preset. `what` begins the sentence. */
export function readNumber(text: string, unit: string, what: string): number {
  const { value } = parseQuantity(withUnit(text, unit), parseQuantity(`1 ${unit}`).dimension, what);
  return toUnit(value, unit);
}

/** Number within a range, or a UserError. `what` begins the sentence. */
export function within(value: number, [low, high]: readonly [number, number], what: string, unit: string): number {
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  const tail = unit === '' ? '' : ` ${unit}`;
  throw new UserError(`${what} must lie between ${low} and ${high}${tail}.`);
}

export function readSeed(text: string): number {
  return within(/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN, seedRange, 'The seed, a whole number,', '');
}

export function readIntegrator(text: string): string {
  if (integratorNames.includes(text)) return text;
  throw new UserError(`the integrators are ${integratorNames.join(', ')}.`);
}

export function readBackend(text: string): BackendChoice {
  const backend = backends.find((b) => b === text);
  if (backend !== undefined) return backend;
  throw new UserError(`the backends are ${backends.join(', ')}.`);
}

/** '1 s' or '100' (ms), in ms. */
export function readTime(text: string, range: readonly [number, number], what: string): number {
  return within(readNumber(text, 'ms', what), range, what, 'ms');
}
