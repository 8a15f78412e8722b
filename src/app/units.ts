/** Between internal units and the units that presets and people use, and how values with units are written. */
import { parseQuantity } from '../index.ts';

/** An internal value in `unit` ('' for a pure number), without the last bits that conversion leaves. */
export function toUnit(value: number, unit: string): number {
  return Number((value / parseQuantity(`1 ${unit}`).value).toPrecision(12));
}

/** A value in `unit` in internal units. */
export function fromUnit(value: number, unit: string): number {
  return parseQuantity(`${value} ${unit}`).value;
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 'uA/cm^2' as people write it: 'µA/cm²'. It can be typed again. */
export const unitText = (unit: string): string =>
  unit
    .replace(/\bu(?=[A-Za-z])/g, 'µ')
    .replace(/\^(-?)(\d+)/g, (_, sign: string, digits: string) =>
      [sign === '' ? '' : '⁻', ...[...digits].map((d) => raised[Number(d)])].join(''),
    );

/** '−0.067', of six digits at most and with a true minus. It can be typed again. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  const text = value === 0 || (size >= 1e-4 && size < 1e15) ? `${Number(value.toPrecision(6))}` : value.toExponential();
  return text.replace(/^-/, '\u2212');
}

/** '−54.387 mV', '0.01 µA/cm²': a value as every field shows it. It can be typed again. */
export function quantityText(value: number, unit: string): string {
  return unit === '' ? numberText(value) : `${numberText(value)} ${unitText(unit)}`;
}
