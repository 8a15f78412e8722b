/**
 * The operations that expressions are made of, one row each: all that is known of an operation without a target. What a target makes of it
 * stands in one table per emitter (`emit/…/ops.ts`), which the compiler keeps complete.
 *
 * An operation takes numbers and truths and gives one of them, the same for all cells and steps; what reads a table, a random number or a
 * matrix carries its own data and is a kind of node (`node.ts`).
 */

/** What derivatives are built with: the constructors of `build.ts`, over expressions. */
interface Algebra<E> {
  readonly zero: E;
  readonly one: E;
  number(value: number): E;
  neg(x: E): E;
  exp(x: E): E;
  add(x: E, y: E): E;
  sub(x: E, y: E): E;
  mul(x: E, y: E): E;
  div(x: E, y: E): E;
  pow(x: E, y: E): E;
  unary(op: 'abs' | 'cos' | 'log' | 'sign' | 'sin', x: E): E;
  compare(op: 'eq' | 'gt' | 'lt', x: E, y: E): E;
  select(condition: E, whenTrue: E, whenFalse: E): E;
}

/** The derivative of `self`, the operation on x, y and z, by the chain rule; `d` is the derivative of a part. */
type Derivative = <E>(b: Algebra<E>, d: (part: E) => E, self: E, x: E, y: E, z: E) => E;

/** What a call of the operation's name in an equation makes of units. */
type CallUnits =
  /** Plain numbers in, a plain number out. */
  | 'plain'
  /** Any unit, which stays. */
  | 'kept'
  /** Any unit, of which the root is taken. */
  | 'root'
  /** Any unit in, a plain number out. */
  | 'dropped'
  /** Values of one unit, which stays. */
  | 'alike';

interface Common {
  /** Number of arguments. */
  readonly arity: 1 | 2 | 3;
  /** Its f64 value; truths are 0 and 1. */
  readonly evaluate: (x: number, y: number, z: number) => number;
  /** What it costs a backend: 'free' ones are no work, 'simple' ones are like an addition, 'function' ones like an exponential. */
  readonly cost: 'free' | 'simple' | 'division' | 'function';
  /** Whether its value jumps where its arguments move smoothly. */
  readonly jumps?: true;
  /** Left out where equations do not call it by its name. */
  readonly call?: {
    readonly units: CallUnits;
    /** Most arguments of a call, which is then carried out two by two. */
    readonly most?: number;
  };
}

interface RealRow extends Common {
  readonly gives: 'real';
  readonly derivative: Derivative;
  /** Whether its value is certainly above 0, from the same of its first two arguments; left out where that is never known. */
  readonly positive?: (x: boolean, y: boolean) => boolean;
}

interface BooleanRow extends Common {
  readonly gives: 'boolean';
}

/** (e^x − 1)/x in f64; exactly 1 at 0. */
export function exprelOf(x: number): number {
  return x === 0 ? 1 : Math.expm1(x) / x;
}

/** Of what counts as constant between its jumps. */
const none: Derivative = (b) => b.zero;
const ofFirst: Derivative = (_b, d, _, x) => d(x);

const certain = (): boolean => true;
const first = (x: boolean): boolean => x;
const both = (x: boolean, y: boolean): boolean => x && y;
const either = (x: boolean, y: boolean): boolean => x || y;

const plain = { units: 'plain' } as const;

/**
 * d exprel(x)/dx = (e^x − exprel(x))/x, by its series ½ + x/3 + x²/8 + x³/30 + x⁴/144 + x⁵/840 + x⁶/5760 below |x| = 0.1, where the
 * quotient loses digits (series remainder there: 0.1⁷/45360 ≈ 2e-12).
 */
function exprelSlope<E>(b: Algebra<E>, x: E, value: E): E {
  const series = [1 / 5760, 1 / 840, 1 / 144, 1 / 30, 1 / 8, 1 / 3, 1 / 2].reduce<E>(
    (sum, c, i) => (i === 0 ? b.number(c) : b.add(b.mul(sum, x), b.number(c))),
    b.zero,
  );
  const quotient = b.div(b.sub(b.exp(x), value), b.select(b.compare('eq', x, b.zero), b.one, x));
  return b.select(b.compare('lt', b.unary('abs', x), b.number(0.1)), series, quotient);
}

export const operations = {
  neg: { arity: 1, gives: 'real', evaluate: (x) => -x, derivative: (b, d, _, x) => b.neg(d(x)), cost: 'simple' },
  add: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x + y,
    derivative: (b, d, _, x, y) => b.add(d(x), d(y)),
    positive: both,
    cost: 'simple',
  },
  sub: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x - y,
    derivative: (b, d, _, x, y) => b.sub(d(x), d(y)),
    cost: 'simple',
  },
  mul: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x * y,
    derivative: (b, d, _, x, y) => b.add(b.mul(d(x), y), b.mul(x, d(y))),
    positive: both,
    cost: 'simple',
  },
  div: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x / y,
    derivative: (b, d, self, x, y) => {
      const dy = d(y);
      const head = b.div(d(x), y);
      return dy === b.zero ? head : b.sub(head, b.mul(b.div(self, y), dy));
    },
    positive: both,
    cost: 'division',
  },
  pow: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x ** y,
    derivative: (b, d, self, x, y) => {
      const dx = d(x);
      const dy = d(y);
      const base = dx === b.zero ? b.zero : b.mul(b.mul(y, b.pow(x, b.sub(y, b.one))), dx);
      return dy === b.zero ? base : b.add(base, b.mul(b.mul(self, b.unary('log', x)), dy));
    },
    positive: first,
    cost: 'function',
  },
  exp: {
    arity: 1,
    gives: 'real',
    evaluate: Math.exp,
    derivative: (b, d, self, x) => b.mul(self, d(x)),
    positive: certain,
    cost: 'function',
    call: plain,
  },
  /** (e^x − 1)/x, 1 at 0. */
  exprel: {
    arity: 1,
    gives: 'real',
    evaluate: exprelOf,
    derivative: (b, d, self, x) => b.mul(exprelSlope(b, x, self), d(x)),
    positive: certain,
    cost: 'function',
    call: plain,
  },
  log: {
    arity: 1,
    gives: 'real',
    evaluate: Math.log,
    derivative: (b, d, _, x) => b.div(d(x), x),
    cost: 'function',
    call: plain,
  },
  sqrt: {
    arity: 1,
    gives: 'real',
    evaluate: Math.sqrt,
    derivative: (b, d, self, x) => b.div(d(x), b.mul(b.number(2), self)),
    positive: first,
    cost: 'function',
    call: { units: 'root' },
  },
  sin: {
    arity: 1,
    gives: 'real',
    evaluate: Math.sin,
    derivative: (b, d, _, x) => b.mul(b.unary('cos', x), d(x)),
    cost: 'function',
    call: plain,
  },
  cos: {
    arity: 1,
    gives: 'real',
    evaluate: Math.cos,
    derivative: (b, d, _, x) => b.neg(b.mul(b.unary('sin', x), d(x))),
    cost: 'function',
    call: plain,
  },
  tan: {
    arity: 1,
    gives: 'real',
    evaluate: Math.tan,
    derivative: (b, d, self, x) => b.mul(b.add(b.one, b.mul(self, self)), d(x)),
    cost: 'function',
    call: plain,
  },
  tanh: {
    arity: 1,
    gives: 'real',
    evaluate: Math.tanh,
    derivative: (b, d, self, x) => b.mul(b.sub(b.one, b.mul(self, self)), d(x)),
    cost: 'function',
    call: plain,
  },
  abs: {
    arity: 1,
    gives: 'real',
    evaluate: Math.abs,
    derivative: (b, d, _, x) => b.mul(b.unary('sign', x), d(x)),
    cost: 'simple',
    call: { units: 'kept' },
  },
  sign: {
    arity: 1,
    gives: 'real',
    evaluate: Math.sign,
    derivative: none,
    cost: 'simple',
    jumps: true,
    call: { units: 'dropped' },
  },
  floor: { arity: 1, gives: 'real', evaluate: Math.floor, derivative: none, cost: 'simple', jumps: true, call: plain },
  ceil: { arity: 1, gives: 'real', evaluate: Math.ceil, derivative: none, cost: 'simple', jumps: true, call: plain },
  /** Its argument rounded to f32, which f32 backends do anyway. */
  single: { arity: 1, gives: 'real', evaluate: Math.fround, derivative: ofFirst, cost: 'free' },
  /** Its argument as rounded to the backend's floats: no compiler may reason through it as if sums were exact. */
  rounded: { arity: 1, gives: 'real', evaluate: (x) => x, derivative: ofFirst, cost: 'free' },
  min: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => Math.min(x, y),
    derivative: (b, d, _, x, y) => b.select(b.compare('lt', x, y), d(x), d(y)),
    positive: both,
    cost: 'simple',
    call: { units: 'alike', most: 8 },
  },
  max: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => Math.max(x, y),
    derivative: (b, d, _, x, y) => b.select(b.compare('gt', x, y), d(x), d(y)),
    positive: either,
    cost: 'simple',
    call: { units: 'alike', most: 8 },
  },
  /** The remainder with the sign of the divisor. */
  mod: {
    arity: 2,
    gives: 'real',
    evaluate: (x, y) => x - y * Math.floor(x / y),
    derivative: ofFirst,
    cost: 'simple',
    jumps: true,
    call: { units: 'alike' },
  },
  lt: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x < y ? 1 : 0), cost: 'simple', jumps: true },
  le: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x <= y ? 1 : 0), cost: 'simple', jumps: true },
  gt: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x > y ? 1 : 0), cost: 'simple', jumps: true },
  ge: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x >= y ? 1 : 0), cost: 'simple', jumps: true },
  eq: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x === y ? 1 : 0), cost: 'simple', jumps: true },
  ne: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x !== y ? 1 : 0), cost: 'simple', jumps: true },
  and: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x && y ? 1 : 0), cost: 'simple' },
  or: { arity: 2, gives: 'boolean', evaluate: (x, y) => (x || y ? 1 : 0), cost: 'simple' },
  not: { arity: 1, gives: 'boolean', evaluate: (x) => (x ? 0 : 1), cost: 'simple' },
  /** Condition, value if true, value if false; these two are of one type, which is the type of the whole. */
  select: {
    arity: 3,
    gives: 'real',
    evaluate: (x, y, z) => (x ? y : z),
    derivative: (b, d, _, condition, y, z) => b.select(condition, d(y), d(z)),
    cost: 'simple',
  },
} as const satisfies Record<string, RealRow | BooleanRow>;

type Table = typeof operations;
export type Operation = keyof Table;

type Of<Arity, Gives> = {
  [K in Operation]: Table[K] extends { arity: Arity; gives: Gives } ? K : never;
}[Operation];

/** Operations of one and of two real arguments that give a number, and comparisons of two numbers. */
export type UnaryOp = Of<1, 'real'>;
export type BinaryOp = Of<2, 'real'>;
export type CompareOp = Exclude<Of<2, 'boolean'>, 'and' | 'or'>;

/** Operations that equations call by their name. */
export type CallableOp = { [K in Operation]: Table[K] extends { call: object } ? K : never }[Operation];

/** As many as the operation has arguments. */
export type PerArgument<K extends Operation, T> = Table[K]['arity'] extends 1
  ? readonly [T]
  : Table[K]['arity'] extends 2
    ? readonly [T, T]
    : readonly [T, T, T];

/** The row of an operation, whichever it is. */
export const rowOf = (op: Operation): RealRow | BooleanRow => operations[op];
