/** Expressions as nested closures, for values at time 0: no code is generated, and a million cells take a fraction of a second. */
import { InternalError, UserError } from '../errors.ts';
import { type Expr, isOperation } from '../expression/node.ts';
import { type Operation, rowOf } from '../expression/ops.ts';
import { drawAddress, normals, philox, purpose, streamKey, uniform24 } from '../random/philox.ts';
import { poissonBlock, poissonCount } from '../random/poisson.ts';

/** One value per cell of the other end of a synapse. */
export interface OtherEnd {
  readonly other: Float64Array;
}

/** Values that expressions may refer to by name: one number, or one per cell; of a synapse, of either end. */
export type Columns = ReadonlyMap<string, number | Float64Array | OtherEnd>;

/** Where random draws come from: block counter (index, step, block, purpose) and key (seed, streamKey(name)). */
export interface DrawStream {
  readonly seed: number;
  readonly name: string;
  readonly purpose: 'initial' | 'connect';
}

/**
 * The f64 value for counter (index, step); `index` is also the cell that per-cell columns and `i` are read at, `other` the cell of the
 * other end.
 */
export type Closure = (index: number, step: number, other: number) => number;

/** `what` starts the sentence where the expression uses something that has no value yet. */
export function compileExpression(root: Expr, stream: DrawStream, columns: Columns, what: string): Closure {
  const draw = draws(stream);
  const memo = new Map<Expr, Closure>();
  const visit = (e: Expr): Closure => {
    let known = memo.get(e);
    if (!known) {
      known = build(e);
      memo.set(e, known);
    }
    return known;
  };
  const build = (e: Expr): Closure => {
    if (isOperation(e)) return operation(e.op, e.args.map(visit));
    switch (e.op) {
      case 'number': {
        const { value } = e;
        return () => value;
      }
      case 'cell':
        return (index) => index;
      case 'time':
      case 'step':
        return () => 0;
      case 'poisson':
        return counts(stream, visit(e.args[0]), e.args[1].index);
      case 'draw':
        return draw(e.kind, e.index);
      case 'state':
      case 'parameter': {
        const column = columns.get(e.name);
        if (column === undefined) throw new InternalError(`'${e.name}' has no value yet in ${what}.`);
        if (typeof column === 'number') return () => column;
        if (column instanceof Float64Array) return (index) => column[index]!;
        const { other: values } = column;
        return (_index, _step, other) => values[other]!;
      }
      default:
        throw new UserError(`'${e.op}' cannot be used in ${what}; use numbers, parameters, i and random numbers.`);
    }
  };
  return visit(root);
}

/** An operation on its arguments; of a condition only the branch that is taken is made. */
function operation(op: Operation, args: readonly Closure[]): Closure {
  const { evaluate } = rowOf(op);
  const [x, y, z] = args as [Closure, Closure, Closure];
  if (op === 'select') return (index, step, other) => (x(index, step, other) ? y : z)(index, step, other);
  if (args.length === 1) return (index, step, other) => evaluate(x(index, step, other), 0, 0);
  return (index, step, other) => evaluate(x(index, step, other), y(index, step, other), 0);
}

/** Poisson counts, each of the mean that its cell has. */
function counts(stream: DrawStream, mean: Closure, draw: number): Closure {
  const key = streamKey(stream.name);
  const use = purpose[stream.purpose];
  const words = new Uint32Array(4);
  const first = poissonBlock(draw);
  return (index, step, other) =>
    poissonCount(mean(index, step, other), (block) => philox(index, step, first + block, use, stream.seed, key, words));
}

function draws(stream: DrawStream): (kind: 'uniform' | 'normal', index: number) => Closure {
  const key = streamKey(stream.name);
  const use = purpose[stream.purpose];
  const words = new Uint32Array(4);
  return (kind, number) => {
    const { block, word } = drawAddress(kind, number);
    const parity = number & 1;
    return (index, step) => {
      philox(index, step, block, use, stream.seed, key, words);
      return kind === 'uniform' ? uniform24(words[word]!) : normals(words[word]!, words[word + 1]!)[parity]!;
    };
  };
}
