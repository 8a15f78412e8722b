/** Double-precision evaluation of expressions on the host. */
import type { Expr, Op } from './node.ts';
import { phi1Action } from './phi1.ts';

/** (e^x − 1)/x in f64; exactly 1 at 0. */
export function exprelOf(x: number): number {
  return x === 0 ? 1 : Math.expm1(x) / x;
}

/** One operation on plain numbers; booleans are 0 and 1. */
export function evaluateOperation(op: Op, a: readonly number[]): number {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = a;
  switch (op) {
    case 'neg':
      return -x;
    case 'exp':
      return Math.exp(x);
    case 'exprel':
      return exprelOf(x);
    case 'log':
      return Math.log(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'sin':
      return Math.sin(x);
    case 'cos':
      return Math.cos(x);
    case 'tan':
      return Math.tan(x);
    case 'tanh':
      return Math.tanh(x);
    case 'abs':
      return Math.abs(x);
    case 'sign':
      return Math.sign(x);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'single':
      return Math.fround(x);
    case 'rounded':
      return x;
    case 'add':
      return x + y;
    case 'sub':
      return x - y;
    case 'mul':
      return x * y;
    case 'div':
      return x / y;
    case 'pow':
      return x ** y;
    case 'min':
      return Math.min(x, y);
    case 'max':
      return Math.max(x, y);
    case 'mod':
      return x - y * Math.floor(x / y);
    case 'lt':
      return x < y ? 1 : 0;
    case 'le':
      return x <= y ? 1 : 0;
    case 'gt':
      return x > y ? 1 : 0;
    case 'ge':
      return x >= y ? 1 : 0;
    case 'eq':
      return x === y ? 1 : 0;
    case 'ne':
      return x !== y ? 1 : 0;
    case 'and':
      return x && y ? 1 : 0;
    case 'or':
      return x || y ? 1 : 0;
    case 'not':
      return x ? 0 : 1;
    case 'select':
      return x ? y : z;
    default:
      throw new Error(`internal: '${op}' is not an operation on numbers.`);
  }
}

/** Values of the leaves: return the number, or undefined where the leaf has none (then evaluation throws). */
export type Environment = (leaf: Expr) => number | undefined;

/** f64 values of several expressions that share subexpressions. Throws when a leaf has no value. */
export function evaluateAll(roots: readonly Expr[], environment: Environment): number[] {
  const memo = new Map<Expr, number>();
  const vectors = new Map<Expr, Float64Array>();
  const value = (e: Expr): number => {
    const known = memo.get(e);
    if (known !== undefined) return known;
    const result = compute(e);
    memo.set(e, result);
    return result;
  };
  const compute = (e: Expr): number => {
    if (e.op === 'number') return e.value;
    if (e.op === 'component') return vector(e.args[0]!)[e.index]!;
    if (e.args.length === 0 || e.op === 'lookup' || e.op === 'poisson') {
      const leaf = environment(e);
      if (leaf === undefined) throw new Error(`internal: the leaf '${e.op} ${e.name}' has no value here.`);
      return leaf;
    }
    return evaluateOperation(e.op, e.args.map(value));
  };
  const vector = (e: Expr): Float64Array => {
    let known = vectors.get(e);
    if (!known) {
      const n = e.index;
      const entries = Float64Array.from(e.args, value);
      known = phi1Action(entries.subarray(0, n * n), entries.subarray(n * n));
      vectors.set(e, known);
    }
    return known;
  };
  return roots.map(value);
}

/** The f64 value of one expression. */
export function evaluate(root: Expr, environment: Environment): number {
  return evaluateAll([root], environment)[0]!;
}
