/**
 * Constructors that simplify as they build: literals are folded in f64 and the neutral and absorbing elements vanish. Nothing here
 * reorders a sum or a product of unknowns, so rounding stays what the author wrote.
 */
import { evaluateOperation } from './evaluate.ts';
import { type BinaryOp, type CompareOp, type Expr, intern, type UnaryOp } from './node.ts';

/** A literal. There is one zero: a negative one would make equal expressions differ. */
export const number = (value: number): Expr => intern('number', 'real', [], { value: value === 0 ? 0 : value });
export const state = (name: string): Expr => intern('state', 'real', [], { name });
/** The value of a state variable at the end of the previous step, as models write it: `previous(v)`. */
export const previous = (name: string): Expr => intern('state', 'real', [], { name, index: 1 });
export const parameter = (name: string): Expr => intern('parameter', 'real', [], { name });
export const uniform = (index: number): Expr => intern('uniform', 'real', [], { index });
export const inlet = (index: number): Expr => intern('inlet', 'real', [], { index });
export const random = (kind: 'uniform' | 'normal', index: number): Expr =>
  intern('random', 'real', [], { name: kind, index });
export const time: Expr = intern('time', 'real');
export const step: Expr = intern('step', 'real');
/** ⌊step/2¹⁶⌋ and the rest: f32 holds both, for all steps below 2³². */
export const stepHigh: Expr = intern('step', 'real', [], { index: 1 });
export const stepLow: Expr = intern('step', 'real', [], { index: 2 });
export const dt: Expr = intern('dt', 'real');
export const cell: Expr = intern('cell', 'real');
export const zero: Expr = number(0);
export const one: Expr = number(1);
export const always: Expr = intern('eq', 'boolean', [zero, zero]);
export const never: Expr = intern('ne', 'boolean', [zero, zero]);

const isNumber = (e: Expr, value?: number): boolean => e.op === 'number' && (value === undefined || e.value === value);

/** A product with a literal below zero: its sign belongs to the sum around it. */
const hasNegativeFactor = (e: Expr): boolean => e.op === 'mul' && isNumber(e.args[0]!) && e.args[0]!.value < 0;

function fold(op: UnaryOp | BinaryOp, args: readonly Expr[]): Expr | undefined {
  return args.every((a) => isNumber(a))
    ? number(
        evaluateOperation(
          op,
          args.map((a) => a.value),
        ),
      )
    : undefined;
}

export function unary(op: UnaryOp, x: Expr): Expr {
  const folded = fold(op, [x]);
  if (folded) return folded;
  if (op === 'neg') {
    if (x.op === 'neg') return x.args[0]!;
    if (x.op === 'sub') return sub(x.args[1]!, x.args[0]!);
    if (x.op === 'mul' && isNumber(x.args[0]!)) return mul(number(-x.args[0]!.value), x.args[1]!);
  }
  return intern(op, 'real', [x]);
}

export function binary(op: BinaryOp, a: Expr, b: Expr): Expr {
  switch (op) {
    case 'add':
      return add(a, b);
    case 'sub':
      return sub(a, b);
    case 'mul':
      return mul(a, b);
    case 'div':
      return div(a, b);
    case 'pow':
      return pow(a, b);
    default:
      return fold(op, [a, b]) ?? intern(op, 'real', [a, b]);
  }
}

export function add(a: Expr, b: Expr): Expr {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  if (b.op === 'neg') return sub(a, b.args[0]!);
  if (a.op === 'neg') return sub(b, a.args[0]!);
  if (hasNegativeFactor(b)) return sub(a, neg(b));
  return fold('add', [a, b]) ?? intern('add', 'real', [a, b]);
}

export function sub(a: Expr, b: Expr): Expr {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return neg(b);
  if (a === b) return zero;
  if (b.op === 'neg') return add(a, b.args[0]!);
  if (hasNegativeFactor(b)) return add(a, neg(b));
  return fold('sub', [a, b]) ?? intern('sub', 'real', [a, b]);
}

export function mul(a: Expr, b: Expr): Expr {
  if (isNumber(a, 0) || isNumber(b, 0)) return zero;
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  if (isNumber(a, -1)) return neg(b);
  if (isNumber(b, -1)) return neg(a);
  if (isNumber(b) && !isNumber(a)) return mul(b, a);
  if (isNumber(a) && b.op === 'mul' && isNumber(b.args[0]!)) return mul(number(a.value * b.args[0]!.value), b.args[1]!);
  if (isNumber(a) && b.op === 'neg') return mul(number(-a.value), b.args[0]!);
  if (a.op === 'neg') return neg(mul(a.args[0]!, b));
  if (b.op === 'neg') return neg(mul(a, b.args[0]!));
  return fold('mul', [a, b]) ?? intern('mul', 'real', [a, b]);
}

export function div(a: Expr, b: Expr): Expr {
  if (isNumber(a, 0) && !isNumber(b, 0)) return zero;
  if (isNumber(b, 1)) return a;
  if (isNumber(b, -1)) return neg(a);
  if (a === b && !isNumber(b)) return one;
  if (a.op === 'neg') return neg(div(a.args[0]!, b));
  if (b.op === 'neg') return neg(div(a, b.args[0]!));
  return fold('div', [a, b]) ?? intern('div', 'real', [a, b]);
}

/** a^b. Small whole powers become products, which every backend rounds alike. */
export function pow(a: Expr, b: Expr): Expr {
  const folded = fold('pow', [a, b]);
  if (folded) return folded;
  if (b.op === 'number') {
    const n = b.value;
    if (n === 0) return one;
    if (n === 0.5) return unary('sqrt', a);
    if (Number.isInteger(n) && n >= 1 && n <= 16) return power(a, n);
    if (Number.isInteger(n) && n <= -1 && n >= -16) return div(one, power(a, -n));
  }
  return intern('pow', 'real', [a, b]);
}

function power(a: Expr, n: number): Expr {
  if (n === 1) return a;
  const half = power(a, n >> 1);
  const square = mul(half, half);
  return n & 1 ? mul(square, a) : square;
}

export const neg = (x: Expr): Expr => unary('neg', x);
export const exp = (x: Expr): Expr => unary('exp', x);
/** (e^x − 1)/x, 1 at x = 0. */
export const exprel = (x: Expr): Expr => unary('exprel', x);

export function compare(op: CompareOp, a: Expr, b: Expr): Expr {
  if (isNumber(a) && isNumber(b)) return evaluateOperation(op, [a.value, b.value]) ? always : never;
  return intern(op, 'boolean', [a, b]);
}

export function and(a: Expr, b: Expr): Expr {
  if (a === always || a === b) return b;
  if (b === always) return a;
  if (a === never || b === never) return never;
  return intern('and', 'boolean', [a, b]);
}

export function or(a: Expr, b: Expr): Expr {
  if (a === never || a === b) return b;
  if (b === never) return a;
  if (a === always || b === always) return always;
  return intern('or', 'boolean', [a, b]);
}

export function not(a: Expr): Expr {
  if (a === always) return never;
  if (a === never) return always;
  return a.op === 'not' ? a.args[0]! : intern('not', 'boolean', [a]);
}

export function select(condition: Expr, whenTrue: Expr, whenFalse: Expr): Expr {
  if (condition === always || whenTrue === whenFalse) return whenTrue;
  if (condition === never) return whenFalse;
  return intern('select', whenTrue.type, [condition, whenTrue, whenFalse]);
}

export const lookup = (table: number, position: Expr): Expr => intern('lookup', 'real', [position], { index: table });

/** The sum of the terms, a tree as shallow as can be. */
export function balancedSum(terms: readonly Expr[]): Expr {
  if (terms.length <= 1) return terms[0] ?? zero;
  const half = terms.length >> 1;
  return add(balancedSum(terms.slice(0, half)), balancedSum(terms.slice(half)));
}

/** A Poisson count of the given mean; `draw` numbers it among the uniform draws, `table` is where the population keeps the table for it. */
export const poisson = (mean: Expr, draw: number, table = 0): Expr =>
  intern('poisson', 'real', [mean, random('uniform', draw)], { index: table });

/** φ₁(matrix)·vector, as one expression per entry. `matrix` is n×n, row by row; `vector` has n entries. */
export function phi1(matrix: readonly Expr[], vector: readonly Expr[]): Expr[] {
  const n = vector.length;
  if (matrix.length !== n * n)
    throw new RangeError(`phi1 takes an n×n matrix and n entries; it got ${matrix.length} and ${n}.`);
  if (vector.every((f) => isNumber(f, 0))) return vector.map(() => zero);
  const whole = intern('phi1', 'vector', [...matrix, ...vector], { index: n });
  return vector.map((_, index) => intern('component', 'real', [whole], { index }));
}
