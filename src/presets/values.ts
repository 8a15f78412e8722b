/** From what people type to the numbers a preset builds with. */

import { UserError } from '../errors.ts';
import { quantity, recordOf } from '../options.ts';
import type { Preset } from './preset.ts';
import { settingValue } from './setting.ts';

/**
 * Every parameter of the preset in internal units, defaults included. `settings` maps names to texts such as '67 nS' or '3200'.
 * Throws a UserError for unknown names, wrong units, values outside the range and fractions where a count is meant.
 */
export function presetValues(preset: Preset, settings: Readonly<Record<string, string>> = {}): Record<string, number> {
  recordOf(quantity).check(settings, `${preset.name}: the settings`);
  for (const name of Object.keys(settings))
    if (!preset.parameters.some((p) => p.name === name))
      throw new UserError(
        `${preset.name} has no parameter '${name}'. It has ${preset.parameters.map((p) => p.name).join(', ')}.`,
      );
  return Object.fromEntries(preset.parameters.map((p) => [p.name, settingValue(p, settings[p.name])]));
}
