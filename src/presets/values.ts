/** From what people type to the numbers a preset builds with. */
import { UserError } from '../errors.ts';
import { formatQuantity, fromUnit, parseQuantity, toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import type { Preset, PresetParameter } from './preset.ts';

/**
 * Every parameter of the preset in internal units, defaults included. `settings` maps names to texts such as '67 nS' or '3200'.
 * Throws a UserError for unknown names, wrong units, values outside the range and fractions where a count is meant.
 */
export function presetValues(preset: Preset, settings: Readonly<Record<string, string>> = {}): Record<string, number> {
  for (const name of Object.keys(settings))
    if (!preset.parameters.some((p) => p.name === name))
      throw new UserError(
        `${preset.name} has no parameter '${name}'. It has ${preset.parameters.map((p) => p.name).join(', ')}.`,
      );
  return Object.fromEntries(preset.parameters.map((p) => [p.name, parameterValue(p, settings[p.name])]));
}

/** One parameter's value in internal units, from text or its default. */
export function parameterValue(parameter: PresetParameter, text?: string): number {
  const { dimension } = unitOf(parameter.unit || '1');
  if (text === undefined) return fromUnit(parameter.value, parameter.unit);
  const { value } = parseQuantity(text, dimension, parameter.name);
  const [low, high] = parameter.range;
  const shown = toUnit(value, parameter.unit || '1');
  if (!(shown >= low && shown <= high))
    throw new UserError(
      `${parameter.name} is ${formatQuantity(value, parameter.unit || '1')}; it must lie between ${low} and ${high}${parameter.unit ? ` ${parameter.unit}` : ''}.`,
    );
  if (parameter.whole && !Number.isInteger(value))
    throw new UserError(`${parameter.name} is ${text}; it counts things and must be a whole number.`);
  return value;
}
