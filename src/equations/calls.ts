/** Function calls in expressions. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { type CallableOp, operations, type PerArgument } from '../expression/ops.ts';
import { some, transform } from '../expression/visit.ts';
import { unitPhrase } from '../quantity/describe.ts';
import { type Dimension, dimensionless, sameDimension } from '../quantity/dimension.ts';
import { tidy } from '../quantity/units.ts';
import { POISSON_LIMIT } from '../random/poisson.ts';
import { nearest } from '../suggest.ts';
import { adviceOn } from './foreign.ts';
import { type ComposedFunction, functions, isCallable } from './names.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { Table } from './tables.ts';
import type { SyntaxReader, Typed } from './typed.ts';

type Call = SyntaxOf<'call'>;

export function lowerCall(checker: SyntaxReader, node: Call): Typed {
  const table = checker.scope.tables.get(node.name);
  if (table) return lowerTable(checker, node, table);
  const arity = functions.get(node.name);
  if (!arity) {
    const place = { at: node.at, length: node.nameLength };
    if (checker.scope.variables.has(node.name))
      throw checker.error(
        `'${node.name}' is a variable, not a function; an operator may be missing before '('.`,
        place,
      );
    const known = [...checker.scope.tables.keys(), ...functions.keys()];
    const advice = adviceOn(node.name);
    const guess = advice === undefined ? nearest(node.name, known) : undefined;
    throw checker.error(
      `'${node.name}' is no function${advice !== undefined ? ` here: ${advice}.` : guess ? `; did you mean '${guess}'?` : '.'} Known are: ${known.join(', ')}.`,
      place,
    );
  }
  checkArity(checker, node, arity);
  return lowerFunction(checker, node);
}

/** 1 for 'inf' and 'inf*mV', -1 for '-inf', open ends of clip and of distributions; 0 for all else. */
export function openEnd(node: Syntax): number {
  if (node.kind === 'negative') return -openEnd(node.operand);
  if (node.kind === 'arithmetic' && (node.operator === '*' || node.operator === '/')) return openEnd(node.left);
  return node.kind === 'name' && node.name === 'inf' ? 1 : 0;
}

function checkArity(checker: SyntaxReader, node: Call, [least, most]: readonly [number, number]): void {
  const n = node.args.length;
  if (n >= least && n <= most) return;
  const wanted = least === most ? `${least === 0 ? 'no' : least}` : `${least} to ${most}`;
  const advice =
    node.name === 'normal' && n > most
      ? " Bounds can be given where a distribution is the whole weight or delay: 'normal(6 nS, 1 nS, 0 nS)'."
      : '';
  throw checker.error(`${node.name} takes ${wanted} argument${most === 1 ? '' : 's'}, not ${n}.${advice}`, node);
}

/** An operation called by its name. */
function lowerOperation(checker: SyntaxReader, name: CallableOp, args: readonly Syntax[], pure: () => Expr): Typed {
  const { call } = operations[name];
  const on = (...values: readonly Expr[]): Expr => b.apply(name, ...(values as PerArgument<CallableOp, Expr>));
  switch (call.units) {
    case 'plain':
      return { expr: on(pure()), dimension: dimensionless };
    case 'dropped':
      return { expr: on(checker.real(args[0]!).expr), dimension: dimensionless };
    case 'kept': {
      const { expr, dimension } = checker.real(args[0]!);
      return { expr: on(expr), dimension };
    }
    case 'root': {
      const { expr, dimension } = checker.real(args[0]!);
      return { expr: on(expr), dimension: dimension.map((n) => tidy(n / 2)) as unknown as Dimension };
    }
    case 'alike': {
      const { values, dimension } = checker.allAlike(args);
      return { expr: values.reduce((x, y) => on(x, y)), dimension };
    }
  }
}

function lowerFunction(checker: SyntaxReader, node: Call): Typed {
  const args = node.args as readonly [Syntax, Syntax, Syntax];
  const { name } = node;
  const pure = (index: 0 | 1 | 2 = 0): Expr => {
    const arg = checker.real(args[index]);
    if (!sameDimension(arg.dimension, dimensionless))
      throw checker.error(
        `${name} takes a plain number; ${checker.source(args[index])} has the unit ${unitPhrase(arg.dimension)}.`,
        args[index],
      );
    return arg.expr;
  };
  const number = (expr: Expr): Typed => ({ expr, dimension: dimensionless });
  if (isCallable(name)) return lowerOperation(checker, name, args, pure);
  switch (name as ComposedFunction) {
    case 'expm1': {
      const x = pure();
      return number(b.mul(x, b.exprel(x)));
    }
    case 'log10':
      return number(b.div(b.unary('log', pure()), b.number(Math.LN10)));
    case 'sinh': {
      // ½(e^x − 1)(1 + e^-x): no cancellation on either side, and x stays a factor, so that x/sinh(x) has its value at 0.
      const x = pure();
      const grown = b.mul(x, b.exprel(x));
      return number(b.mul(b.mul(b.number(0.5), b.add(b.one, b.exp(b.neg(x)))), grown));
    }
    case 'cosh': {
      const x = pure();
      return number(b.mul(b.number(0.5), b.add(b.exp(x), b.exp(b.neg(x)))));
    }
    case 'heaviside':
      return number(b.select(b.compare('ge', checker.real(args[0]).expr, b.zero), b.one, b.zero));
    case 'int': {
      const arg = checker.lower(args[0]);
      if (arg.dimension === 'boolean') return number(b.select(arg.expr, b.one, b.zero));
      const x = pure();
      return number(b.mul(b.unary('sign', x), b.unary('floor', b.unary('abs', x))));
    }
    case 'clip': {
      const below = openEnd(args[1]) === -1 ? undefined : args[1];
      const above = openEnd(args[2]) === 1 ? undefined : args[2];
      const bounds = [below, above].filter((bound) => bound !== undefined);
      const { values, dimension } = checker.allAlike([args[0], ...bounds]);
      const raised = below === undefined ? values[0]! : b.binary('max', values[0]!, values[1]!);
      return { expr: above === undefined ? raised : b.binary('min', raised, values.at(-1)!), dimension };
    }
    case 'select':
    case 'where': {
      const condition = checker.condition(args[0]);
      const { a, b: c, dimension } = checker.alike(args[1], args[2]);
      return { expr: b.select(condition, a, c), dimension };
    }
    case 'previous': {
      const { expr, dimension } = checker.real(args[0]);
      return { expr: before(checker, expr, args[0]), dimension };
    }
    case 'crosses': {
      // Strict on one side only: a value that equals the level counts in the step that reaches it, and never again.
      const { a: x, b: level } = checker.alike(args[0], args[1]);
      const below = b.compare('lt', before(checker, x, args[0]), before(checker, level, args[1]));
      return { expr: b.and(below, b.compare('ge', x, level)), dimension: 'boolean' };
    }
    case 'rand':
      return number(b.draw('uniform', checker.draws.uniform++));
    case 'randn':
      return number(b.draw('normal', checker.draws.normal++));
    case 'uniform': {
      const { a: low, b: high, dimension } = checker.alike(args[0], args[1]);
      const draw = b.draw('uniform', checker.draws.uniform++);
      return { expr: b.add(low, b.mul(b.sub(high, low), draw)), dimension };
    }
    case 'normal': {
      const { a: mean, b: deviation, dimension } = checker.alike(args[0], args[1]);
      const draw = b.draw('normal', checker.draws.normal++);
      return { expr: b.add(mean, b.mul(deviation, draw)), dimension };
    }
    case 'poisson': {
      const mean = pure();
      if (mean.op === 'number' && !(mean.value >= 0 && mean.value < POISSON_LIMIT))
        throw checker.error(
          `the mean of poisson is at least 0 and less than ${POISSON_LIMIT}, not ${mean.value}.`,
          args[0],
        );
      return number(b.poisson(mean, checker.draws.uniform++));
    }
  }
}

/** The value of an expression at the end of the previous step. */
function before(checker: SyntaxReader, expr: Expr, node: Syntax): Expr {
  if (
    some(expr, (e) =>
      ['draw', 'noise', 'previous', 'weight', 'synapse', 'pre', 'post', 'source', 'target'].includes(e.op),
    )
  )
    throw checker.error(
      `${checker.source(node)} has no value one step before: random numbers and previous values are not kept.`,
      node,
    );
  return transform([expr], (e) => {
    if (e.op === 'state') return b.previous(e.name);
    return e.op === 'time' ? b.sub(b.time, b.dt) : undefined;
  })[0]!;
}

/**
 * Entry ⌊x/width⌋ of a table, of the course ⌊k⌋ where it has several; both clamped to the ends. For the time itself a fifth of a step is
 * added first: t = k·dt is rounded, most of all in f32, and would now and then fall into the entry before. Integrators' stages up to three
 * quarters of a step later still read the step's entry.
 */
function lowerTable(checker: SyntaxReader, node: Call, table: Table): Typed {
  const arity = table.courses === undefined ? 1 : 2;
  checkArity(checker, node, [arity, arity]);
  const x = checker.expect(node.args[0]!, table.argument, ` in ${node.name}(…)`);
  const safe = x === b.time ? b.add(x, b.mul(b.number(0.2), b.dt)) : x;
  const position = b.div(safe, b.number(table.width));
  const { index, dimension, length, courses } = table;
  if (courses === undefined) return { expr: b.lookup(index, position), dimension };
  const course = checker.expect(node.args[1]!, dimensionless, ` in ${node.name}(…)`);
  // Whole numbers below 2^24, exact in single precision.
  const within = (e: Expr, count: number): Expr =>
    b.binary('max', b.binary('min', b.unary('floor', e), b.number(count - 1)), b.zero);
  const flat = b.add(b.mul(within(course, courses), b.number(length)), within(position, length));
  return { expr: b.lookup(index, flat), dimension };
}
