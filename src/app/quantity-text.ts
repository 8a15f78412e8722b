/** How values with units are written. */
import { superscript } from '../numbers/superscript.ts';

/** 'uA/cm^2' as people write it: 'µA/cm²'. It can be typed again. */
export const unitText = (unit: string): string =>
  unit.replace(/\bu(?=[A-Za-z])/g, 'µ').replace(/\^(-?\d+)/g, (_, power: string) => superscript(Number(power)));

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
