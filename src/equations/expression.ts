/** Single expressions outside a model's equations: initial values, weights, thresholds. */
import { UserError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { unitPhrase } from '../quantity/describe.ts';
import { type Dimension, sameDimension } from '../quantity/dimension.ts';
import { Checker } from './check.ts';
import { wellDefined } from './far.ts';
import { Parser } from './parser.ts';
import { type DrawCounts, noDraws, type Scope } from './scope.ts';
import { tokenize } from './tokens.ts';

export interface ParsedExpression {
  /** In internal units. */
  readonly value: Expr;
  readonly dimension: Dimension | 'boolean';
  /** How many random draws it uses: its `random` leaves are numbered from 0, or on from the given `draws`. */
  readonly draws: DrawCounts;
}

/**
 * Reads one expression: 'uniform(-60 mV, -50 mV)', 'w*2', 'v > -50 mV'. `expected` is the dimension it must have; 'boolean' for a
 * condition. `what` names the argument in errors. Throws TextError.
 */
export function parseExpression(
  text: string | number,
  scope: Scope,
  expected?: Dimension | 'boolean',
  what = 'expression',
  draws: DrawCounts = noDraws(),
): ParsedExpression {
  const written = typeof text === 'number' ? String(text) : text;
  if (typeof written !== 'string')
    throw new UserError(`${what}: a text such as '6 nS' is expected, not ${typeof text}.`);
  const node = new Parser(written, tokenize(written, what), 0, what).whole();
  const checker = new Checker(written, what, scope, draws);
  if (expected === 'boolean') return { value: wellDefined(checker.condition(node)), dimension: 'boolean', draws };
  if (expected) {
    const value = checker.expect(node, expected);
    return { value: wellDefined(value), dimension: expected, draws };
  }
  const { expr, dimension } = checker.lower(node);
  return { value: wellDefined(expr), dimension, draws };
}

/** A duration or a condition, as `refractory` takes. */
export function parseRefractory(
  text: string,
  scope: Scope,
  draws: DrawCounts,
  duration: Dimension,
): { kind: 'duration' | 'condition'; value: Expr } {
  const what = 'refractory';
  if (typeof text !== 'string') throw new UserError(`${what}: a text such as '5 ms' is expected, not ${typeof text}.`);
  const node = new Parser(text, tokenize(text, what), 0, what).whole();
  const checker = new Checker(text, what, scope, draws);
  const lowered = checker.lower(node);
  const { dimension } = lowered;
  const expr = wellDefined(lowered.expr);
  if (dimension === 'boolean') return { kind: 'condition', value: expr };
  if (!sameDimension(dimension, duration))
    throw checker.error(
      `${checker.source(node)} has the unit ${unitPhrase(dimension)}; a duration in ms (time) or a condition is expected.`,
      node,
    );
  if (expr.op === 'number' && expr.value < 0)
    throw checker.error(`a duration is not below zero; ${checker.source(node)} is.`, node);
  return { kind: 'duration', value: expr };
}
