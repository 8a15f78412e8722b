/** Parameters that the presets of cells with dendrites share. All of them need a new network: a cell is cut and painted when it is made. */
import { formatQuantity } from '../../quantity/quantity.ts';
import type { PresetParameter, PresetValues } from '../preset.ts';

/** On a logarithmic scale. */
export const positive = (
  name: string,
  label: string,
  unit: string,
  value: number,
  range: readonly [number, number],
): PresetParameter => ({ name, label, unit, value, range, logarithmic: true, acts: 'rebuild' });

export const count = (
  name: string,
  label: string,
  value: number,
  range: readonly [number, number],
): PresetParameter => ({
  ...positive(name, label, '', value, range),
  whole: true,
});

export const resistivity = positive('Ra', 'resistivity of the cytoplasm', 'ohm*cm', 100, [1, 10_000]);

/** A parameter's value, which is internal, as text in its unit. */
export const textsOf =
  (parameters: readonly PresetParameter[], values: PresetValues) =>
  (name: string): string =>
    formatQuantity(values[name]!, parameters.find((p) => p.name === name)!.unit, 17);
