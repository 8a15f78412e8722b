/** How values with units are written. */
import { fromUnit, parseQuantity, superscript, toUnit } from '../index.ts';

/** 'uA/cm^2' as people write it: 'µA/cm²'. It can be typed again. */
export const unitText = (unit: string): string =>
  unit.replace(/\bu(?=[A-Za-z])/g, 'µ').replace(/\^(-?\d+)/g, (_, power: string) => superscript(Number(power)));

/** Units that cells are read in; each stands for its dimension where another one was typed that nobody would read. */
const readable = ['mV', 'pA', 'nS', 'ms', 'pF', 'uA/cm^2', 'mS/cm^2', 'mV/ms', 'pA/ms', 'nS/ms', '1/ms'];
/** What is read as it is: a prefix was chosen. */
const prefixed = /^[munµpk](V|A|S|F|s)$/;

/**
 * A voltage in mV, a current in pA, a conductance in nS, whatever SI unit a model has: the unit to show, and what its values are times of
 * it.
 */
export function readableUnit(unit: string): { readonly unit: string; readonly factor: number } {
  if (unit === '' || unit === '1' || prefixed.test(unit) || readable.includes(unit)) return { unit, factor: 1 };
  const dimension = parseQuantity(`1 ${unit}`).dimension.join();
  const shown = readable.find((r) => parseQuantity(`1 ${r}`).dimension.join() === dimension);
  return shown === undefined ? { unit, factor: 1 } : { unit: shown, factor: toUnit(fromUnit(1, unit), shown) };
}

/** Values in internal units as they are shown; without a unit they stay as they are. */
export function shownValues(values: Float64Array, unit: string | undefined): Float64Array {
  if (unit === undefined) return values;
  const { factor } = readableUnit(unit);
  return values.map((v) => factor * toUnit(v, unit || '1'));
}

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
