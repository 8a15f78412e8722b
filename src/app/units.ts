/** Between internal units and the units that presets and people use. */
import { parseQuantity } from '../index.ts';

/** An internal value in `unit` ('' for a pure number), without the last bits that conversion leaves. */
export function toUnit(value: number, unit: string): number {
  return Number((value / parseQuantity(`1 ${unit}`).value).toPrecision(12));
}

/** A value in `unit` in internal units. */
export function fromUnit(value: number, unit: string): number {
  return parseQuantity(`${value} ${unit}`).value;
}

/** 'uA/cm^2' as people write it: 'µA/cm²'. It can be typed again. */
export const unitText = (unit: string): string =>
  unit
    .replace(/\bu(?=[A-Za-z])/g, 'µ')
    .replace('^2', '²')
    .replace('^3', '³');
