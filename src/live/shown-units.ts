/** Units that values of a run are shown in. */
import { fromUnit, parseQuantity, toUnit } from '../index.ts';

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
