/** Parameters that the presets of cells with dendrites share. All of them need a new network: a cell is cut and painted when it is made. */
import { logarithmic, rebuild } from '../define.ts';

/** On a logarithmic scale. */
export const positive = <Unit extends string>(
  value: number,
  unit: Unit,
  label: string,
  range: readonly [number, number],
) => rebuild(value, unit, label, range, logarithmic);

export const resistivity = positive(100, 'ohm*cm', 'resistivity of the cytoplasm', [1, 10_000]);
