/** Expressions as nested closures, for values at time 0: no code is generated, and a million cells take a fraction of a second. */
import { UserError } from '../errors.ts';
import { evaluateOperation } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
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
    const value = e.value;
    if (e.op === 'number') return () => value;
    if (e.op === 'cell') return (index) => index;
    if (e.op === 'time' || e.op === 'step') return () => 0;
    if (e.op === 'poisson') return counts(stream, visit(e.args[0]!), e.args[1]!.index);
    if (e.op === 'random') return draw(e.name === 'normal' ? 'normal' : 'uniform', e.index);
    if (e.op === 'state' || e.op === 'parameter') {
      const column = columns.get(e.name);
      if (column === undefined) throw new Error(`internal: '${e.name}' has no value yet in ${what}.`);
      if (typeof column === 'number') return () => column;
      if (column instanceof Float64Array) return (index) => column[index]!;
      const { other: values } = column;
      return (_index, _step, other) => values[other]!;
    }
    if (e.args.length === 0 || e.type === 'vector' || e.op === 'lookup' || e.op === 'component')
      throw new UserError(`'${e.op}' cannot be used in ${what}; use numbers, parameters, i and random numbers.`);
    const args = e.args.map(visit);
    const [x, y, z] = args as [Closure, Closure, Closure];
    switch (e.op) {
      case 'add':
        return (index, step, other) => x(index, step, other) + y(index, step, other);
      case 'sub':
        return (index, step, other) => x(index, step, other) - y(index, step, other);
      case 'mul':
        return (index, step, other) => x(index, step, other) * y(index, step, other);
      case 'div':
        return (index, step, other) => x(index, step, other) / y(index, step, other);
      case 'select':
        return (index, step, other) => (x(index, step, other) ? y(index, step, other) : z(index, step, other));
      case 'pow':
        return (index, step, other) => x(index, step, other) ** y(index, step, other);
      case 'exp':
        return (index, step, other) => Math.exp(x(index, step, other));
      case 'neg':
        return (index, step, other) => -x(index, step, other);
      case 'lt':
        return (index, step, other) => (x(index, step, other) < y(index, step, other) ? 1 : 0);
      case 'ne':
        return (index, step, other) => (x(index, step, other) !== y(index, step, other) ? 1 : 0);
      default:
        return (index, step, other) =>
          evaluateOperation(
            e.op,
            args.map((a) => a(index, step, other)),
          );
    }
  };
  return visit(root);
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
