/**
 * What an engine of a given precision may return for an expression: its f64 value and a bound of the error, by running error analysis
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, §3.3).
 *
 * Each operation passes on its arguments' errors (found by evaluating it at both ends of each argument's interval) and adds its own: a
 * number of units in the last place that WGSL allows, twice the unit roundoff each.
 */
import { evaluateOperation } from '../../src/expression/evaluate.ts';
import { type Expr, isOperation, type Phi1Node } from '../../src/expression/node.ts';
import { phi1Action } from '../../src/expression/phi1.ts';

export interface Bounded {
  readonly value: number;
  readonly error: number;
}

export interface RoundoffOptions {
  /** Half the distance from 1 to the next number: 2^-24 for f32. */
  readonly unit: number;
  /** Values of the leaves, exact. A table's entry for `lookup`, given its position. */
  readonly leaf: (e: Expr, position?: number) => number;
}

/** Units in the last place that an operation itself may be off, given its first argument and its value. */
function ulps(e: Expr, x: number, value: number): number {
  switch (e.op) {
    case 'state':
    case 'parameter':
    case 'inlet':
    case 'cell':
    case 'step':
    case 'neg':
    case 'abs':
    case 'sign':
    case 'floor':
    case 'ceil':
    case 'min':
    case 'max':
    case 'select':
      return 0;
    case 'div':
      return 2.5;
    case 'exp':
    case 'exprel':
      // 3 + 2|x| for exp; exprel adds a subtraction of nearly equal numbers (at most ½ apart) and a division.
      return (3 + 2 * Math.abs(x)) * (e.op === 'exprel' ? 3 : 1) + (e.op === 'exprel' ? 4 : 0);
    case 'tanh':
      return 3 * (3 + 4 * Math.min(Math.abs(x), 20)) + 8;
    case 'pow':
      // exp2(y·log2 x): the product's error is relative to it.
      return 8 + 8 * Math.abs(Math.log2(Math.abs(value) || 1)) + 16;
    case 'log':
    case 'sqrt':
    case 'mod':
      return 4;
    case 'sin':
    case 'cos':
    case 'tan':
      return 8;
    default:
      return 1;
  }
}

/** Errors that are not relative to the value: logarithms near 1, trigonometric functions near their zeros. In units of the roundoff. */
function floor(e: Expr, x: number, value: number): number {
  switch (e.op) {
    case 'log':
      return 16;
    case 'sin':
    case 'cos':
      return 8 + 2 * Math.abs(x);
    case 'tan':
      return (8 + 2 * Math.abs(x)) * (1 + value * value);
    case 'mod':
      return 4 * Math.abs(x);
    case 'draw':
      return 32;
    default:
      return 0;
  }
}

export function boundedAll(roots: readonly Expr[], options: RoundoffOptions): Bounded[] {
  const memo = new Map<Expr, Bounded>();
  const vectors = new Map<Expr, Bounded[]>();
  const of = (e: Expr): Bounded => {
    let known = memo.get(e);
    if (!known) {
      known = compute(e);
      memo.set(e, known);
    }
    return known;
  };
  const own = (e: Expr, x: number, value: number): number =>
    options.unit * (2 * ulps(e, x, value) * Math.abs(value) + floor(e, x, value));
  const compute = (e: Expr): Bounded => {
    if (e.op === 'component') return vector(e.args[0])[e.entry]!;
    if (e.op === 'number') return { value: e.value, error: own(e, 0, e.value) };
    if (e.op === 'lookup') {
      const value = options.leaf(e, of(e.args[0]!).value);
      return { value, error: own(e, 0, value) };
    }
    if (!isOperation(e)) {
      const value = options.leaf(e);
      return { value, error: own(e, 0, value) };
    }
    const args = e.args.map(of);
    const values = args.map((a) => a.value);
    const value = evaluateOperation(e.op, values);
    let error = own(e, values[0]!, value);
    // A remainder next to 0 or to the modulus may be found on the other side of the wrap.
    if (e.op === 'mod' && Math.min(Math.abs(value), Math.abs(values[1]! - value)) <= error)
      error += Math.abs(values[1]!);
    args.forEach((a, i) => {
      if (a.error === 0) return;
      for (const end of [a.value - a.error, a.value + a.error]) {
        // An uncertain condition admits both branches.
        const there = a.error === 1 && e.args[i]!.type === 'boolean' ? (end < 0.5 ? 0 : 1) : end;
        error += Math.abs(evaluateOperation(e.op, values.with(i, there)) - value);
      }
    });
    if (e.type === 'boolean' && e.op !== 'and' && e.op !== 'or' && e.op !== 'not')
      return {
        value,
        error:
          Math.abs(values[0]! - values[1]!) <= args[0]!.error + args[1]!.error && args.some((a) => a.error > 0) ? 1 : 0,
      };
    return e.type === 'boolean' ? { value, error: error > 0 ? 1 : 0 } : { value, error };
  };
  const vector = (e: Phi1Node): Bounded[] => {
    let known = vectors.get(e);
    if (!known) {
      const n = e.size;
      const args = e.args.map(of);
      const entries = args.map((a) => a.value);
      const at = (list: readonly number[]): Float64Array => phi1Action(list.slice(0, n * n), list.slice(n * n));
      const values = at(entries);
      // Scaling and squaring: errors grow with the squared norm at worst; 64 (1 + ‖M‖) units of the largest entry.
      const norm = Math.max(
        ...Array.from({ length: n }, (_, i) => entries.slice(i * n, i * n + n).reduce((s, x) => s + Math.abs(x), 0)),
      );
      const base =
        64 * (1 + norm) * options.unit * Math.max(...values.map(Math.abs), ...entries.slice(n * n).map(Math.abs));
      const errors = new Float64Array(n).fill(base);
      args.forEach((a, i) => {
        if (a.error === 0) return;
        for (const end of [a.value - a.error, a.value + a.error])
          at(entries.with(i, end)).forEach((v, k) => {
            errors[k] = errors[k]! + Math.abs(v - values[k]!);
          });
      });
      known = Array.from(values, (value, k) => ({ value, error: errors[k]! }));
      vectors.set(e, known);
    }
    return known;
  };
  return roots.map(of);
}
