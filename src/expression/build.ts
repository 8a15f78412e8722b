/**
 * Constructors that simplify as they build: literals are folded in f64 and the neutral and absorbing elements vanish. Nothing here
 * reorders a sum or a product of unknowns, so rounding stays what the author wrote.
 */
import {
  type DrawKind,
  type DrawLeaf,
  type Expr,
  intern,
  isOperation,
  type LookupNode,
  type NumberLeaf,
  type PoissonNode,
} from './node.ts';
import { type BinaryOp, type CompareOp, type Operation, type PerArgument, rowOf, type UnaryOp } from './ops.ts';

/** A literal. There is one zero: a negative one would make equal expressions differ. */
export const number = (value: number): Expr => intern('number', 'real', [], { value: value === 0 ? 0 : value });
export const state = (name: string): Expr => intern('state', 'real', [], { name });
/** The value of a state variable at the end of the previous step, as models write it: `previous(v)`. */
export const previous = (name: string): Expr => intern('previous', 'real', [], { name });
export const parameter = (name: string): Expr => intern('parameter', 'real', [], { name });
/** White noise of a source. */
export const noise = (name: string): Expr => intern('noise', 'real', [], { name });
/** Leaves of rules for synapses: variables of the synapse, traces of its ends, and columns of the cells there. */
export const synapse = (index: number): Expr => intern('synapse', 'real', [], { index });
/** In a coupling, the weight of the pair. */
export const weight: Expr = intern('weight', 'real');
export const pre = (name: string): Expr => intern('pre', 'real', [], { name });
export const post = (name: string): Expr => intern('post', 'real', [], { name });
export const source = (name: string): Expr => intern('source', 'real', [], { name });
export const target = (name: string): Expr => intern('target', 'real', [], { name });
export const uniform = (index: number): Expr => intern('uniform', 'real', [], { index });
export const inlet = (index: number): Expr => intern('inlet', 'real', [], { index });
export const draw = (kind: DrawKind, index: number, shared: 0 | 1 = 0): DrawLeaf =>
  intern('draw', 'real', [], { kind, index, shared });
export const time: Expr = intern('time', 'real');
export const step: Expr = intern('step', 'real', [], { part: 'whole' });
/** ⌊step/2¹⁶⌋ and the rest: f32 holds both, for all steps below 2³². */
export const stepHigh: Expr = intern('step', 'real', [], { part: 'high' });
export const stepLow: Expr = intern('step', 'real', [], { part: 'low' });
export const dt: Expr = intern('dt', 'real');
export const cell: Expr = intern('cell', 'real');
export const zero: Expr = number(0);
export const one: Expr = number(1);
export const always: Expr = intern('eq', 'boolean', [zero, zero]);
export const never: Expr = intern('ne', 'boolean', [zero, zero]);

const isNumber = (e: Expr): e is NumberLeaf => e.op === 'number';
const is = (e: Expr, value: number): boolean => e.op === 'number' && e.value === value;

/** A product with a literal below zero: its sign belongs to the sum around it. */
const hasNegativeFactor = (e: Expr): boolean => e.op === 'mul' && isNumber(e.args[0]) && e.args[0].value < 0;

/** The value of an operation on literals. */
function folded(op: Operation, args: readonly Expr[]): Expr | undefined {
  if (!args.every(isNumber)) return undefined;
  const { gives, evaluate } = rowOf(op);
  const [x, y, z] = args.map((a) => a.value) as [number, number, number];
  const value = evaluate(x, y, z);
  return gives === 'boolean' ? (value ? always : never) : number(value);
}

/** The operation as it is, unless all its arguments are literals. */
const plainly = (op: Operation, args: readonly Expr[]): Expr => folded(op, args) ?? intern(op, rowOf(op).gives, args);

/** Operations that simplify by more than the folding of literals. */
const simplified: { readonly [K in Operation]?: (...args: PerArgument<K, Expr>) => Expr } = {
  neg,
  add,
  sub,
  mul,
  div,
  pow,
  and,
  or,
  not,
  select,
};

/** An operation on its arguments, simplified. */
export function apply<K extends Operation>(op: K, ...args: PerArgument<K, Expr>): Expr {
  const simplify = simplified[op] as ((...args: PerArgument<K, Expr>) => Expr) | undefined;
  return simplify ? simplify(...args) : plainly(op, args);
}

export const unary = (op: UnaryOp, x: Expr): Expr => apply(op, x);
export const binary = (op: BinaryOp, x: Expr, y: Expr): Expr => apply(op, x, y);
export const compare = (op: CompareOp, x: Expr, y: Expr): Expr => apply(op, x, y);

export function neg(x: Expr): Expr {
  if (x.op === 'neg') return x.args[0];
  if (x.op === 'sub') return sub(x.args[1], x.args[0]);
  if (x.op === 'mul' && isNumber(x.args[0])) return mul(number(-x.args[0].value), x.args[1]);
  return plainly('neg', [x]);
}

export function add(a: Expr, b: Expr): Expr {
  if (is(a, 0)) return b;
  if (is(b, 0)) return a;
  if (b.op === 'neg') return sub(a, b.args[0]);
  if (a.op === 'neg') return sub(b, a.args[0]);
  if (hasNegativeFactor(b)) return sub(a, neg(b));
  return plainly('add', [a, b]);
}

export function sub(a: Expr, b: Expr): Expr {
  if (is(b, 0)) return a;
  if (is(a, 0)) return neg(b);
  if (a === b) return zero;
  if (b.op === 'neg') return add(a, b.args[0]);
  if (hasNegativeFactor(b)) return add(a, neg(b));
  return plainly('sub', [a, b]);
}

export function mul(a: Expr, b: Expr): Expr {
  if (is(a, 0) || is(b, 0)) return zero;
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  if (is(a, -1)) return neg(b);
  if (is(b, -1)) return neg(a);
  if (isNumber(b) && !isNumber(a)) return mul(b, a);
  if (isNumber(a) && b.op === 'mul' && isNumber(b.args[0])) return mul(number(a.value * b.args[0].value), b.args[1]);
  if (isNumber(a) && b.op === 'neg') return mul(number(-a.value), b.args[0]);
  if (a.op === 'neg') return neg(mul(a.args[0], b));
  if (b.op === 'neg') return neg(mul(a, b.args[0]));
  return plainly('mul', [a, b]);
}

export function div(a: Expr, b: Expr): Expr {
  if (is(a, 0) && !is(b, 0)) return zero;
  if (is(b, 1)) return a;
  if (is(b, -1)) return neg(a);
  if (a === b && !isNumber(b)) return one;
  if (a.op === 'neg') return neg(div(a.args[0], b));
  if (b.op === 'neg') return neg(div(a, b.args[0]));
  return plainly('div', [a, b]);
}

/** a^b. Small whole powers become products, which every backend rounds alike. */
export function pow(a: Expr, b: Expr): Expr {
  const known = folded('pow', [a, b]);
  if (known) return known;
  if (isNumber(b)) {
    const n = b.value;
    if (n === 0) return one;
    if (n === 0.5) return unary('sqrt', a);
    if (Number.isInteger(n) && n >= 1 && n <= 16) return power(a, n);
    if (Number.isInteger(n) && n <= -1 && n >= -16) return div(one, power(a, -n));
  }
  return plainly('pow', [a, b]);
}

function power(a: Expr, n: number): Expr {
  if (n === 1) return a;
  const half = power(a, n >> 1);
  const square = mul(half, half);
  return n & 1 ? mul(square, a) : square;
}

export const exp = (x: Expr): Expr => unary('exp', x);
/** (e^x − 1)/x, 1 at x = 0. */
export const exprel = (x: Expr): Expr => unary('exprel', x);

export function and(a: Expr, b: Expr): Expr {
  if (a === always || a === b) return b;
  if (b === always) return a;
  if (a === never || b === never) return never;
  return plainly('and', [a, b]);
}

export function or(a: Expr, b: Expr): Expr {
  if (a === never || a === b) return b;
  if (b === never) return a;
  if (a === always || b === always) return always;
  return plainly('or', [a, b]);
}

export function not(a: Expr): Expr {
  if (a === always) return never;
  if (a === never) return always;
  return a.op === 'not' ? a.args[0] : plainly('not', [a]);
}

export function select(condition: Expr, whenTrue: Expr, whenFalse: Expr): Expr {
  if (condition === always || whenTrue === whenFalse) return whenTrue;
  if (condition === never) return whenFalse;
  return intern('select', whenTrue.type, [condition, whenTrue, whenFalse]);
}

export const lookup = (table: number, position: Expr): LookupNode => intern('lookup', 'real', [position], { table });

/** The sum of the terms, a tree as shallow as can be. */
export function balancedSum(terms: readonly Expr[]): Expr {
  if (terms.length <= 1) return terms[0] ?? zero;
  const half = terms.length >> 1;
  return add(balancedSum(terms.slice(0, half)), balancedSum(terms.slice(half)));
}

/**
 * A Poisson count of the given mean; `number` is its place among the uniform draws, `table` is where the population keeps the table for it.
 */
export const poisson = (mean: Expr, number: number, table = 0): PoissonNode =>
  intern('poisson', 'real', [mean, draw('uniform', number)], { table });

/** φ₁(matrix)·vector, as one expression per entry. `matrix` is n×n, row by row; `vector` has n entries. */
export function phi1(matrix: readonly Expr[], vector: readonly Expr[]): Expr[] {
  const n = vector.length;
  if (matrix.length !== n * n)
    throw new RangeError(`phi1 takes an n×n matrix and n entries; it got ${matrix.length} and ${n}.`);
  if (vector.every((f) => is(f, 0))) return vector.map(() => zero);
  const whole = intern('phi1', 'vector', [...matrix, ...vector], { size: n });
  return vector.map((_, entry) => intern('component', 'real', [whole], { entry }));
}

/** The same operation or function on other arguments, simplified again; a leaf is itself. */
export function rebuild(e: Expr, args: readonly Expr[]): Expr {
  if (isOperation(e)) return apply(e.op, ...(args as PerArgument<typeof e.op, Expr>));
  switch (e.op) {
    case 'lookup':
      return intern('lookup', 'real', args, { table: e.table });
    case 'poisson':
      return intern('poisson', 'real', args, { table: e.table });
    case 'phi1':
      return intern('phi1', 'vector', args, { size: e.size });
    case 'component':
      return intern('component', 'real', args, { entry: e.entry });
    default:
      return e;
  }
}
