/** Values of a model's parameters. */
import { UserError } from '../errors.ts';
import { canonicalUnit } from '../quantity/describe.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { formatQuantity, isQuantity, parseQuantity, type Quantity } from '../quantity/quantity.ts';
import { parseExpression } from './expression.ts';
import { checkParameter } from './flags.ts';
import type { EquationLine } from './lines.ts';
import type { CellDescription, ModelParameter, ParameterValue } from './model.ts';
import { nameProblem } from './names.ts';
import { emptyScope } from './scope.ts';

/**
 * Declared parameters in the order of their lines, then those that only have a value, whose dimension is their value's. Throws UserError
 * naming the parameter.
 */
export function readParameters(
  description: CellDescription,
  text: string,
  lines: readonly EquationLine[],
): ModelParameter[] {
  const values = new Map(Object.entries(description.parameters ?? {}));
  const equations = new Map(lines.map((line) => [line.name, line]));
  const tables = description.tables ?? {};
  for (const name of values.keys()) {
    const problem = nameProblem(name);
    if (problem)
      throw new UserError(`parameters: '${name.slice(0, 60)}' cannot be the name of a parameter: ${problem}.`);
    const line = equations.get(name);
    if (line?.kind === 'sum')
      throw new UserError(
        `parameters.${name}: '${name}' is 'summed': its value comes from couplings, as net.couple makes them. Leave it out of 'parameters', or leave the flag out.`,
      );
    if (line && line.kind !== 'parameter')
      throw new UserError(
        `parameters.${name}: '${name}' already has an equation, '${line.title} = ${shown(text, line)}'; remove one of the two.`,
      );
    if (Object.hasOwn(tables, name)) throw new UserError(`parameters.${name}: '${name}' is also the name of a table.`);
  }
  const parameters: ModelParameter[] = [];
  for (const line of lines) {
    if (line.kind !== 'parameter') continue;
    const given = values.get(line.name);
    const value = given === undefined ? undefined : readValue(line.name, given, line.dimension).value;
    checkParameter(text, line, value);
    parameters.push({
      name: line.name,
      dimension: line.dimension,
      unit: line.unit,
      value,
      shared: line.flags.has('shared'),
    });
    values.delete(line.name);
  }
  for (const [name, given] of values) {
    if (given === undefined) continue;
    const { value, dimension, unit } = readValue(name, given);
    parameters.push({ name, dimension, unit: unit || canonicalUnit(dimension), value });
  }
  return parameters;
}

function shown(text: string, line: EquationLine): string {
  const { at, length } = line.right!;
  const right = text.slice(at, at + length).replace(/\s+/g, ' ');
  return right.length > 40 ? `${right.slice(0, 37)}…` : right;
}

interface Value {
  readonly value: number | Float64Array;
  readonly dimension: Dimension;
  readonly unit: string;
}

function readValue(name: string, given: ParameterValue, expected?: Dimension): Value {
  const what = `parameters.${name}`;
  if (typeof given === 'string' || typeof given === 'number') return readQuantity(name, given, expected, what);
  if (!Array.isArray(given) || given.length === 0)
    throw new UserError(`${what}: a quantity such as '6 nS', or a list of them, one per cell, is expected.`);
  const values = new Float64Array(given.length);
  let first: Quantity | undefined;
  for (const [k, entry] of given.entries()) {
    const quantity = parseQuantity(entry, expected ?? first?.dimension, `${what}[${k}]`);
    first ??= quantity;
    values[k] = quantity.value;
  }
  return { value: values, dimension: first!.dimension, unit: first!.unit };
}

/** One number with a unit. An expression is told what to write in its place. */
function readQuantity(name: string, given: string | number, expected: Dimension | undefined, what: string): Quantity {
  try {
    return parseQuantity(given, expected, what);
  } catch (error) {
    const reckoned = typeof given === 'string' ? constantOf(given) : undefined;
    if (reckoned === undefined) throw error;
    const { value, dimension } = reckoned;
    const unit = canonicalUnit(dimension);
    const written = formatQuantity(value, unit, 15);
    throw new UserError(
      `${what}: '${(given as string).trim()}' is an expression; a parameter is one number with a unit. Write '${written}', or make it an equation: '${name} = ${(given as string).trim()} : ${unit}'.`,
    );
  }
}

/** The value of an expression of numbers and units, or undefined where it is not one, or is a single number. */
function constantOf(text: string): { value: number; dimension: Dimension } | undefined {
  if (isQuantity(text)) return undefined;
  try {
    const { value, dimension } = parseExpression(text, emptyScope);
    return value.op === 'number' && dimension !== 'boolean' ? { value: value.value, dimension } : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a parameter given as text, in internal units; it must have the parameter's dimension. Throws UserError. */
export function parameterValue(parameter: ModelParameter, given: ParameterValue): number | Float64Array {
  return readValue(parameter.name, given, parameter.dimension).value;
}
