/** User tables: functions of one argument by lookup, or of an argument and the number of a course. */
import { UserError } from '../errors.ts';
import { anything, listOf, optionsOf, quantity } from '../options.ts';
import { unitPhrase } from '../quantity/describe.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { sameDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import type { TableDescription } from './model.ts';
import { nameProblem } from './names.ts';

export interface Table {
  readonly index: number;
  /** Course after course. */
  readonly values: Float64Array;
  /** Entries of a course, and how many courses there are; one that is read without a number counts as undefined. */
  readonly length: number;
  readonly courses: number | undefined;
  /** Dimension of its values. */
  readonly dimension: Dimension;
  /** Width of one entry in internal units of the argument, and the argument's dimension. */
  readonly width: number;
  readonly argument: Dimension;
}

const MOST_ENTRIES = 2 ** 24;

/** A list of courses; a plain list is one. */
function coursesOf(values: TableDescription['values'], what: string): readonly (readonly (string | number)[])[] {
  if (!values.some((v) => Array.isArray(v))) return [values as readonly (string | number)[]];
  const courses = values as readonly (readonly (string | number)[])[];
  const odd = courses.findIndex((c) => !Array.isArray(c) || c.length === 0 || c.length !== courses[0]!.length);
  if (odd >= 0)
    throw new UserError(
      `${what}.values[${odd}] is no list of ${courses[0]!.length ?? 'equal'} entries; courses are lists of one length, at least 1.`,
    );
  return courses;
}

/** Checks the tables of a model. Throws UserError naming the table and the entry. */
export function parseTables(descriptions: Readonly<Record<string, TableDescription>> | undefined): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [name, table] of Object.entries(descriptions ?? {})) {
    const what = `tables.${name}`;
    const problem = nameProblem(name);
    if (problem) throw new UserError(`tables: '${name}' cannot be the name of a table: ${problem}.`);
    optionsOf<TableDescription>(what, { values: listOf(anything), dt: quantity })(table);
    if (table.values.length === 0) throw new UserError(`${what}: 'values' must be a list of at least one quantity.`);
    const { value: width, dimension: argument } = parseQuantity(table.dt, undefined, `${what}.dt`);
    if (!(width > 0)) throw new UserError(`${what}.dt: the width of an entry must be above zero, not '${table.dt}'.`);
    const lists = coursesOf(table.values, what);
    const length = lists[0]!.length;
    const courses = Array.isArray(table.values[0]) ? lists.length : undefined;
    const values = new Float64Array(lists.length * length);
    if (values.length > MOST_ENTRIES)
      throw new UserError(
        `${what}: ${values.length} entries; a table has at most ${MOST_ENTRIES}, which single precision can count.`,
      );
    let dimension: Dimension | undefined;
    for (const [k, entry] of lists.flat().entries()) {
      const at = courses === undefined ? `[${k}]` : `[${Math.floor(k / length)}][${k % length}]`;
      const quantity = parseQuantity(entry, undefined, `${what}.values${at}`);
      dimension ??= quantity.dimension;
      if (!sameDimension(dimension, quantity.dimension))
        throw new UserError(
          `${what}.values${at}: '${entry}' has the unit ${unitPhrase(quantity.dimension)}; the entries before it are in ${unitPhrase(dimension)}.`,
        );
      values[k] = quantity.value;
    }
    tables.set(name, { index: tables.size, values, length, courses, dimension: dimension!, width, argument });
  }
  return tables;
}
