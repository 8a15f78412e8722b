/** Equations of the synapses of a projection: lines as of cells, over names that others give a meaning. */
import { TextError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { unitPhrase } from '../quantity/describe.ts';
import { type Dimension, divideDimensions, timeDimension } from '../quantity/dimension.ts';
import { Checker } from './check.ts';
import { wellDefined } from './far.ts';
import { type EquationLine, type Flags, parseLines } from './lines.ts';
import { nameProblem } from './names.ts';
import { inOrder } from './order.ts';
import { noDraws, type Scope, type Variable } from './scope.ts';
import { simplifySingular } from './singular.ts';

/** A variable of every synapse. */
export interface SynapticVariable {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  /** d/dt, per ms; undefined where events alone change it. Its own and other variables are `state` leaves. */
  readonly derivative: Expr | undefined;
  /** How its author wants it advanced; undefined: not said. */
  readonly advanced: 'event-driven' | 'clock-driven' | undefined;
  /** For errors: 'dc/dt'. */
  readonly title: string;
}

interface SynapticEquations {
  readonly variables: readonly SynapticVariable[];
  /** All that the lines name, the variables as `state` leaves. */
  readonly scope: ReadonlyMap<string, Variable>;
}

const flags: Flags = {
  derivative: ['event-driven', 'clock-driven'],
  subexpression: [],
  parameter: ['constant'],
  sum: [],
};

/** The lines alone. Throws a TextError. */
export const synapticLines = (text: string): EquationLine[] => parseLines(text, flags);

/**
 * Reads the lines. `outer`: what further names mean; those of the lines go before them, but for those of `taken`, which a line may not have
 * unless it is their derivative. Throws a TextError.
 */
export function readSynapticEquations(
  text: string,
  outer: ReadonlyMap<string, Variable>,
  taken: ReadonlyMap<string, { readonly what: string; readonly mayMove: boolean }>,
): SynapticEquations {
  const lines = synapticLines(text);
  const seen = new Set<string>();
  for (const line of lines) {
    const fail = (sentence: string): TextError =>
      new TextError(`${line.title}: ${sentence}`, text, line.at, line.length);
    const problem = nameProblem(line.name);
    if (problem) throw fail(`'${line.name}' cannot be a name here: ${problem}.`);
    if (seen.has(line.name)) throw fail(`'${line.name}' is defined twice.`);
    seen.add(line.name);
    const other = taken.get(line.name);
    if (other && !(other.mayMove && line.kind === 'derivative'))
      throw fail(`'${line.name}' is ${other.what} already; rename one of the two.`);
  }
  const own = new Map<string, Variable>();
  for (const line of lines)
    if (line.kind !== 'subexpression')
      own.set(line.name, { kind: 'state', dimension: line.dimension, value: b.state(line.name) });
  const scope: Scope = { variables: new Map([...outer, ...own]), tables: new Map(), builtins: ['pi'] };
  const variables = scope.variables as Map<string, Variable>;
  const lower = (line: EquationLine, dimension: Dimension, why: string): Expr => {
    const draws = noDraws();
    const checker = new Checker(text, line.title, scope, draws);
    const value = simplifySingular(checker.expect(line.right!, dimension, why));
    if (draws.uniform + draws.normal > 0)
      throw checker.error('random numbers have no place in a synapse.', line.right!);
    return value;
  };
  for (const line of inOrder(text, lines)) {
    const value = lower(line, line.dimension, `, the unit of ${line.name}`);
    variables.set(line.name, { kind: 'derived', dimension: line.dimension, value });
    own.set(line.name, variables.get(line.name)!);
  }
  return {
    scope: own,
    variables: lines
      .filter((line) => line.kind !== 'subexpression')
      .map((line): SynapticVariable => {
        const { name, dimension, unit, title } = line;
        const why = ` because ${name} is in ${unitPhrase(dimension)}`;
        return {
          name,
          dimension,
          unit,
          title,
          derivative:
            line.kind === 'derivative'
              ? wellDefined(lower(line, divideDimensions(dimension, timeDimension), why))
              : undefined,
          advanced: line.flags.has('event-driven')
            ? 'event-driven'
            : line.flags.has('clock-driven')
              ? 'clock-driven'
              : undefined,
        };
      }),
  };
}
