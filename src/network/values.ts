/** Reads what a user gives for initial values and parameters: texts, numbers, arrays. */
import { parseExpression } from '../equations/expression.ts';
import type { Model } from '../equations/model.ts';
import { modelScope } from '../equations/scope.ts';
import { shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { fromUnit, parseQuantity } from '../quantity/quantity.ts';
import type { InitialValue } from './initial.ts';
import { list } from './names.ts';

/**
 * A text ('uniform(-60 mV, -50 mV)', 'normal(40 nS, 15 nS)', '-65 mV', 'E_L + 5 mV*rand()', with i the number of the cell), a number, or
 * one of either per cell. Plain numbers are in the unit that the model declares for the variable.
 */
export type ValueText = string | number | ArrayLike<string | number>;

/** Checked initial values by name of a state variable or parameter. Throws at the first mistake. */
export function readInitial(
  model: Model,
  size: number,
  given: Readonly<Record<string, ValueText>>,
): Map<string, InitialValue> {
  const scope = modelScope(model);
  const known = new Map([...model.parameters, ...model.states].map((v) => [v.name, v]));
  const values = new Map<string, InitialValue>();
  for (const [name, value] of Object.entries(given)) {
    const variable = known.get(name);
    if (!variable)
      throw new UserError(
        `Initial values: the model has no variable or parameter '${name}'. It has ${list(known.keys())}.`,
      );
    const what = `initial value of ${name}`;
    if ('shared' in variable && variable.shared && typeof value === 'object')
      throw new UserError(
        `Initial values: '${name}' is declared 'shared' and was given one value per cell; give it one.`,
      );
    if (typeof value === 'string') {
      const expr = parseExpression(value, scope, variable.dimension, what).value;
      checkLeaves(expr, what, new Set(known.keys()));
      values.set(name, expr);
    } else if (typeof value === 'number') values.set(name, b.number(finite(fromUnit(value, variable.unit), what)));
    else values.set(name, perCell(value, size, variable, what));
  }
  refuseCycles(values);
  return values;
}

/** One value per entry, in internal units. */
function perCell(
  value: ArrayLike<string | number>,
  size: number,
  variable: { readonly dimension: Dimension; readonly unit: string },
  what: string,
): Float64Array {
  if (typeof value !== 'object' || value === null || typeof value.length !== 'number')
    throw new UserError(`The ${what} is a text such as '-65 mV', a number or an array; it got ${shown(value)}.`);
  if (value.length !== size)
    throw new UserError(`The ${what} has ${value.length} entries for ${size} cells; give one per cell.`);
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const entry = value[i]!;
    const read =
      typeof entry === 'number'
        ? fromUnit(entry, variable.unit)
        : parseQuantity(entry, variable.dimension, `${what}, entry ${i}`).value;
    out[i] = finite(read, `${what}, entry ${i},`);
  }
  return out;
}

function finite(value: number, what: string): number {
  if (Number.isFinite(value)) return value;
  throw new UserError(`The ${what} is ${value}; it must be a finite number.`);
}

/** Refuses leaves that have no value at time 0. */
function checkLeaves(expr: Expr, what: string, known: ReadonlySet<string>): void {
  for (const e of topological([expr])) {
    if (e.op === 'lookup' || e.op === 'dt')
      throw new UserError(`The ${what} uses ${e.op === 'dt' ? 'dt' : 'a table'}, which initial values cannot.`);
    if (e.op === 'previous' || (e.op === 'state' && !known.has(e.name)))
      throw new UserError(`The ${what} uses a value of the previous step; there is none at time 0.`);
  }
}

/** Names that an initial value refers to. */
export const references = (value: InitialValue): string[] =>
  value instanceof Float64Array
    ? []
    : topological([value]).flatMap((e) => (e.op === 'state' || e.op === 'parameter' ? [e.name] : []));

function refuseCycles(values: ReadonlyMap<string, InitialValue>): void {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      throw new UserError(`Initial values depend on one another in a circle: ${[...path, name].join(' → ')}.`);
    if (done.has(name)) return;
    const value = values.get(name);
    if (value) for (const other of references(value)) visit(other, [...path, name]);
    done.add(name);
  };
  for (const name of values.keys()) visit(name, []);
}
