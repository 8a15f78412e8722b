/** Assignments carried out at a spike: `v = E_L; w += b`. */
import { InternalError, TextError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { type Dimension, dimensionless } from '../quantity/dimension.ts';
import { Checker, unknown } from './check.ts';
import { wellDefined } from './far.ts';
import type { Assignment } from './model.ts';
import { Parser } from './parser.ts';
import { type DrawCounts, noDraws, type Scope } from './scope.ts';
import { tokenize } from './tokens.ts';

type StatementOperator = '=' | '+=' | '-=' | '*=' | '/=';

export interface Statement {
  /** A state variable. */
  readonly target: string;
  readonly operator: StatementOperator;
  /** The right-hand side in internal units. */
  readonly value: Expr;
  /** Dimension of the right-hand side. */
  readonly dimension: Dimension;
  /** Place of the whole statement in the text. */
  readonly at: number;
  readonly length: number;
}

const operators: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=']);

/**
 * Reads statements separated by ';' or line ends. Targets are state variables of the scope. `what` names the argument in errors;
 * random draws are counted on in `draws`. Throws TextError.
 */
export function parseStatements(
  text: string,
  scope: Scope,
  what = 'statements',
  draws: DrawCounts = noDraws(),
): Statement[] {
  const tokens = tokenize(text, what);
  const statements: Statement[] = [];
  const parser = new Parser(text, tokens, 0, what);
  const checker = new Checker(text, what, scope, draws);
  for (;;) {
    while (parser.peek().kind === 'newline' || parser.peek().text === ';') parser.take();
    if (parser.peek().kind === 'end') return statements;
    const target = parser.take();
    if (target.kind !== 'name')
      throw parser.error(`a statement starts with a state variable, as in 'v = -60 mV'.`, target);
    const operator = parser.take();
    if (!operators.has(operator.text)) {
      const power = `there is no '**='; write '${target.text} = ${target.text}**…'; `;
      const hint = operator.text === '==' ? "'==' compares; " : operator.text === '**' ? power : '';
      throw parser.error(`${hint}after '${target.text}' one of = += -= *= /= is expected.`, operator);
    }
    const dimension = targetDimension(target.text, target, text, scope, what);
    const right = parser.expression();
    const scaling = operator.text === '*=' || operator.text === '/=';
    const wanted = scaling ? dimensionless : dimension;
    const value = wellDefined(
      checker.expect(right, wanted, scaling ? ` after '${operator.text}'` : `, the unit of ${target.text}`),
    );
    const end = parser.peek();
    if (end.kind !== 'newline' && end.kind !== 'end' && end.text !== ';') throw parser.unexpected(end);
    statements.push({
      target: target.text,
      operator: operator.text as StatementOperator,
      value,
      dimension: wanted,
      at: target.at,
      length: right.at + right.length - target.at,
    });
  }
}

function targetDimension(
  name: string,
  place: { at: number; length: number },
  text: string,
  scope: Scope,
  what: string,
): Dimension {
  const variable = scope.variables.get(name);
  const states = [...scope.variables].filter(([, v]) => v.kind === 'state').map(([known]) => known);
  if (!variable) throw new TextError(`${what}: ${unknown(name, states, [])}`, text, place.at, place.length);
  if (variable.kind !== 'state')
    throw new TextError(
      variable.kind === 'sum'
        ? `${what}: '${name}' is a sum over other cells, put together anew in each step, and cannot be set; set one of: ${states.join(', ')}.`
        : variable.kind === 'derived'
          ? `${what}: '${name}' is a subexpression and cannot be set; set one of: ${states.join(', ')}.`
          : `${what}: '${name}' is a parameter and cannot be set here; a line 'd${name}/dt = 0 : …' makes it a state variable.`,
      text,
      place.at,
      place.length,
    );
  if (variable.dimension === 'boolean') throw new InternalError(`the state variable '${name}' is a condition.`);
  return variable.dimension;
}

/** The statement as an assignment: `w += b` becomes w ← w + b. `old`: what stands for the target. */
export function assignment({ target, operator, value }: Statement, old: Expr = b.state(target)): Assignment {
  switch (operator) {
    case '=':
      return { target, value };
    case '+=':
      return { target, value: b.add(old, value) };
    case '-=':
      return { target, value: b.sub(old, value) };
    case '*=':
      return { target, value: b.mul(old, value) };
    case '/=':
      return { target, value: b.div(old, value) };
  }
}
