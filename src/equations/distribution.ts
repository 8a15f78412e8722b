/** Texts that are one distribution as a whole: 'normal(6 nS, 1 nS, 0 nS)', 'lognormal(1 mV, 0.5 mV)', 'uniform(0.1 ms, 3 ms)'. */
import { evaluate } from '../expression/evaluate.ts';
import { unitPhrase } from '../quantity/describe.ts';
import { type Dimension, sameDimension } from '../quantity/dimension.ts';
import { type Distribution, shareBetween } from '../random/distribution.ts';
import { openEnd } from './calls.ts';
import { Checker } from './check.ts';
import { Parser } from './parser.ts';
import { emptyScope, noDraws } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import { tokenize } from './tokens.ts';

export interface ParsedDistribution {
  /** In internal units. */
  readonly of: Distribution;
  readonly dimension: Dimension;
}

/** Fewer of all draws than these between the bounds, and each value would take too many. */
const LEAST_SHARE = 1e-6;

/**
 * Reads a text that is a call of `normal(mean, sd)`, `normal(mean, sd, low)`, `normal(mean, sd, low, high)`, `lognormal` with the same
 * arguments, or `uniform(low, high)`, of numbers with units alone: what lies outside the bounds is drawn again. `-inf` and `inf` are open
 * bounds. Undefined for other texts, among them normal and uniform of two arguments that name cells or draw themselves. `expected` is the
 * dimension it must have. Throws TextError.
 */
export function parseDistribution(text: string, what: string, expected?: Dimension): ParsedDistribution | undefined {
  const node = new Parser(text, tokenize(text, what), 0, what).whole();
  if (node.kind !== 'call' || !['normal', 'lognormal', 'uniform'].includes(node.name)) return undefined;
  const bounded = node.name === 'lognormal' || (node.name === 'normal' && node.args.length > 2);
  if (!bounded && (node.args.length !== 2 || !node.args.every(isConstant))) return undefined;
  const checker = new Checker(text, what, emptyScope, noDraws());
  if (bounded && (node.args.length < 2 || node.args.length > 4))
    throw checker.error(
      `${node.name} takes a mean, a standard deviation, and perhaps a lower and an upper bound; it got ${node.args.length} argument${node.args.length === 1 ? '' : 's'}.`,
      node,
    );
  for (const arg of node.args)
    if (!isConstant(arg) && openEnd(arg) === 0)
      throw checker.error(
        `${checker.source(arg)} is no number with a unit; a distribution with bounds is the same for all synapses.`,
        arg,
      );
  const ends = node.args.map((arg, k) => (k < 2 ? 0 : openEnd(arg)));
  const closed = node.args.filter((_, k) => ends[k] === 0);
  const { values, dimension } = checker.allAlike(closed);
  if (expected && !sameDimension(dimension, expected))
    throw checker.error(
      `${checker.source(node)} has the unit ${unitPhrase(dimension)}; ${unitPhrase(expected)} is expected.`,
      node,
    );
  const numbers = values.map((value, k) => {
    const number = evaluate(value, () => undefined);
    if (Number.isFinite(number)) return number;
    throw checker.error(`${checker.source(closed[k]!)} is ${number}; finite numbers are expected.`, closed[k]!);
  });
  const [first, second] = numbers as [number, number];
  if (node.name === 'uniform')
    return first === second
      ? undefined
      : { of: { kind: 'uniform', low: Math.min(first, second), high: Math.max(first, second) }, dimension };
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const bound = (k: 2 | 3): number => {
    if (node.args[k] === undefined) return infinite[k - 2]!;
    return ends[k] === 0 ? numbers[closed.indexOf(node.args[k]!)]! : ends[k]! * Number.POSITIVE_INFINITY;
  };
  // A normal law without a spread is a number, as ever.
  if (!bounded && second === 0) return undefined;
  const of = {
    kind: node.name as 'normal' | 'lognormal',
    mean: first,
    deviation: second,
    low: bound(2),
    high: bound(3),
  };
  check(checker, node, of);
  return { of, dimension };
}

function check(
  checker: Checker,
  node: SyntaxOf<'call'>,
  of: Exclude<Distribution, { readonly kind: 'uniform' }>,
): void {
  const [mean, deviation, low, high] = node.args as readonly [Syntax, Syntax, Syntax | undefined, Syntax | undefined];
  if (!(of.deviation > 0))
    throw checker.error(
      `the standard deviation of ${of.kind} is ${checker.source(deviation)}; it must be above 0. Where there is no spread, give the mean alone.`,
      deviation,
    );
  if (of.kind === 'lognormal' && !(of.mean > 0))
    throw checker.error(
      `the mean of lognormal is ${checker.source(mean)}; it must be above 0. Negative values are subtracted in onSpike.`,
      mean,
    );
  if (!(of.low < of.high))
    throw checker.error(
      `nothing lies above ${low ? checker.source(low) : '-inf'} and below ${high ? checker.source(high) : 'inf'}; the lower bound comes first.`,
      low ?? node,
    );
  const share = shareBetween(of, of.low, of.high);
  if (share < LEAST_SHARE)
    throw checker.error(
      `only ${share === 0 ? 'less than 1e-9' : share.toPrecision(2)} of all draws lie within the bounds, and others are drawn again; at least ${LEAST_SHARE} must. Move the bounds towards the mean.`,
      low ?? node,
    );
}

/** Numbers with units and what arithmetic makes of them: no names but pi, no functions. */
function isConstant(node: Syntax): boolean {
  switch (node.kind) {
    case 'number':
    case 'quantity':
      return true;
    case 'name':
      return node.name === 'pi';
    case 'negative':
      return isConstant(node.operand);
    case 'arithmetic':
      return isConstant(node.left) && isConstant(node.right);
    default:
      return false;
  }
}
