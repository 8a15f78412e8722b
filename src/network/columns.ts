/** The values that a population's variables and parameters have at time 0. */

import type { ModelParameter } from '../equations/model.ts';
import { initialColumn } from './initial.ts';
import type { Population } from './population.ts';
import { references } from './values.ts';

/**
 * Reads them by name; one number stands for all cells. Internal units. `parameters`: the model's. They may be given with the initial
 * values, and any value may refer to others: each is evaluated when first needed. Throws a UserError where a value is not finite.
 */
export function columnReader(
  { name, size, blueprint, positions }: Population,
  seed: number,
  parameters: readonly ModelParameter[],
): (variable: string) => number | Float64Array {
  const columns = new Map<string, number | Float64Array>();
  const context = { seed, population: name, size };
  const value = (variable: string): number | Float64Array => {
    const known = columns.get(variable) ?? positions.get(variable)?.values;
    if (known !== undefined) return known;
    const given = blueprint.initial.get(variable);
    if (given) for (const other of references(given)) value(other);
    const own = parameters.find((p) => p.name === variable)?.value ?? 0;
    const column = given ? initialColumn(given, variable, context, columns) : own;
    columns.set(variable, column);
    return column;
  };
  return value;
}
