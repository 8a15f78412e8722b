/** Double-precision evaluation of expressions on the host. */
import { InternalError } from '../errors.ts';
import { type Expr, isOperation, type Leaf, type LookupNode, type Phi1Node, type PoissonNode } from './node.ts';
import { type Operation, rowOf } from './ops.ts';
import { phi1Action } from './phi1.ts';

/**
 * Values of the leaves, and of what reads tables: return the number, or undefined where there is none (then evaluation throws).
 */
export type Environment = (leaf: Leaf | LookupNode | PoissonNode) => number | undefined;

/** Values of named leaves, whatever their kind, by a function of the name. */
export const byName =
  (named: (name: string) => number | undefined): Environment =>
  (leaf) =>
    'name' in leaf ? named(leaf.name) : undefined;

/** One operation on plain numbers; truths are 0 and 1. */
export function evaluateOperation(op: Operation, args: readonly number[]): number {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = args;
  return rowOf(op).evaluate(x, y, z);
}

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
    if (isOperation(e)) return evaluateOperation(e.op, e.args.map(value));
    if (e.op === 'number') return e.value;
    if (e.op === 'component') return vector(e.args[0])[e.entry]!;
    if (e.op === 'phi1') throw new InternalError('A vector has no single value.');
    const found = environment(e);
    if (found === undefined) throw new InternalError(`The leaf '${nameOf(e)}' has no value here.`);
    return found;
  };
  const vector = (e: Phi1Node): Float64Array => {
    let known = vectors.get(e);
    if (!known) {
      const n = e.size;
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

const nameOf = (e: Expr): string => ('name' in e ? `${e.op} ${e.name}` : e.op);
