/** A description as text → a checked model. */
import { TextError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { anything, optional, optionsOf, recordOf, text } from '../options.ts';
import { unitPhrase } from '../quantity/describe.ts';
import { divideDimensions, timeDimension } from '../quantity/dimension.ts';
import { Checker } from './check.ts';
import { parseExpression, parseRefractory } from './expression.ts';
import { wellDefined } from './far.ts';
import { checkPart, sharedDraws } from './flags.ts';
import { type EquationLine, parseLines } from './lines.ts';
import type { CellDescription, DerivedVariable, Model, StateVariable, SummedVariable } from './model.ts';
import { nameProblem } from './names.ts';
import { splitNoise } from './noise-terms.ts';
import { inOrder } from './order.ts';
import { readParameters } from './parameters.ts';
import { type DrawCounts, noDraws, type Scope, type Variable } from './scope.ts';
import { simplifySingular } from './singular.ts';
import { assignment, parseStatements } from './statements.ts';
import type { Syntax } from './syntax.ts';
import { parseTables } from './tables.ts';

/**
 * Reads, checks and lowers a cell model. Nothing in its texts is ever executed. Throws TextError with the place of a mistake in a text,
 * UserError for a wrong parameter value.
 */
export function buildModel(description: CellDescription): Model {
  const { equations, threshold, reset, refractory, integrator, events = {} } = readDescription(description);
  const lines = parseLines(equations);
  const tables = parseTables(description.tables);
  checkNames(equations, lines, tables);
  const parameters = readParameters(description, equations, lines);

  const variables = new Map<string, Variable>();
  for (const line of lines)
    if (line.kind === 'derivative')
      variables.set(line.name, { kind: 'state', dimension: line.dimension, value: b.state(line.name) });
  for (const { name, dimension } of parameters)
    variables.set(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  const sums = lines.flatMap(({ kind, name, dimension, unit, flags }): SummedVariable[] =>
    kind === 'sum' ? [{ name, dimension, unit, shared: flags.has('shared') }] : [],
  );
  for (const { name, dimension } of sums) variables.set(name, { kind: 'sum', dimension, value: b.parameter(name) });
  const scope: Scope = { variables, tables };
  const draws = noDraws();

  const derived: DerivedVariable[] = [];
  for (const line of inOrder(equations, lines)) {
    const checker = new Checker(equations, line.title, scope, draws);
    const before = { ...draws };
    const lowered = simplifySingular(checker.expect(line.right!, line.dimension, `, the unit of ${line.name}`));
    const value = sharedDraws(line, lowered, before);
    checkPart(equations, line, value, parameters, sums);
    variables.set(line.name, { kind: 'derived', dimension: line.dimension, value });
    derived.push({ name: line.name, dimension: line.dimension, unit: line.unit, value });
  }
  const place = new Map(lines.map((line, k) => [line.name, k]));
  derived.sort((x, y) => place.get(x.name)! - place.get(y.name)!);

  const states = lines
    .filter((line) => line.kind === 'derivative')
    .map((line) => readState(equations, line, scope, draws));
  const model: Model = {
    states,
    parameters,
    sums,
    derived,
    threshold:
      threshold === undefined ? undefined : parseExpression(threshold, scope, 'boolean', 'threshold', draws).value,
    ...eventsOf(events, scope, draws),
    reset: reset === undefined ? [] : parseStatements(reset, scope, 'reset', draws).map((s) => assignment(s)),
    refractory: refractory === undefined ? undefined : parseRefractory(refractory, scope, draws, timeDimension),
    integrator,
    tables: [...tables].map(([name, { values }]) => ({ name, values })),
    draws,
    description,
  };
  if (threshold === undefined && (reset !== undefined || refractory !== undefined))
    throw new UserError(
      `${reset === undefined ? 'refractory' : 'reset'}: without a threshold the cell never spikes, so there is nothing to ${reset === undefined ? 'be refractory after' : 'reset at'}; give a threshold such as 'v > -50 mV', or leave it out.`,
    );
  return model;
}

function eventsOf(
  events: Readonly<Record<string, string>>,
  scope: Scope,
  draws: DrawCounts,
): { events?: { name: string; condition: Expr }[] } {
  const read = Object.entries(events).map(([name, condition]) => {
    const problem = scope.variables.has(name) ? 'it is the name of a variable already' : nameProblem(name);
    if (problem) throw new UserError(`events: '${name.slice(0, 60)}' cannot be the name of an event: ${problem}.`);
    return { name, condition: parseExpression(condition, scope, 'boolean', `events, ${name}`, draws).value };
  });
  return read.length > 0 ? { events: read } : {};
}

const readDescription = optionsOf<CellDescription>('cell', {
  equations: text,
  parameters: optional(recordOf(anything)),
  threshold: optional(text),
  events: optional(recordOf(text)),
  reset: optional(text),
  refractory: optional(text),
  integrator: optional(text),
  tables: optional(recordOf(anything)),
});

function checkNames(text: string, lines: readonly EquationLine[], tables: ReadonlyMap<string, unknown>): void {
  const seen = new Map<string, EquationLine>();
  for (const line of lines) {
    const problem = nameProblem(line.name);
    if (problem)
      throw new TextError(
        `${line.title}: '${line.name}' cannot be a name here: ${problem}.`,
        text,
        line.at,
        line.length,
      );
    const other = seen.get(line.name);
    if (other)
      throw new TextError(
        `${line.title}: '${line.name}' is defined twice; the first time is '${other.title}'.`,
        text,
        line.at,
        line.length,
      );
    if (tables.has(line.name))
      throw new TextError(`${line.title}: '${line.name}' is also the name of a table.`, text, line.at, line.length);
    seen.set(line.name, line);
  }
}

function readState(text: string, line: EquationLine, scope: Scope, draws: DrawCounts): StateVariable {
  const noise = new Map<string, Syntax>();
  const checker = new Checker(text, line.title, scope, draws, noise);
  const perTime = divideDimensions(line.dimension, timeDimension);
  const right = checker.expect(line.right!, perTime, ` because ${line.name} is in ${unitPhrase(line.dimension)}`);
  const split = splitNoise(right, [...noise.keys()]);
  if (!split) {
    const [name, place] = [...noise][0]!;
    throw checker.error(`white noise '${name}' can only be added or multiplied by something without noise.`, place);
  }
  return {
    name: line.name,
    dimension: line.dimension,
    unit: line.unit,
    derivative: wellDefined(split.drift),
    noise: split.terms,
    unlessRefractory: line.flags.has('unless refractory'),
  };
}
