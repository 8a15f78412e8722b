/** User tables: functions of one argument by lookup. */
import { UserError } from '../errors.ts';
import { unitPhrase } from '../quantity/describe.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { sameDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import type { TableDescription } from './model.ts';
import { nameProblem } from './names.ts';

export interface Table {
  readonly index: number;
  readonly values: Float64Array;
  /** Dimension of its values. */
  readonly dimension: Dimension;
  /** Width of one entry in internal units of the argument, and the argument's dimension. */
  readonly width: number;
  readonly argument: Dimension;
}

/** Checks the tables of a model. Throws UserError naming the table and the entry. */
export function parseTables(descriptions: Readonly<Record<string, TableDescription>> | undefined): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [name, table] of Object.entries(descriptions ?? {})) {
    const what = `tables.${name}`;
    const problem = nameProblem(name);
    if (problem) throw new UserError(`tables: '${name}' cannot be the name of a table: ${problem}.`);
    if (!table || !Array.isArray(table.values) || table.values.length === 0)
      throw new UserError(`${what}: 'values' must be a list of at least one quantity.`);
    const { value: width, dimension: argument } = parseQuantity(table.dt, undefined, `${what}.dt`);
    if (!(width > 0)) throw new UserError(`${what}.dt: the width of an entry must be above zero, not '${table.dt}'.`);
    const values = new Float64Array(table.values.length);
    let dimension: Dimension | undefined;
    for (const [k, entry] of table.values.entries()) {
      const quantity = parseQuantity(entry, undefined, `${what}.values[${k}]`);
      dimension ??= quantity.dimension;
      if (!sameDimension(dimension, quantity.dimension))
        throw new UserError(
          `${what}.values[${k}]: '${entry}' has the unit ${unitPhrase(quantity.dimension)}; the entries before it are in ${unitPhrase(dimension)}.`,
        );
      values[k] = quantity.value;
    }
    tables.set(name, { index: tables.size, values, dimension: dimension!, width, argument });
  }
  return tables;
}
