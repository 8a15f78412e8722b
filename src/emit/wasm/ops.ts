/** Operations as vector code. */
import type { Expr, OperationNode } from '../../expression/node.ts';
import type { Operation } from '../../expression/ops.ts';
import { exprel } from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { log, power } from './logarithm.ts';
import { op, simd } from './opcodes.ts';
import { sinCos, tanh } from './trigonometry.ts';

/** A value that is `lanes`, or with `negative` its opposite. */
export interface Signed {
  readonly lanes: Lanes;
  readonly negative: boolean;
}

/** What the code of an operation is made with: its operands, and what needs to know more than them. See `Lowering`. */
export interface Code {
  readonly b: LaneBuilder;
  value(e: Expr): Lanes;
  signed(e: Expr): Signed;
  product(x: Lanes, y: Lanes): Lanes;
  sum(x: Expr, y: Expr, minus: boolean): Signed;
  quotient(e: OperationNode<'div'>): Signed;
  extreme(which: 'min' | 'max', x: Expr, y: Expr): Lanes;
  exp(x: Expr): Lanes;
  angle(x: Expr): Lanes;
  sign(x: Lanes): Lanes;
  masked(mask: Expr, e: Expr): Lanes;
}

interface SimdRow<K extends Operation> {
  /** Appends the code, and answers where the value is, or its opposite. */
  readonly lanes: (code: Code, e: OperationNode<K>) => Lanes | Signed;
  /** The f64 instruction for values that are the same for all cells of a step, or the instructions on x and y; none: made per cell. */
  readonly scalar?: number | readonly ('x' | 'y' | number)[];
  /** Cycles on today's desktop processors, dependent operations inside one operation counted. */
  readonly latency: number;
}

/** One instruction on all operands. */
const instruction =
  (opcode: number) =>
  (code: Code, e: OperationNode): Lanes =>
    code.b.apply(opcode, ...e.args.map((a) => code.value(a)));

const compare = (opcode: number) => ({ lanes: instruction(opcode), latency: 2 });

export const vector: { readonly [K in Operation]: SimdRow<K> } = {
  neg: {
    lanes: (code, { args: [x] }) => {
      const { lanes, negative } = code.signed(x);
      return { lanes, negative: !negative };
    },
    scalar: op.f64_neg,
    latency: 2,
  },
  add: { lanes: (code, { args: [x, y] }) => code.sum(x, y, false), scalar: op.f64_add, latency: 3 },
  sub: { lanes: (code, { args: [x, y] }) => code.sum(x, y, true), scalar: op.f64_sub, latency: 3 },
  mul: {
    lanes: (code, { args: [x, y] }) => {
      if (x.op === 'number') {
        const { lanes, negative } = code.signed(y);
        const flip = negative !== x.value < 0;
        return { lanes: code.product(code.b.number(Math.abs(x.value)), lanes), negative: flip };
      }
      const [p, q] = [code.signed(x), code.signed(y)];
      return { lanes: code.product(p.lanes, q.lanes), negative: p.negative !== q.negative };
    },
    scalar: op.f64_mul,
    latency: 3,
  },
  div: { lanes: (code, e) => code.quotient(e), scalar: op.f64_div, latency: 11 },
  pow: { lanes: (code, { args: [x, y] }) => power(code.b, code.value(x), code.value(y)), latency: 110 },
  exp: { lanes: (code, { args: [x] }) => code.exp(x), latency: 42 },
  exprel: { lanes: (code, { args: [x] }) => exprel(code.b, code.value(x)), latency: 56 },
  log: { lanes: (code, { args: [x] }) => log(code.b, code.value(x)), latency: 60 },
  sqrt: { lanes: instruction(simd.f32x4_sqrt), scalar: op.f64_sqrt, latency: 14 },
  sin: { lanes: (code, { args: [x] }) => sinCos(code.b, code.angle(x)).sin, latency: 50 },
  cos: { lanes: (code, { args: [x] }) => sinCos(code.b, code.angle(x)).cos, latency: 50 },
  tan: {
    lanes: (code, { args: [x] }) => {
      const { sin, cos } = sinCos(code.b, code.angle(x));
      return code.b.div(sin, cos);
    },
    latency: 60,
  },
  tanh: { lanes: (code, { args: [x] }) => tanh(code.b, code.value(x)), latency: 60 },
  abs: { lanes: (code, { args: [x] }) => code.b.abs(code.signed(x).lanes), scalar: op.f64_abs, latency: 2 },
  sign: { lanes: (code, { args: [x] }) => code.sign(code.value(x)), latency: 2 },
  floor: { lanes: instruction(simd.f32x4_floor), scalar: op.f64_floor, latency: 2 },
  ceil: { lanes: instruction(simd.f32x4_ceil), scalar: op.f64_ceil, latency: 2 },
  single: { lanes: (code, { args: [x] }) => code.value(x), latency: 2 },
  rounded: { lanes: (code, { args: [x] }) => code.value(x), latency: 2 },
  min: { lanes: (code, { args: [x, y] }) => code.extreme('min', x, y), scalar: op.f64_min, latency: 2 },
  max: { lanes: (code, { args: [x, y] }) => code.extreme('max', x, y), scalar: op.f64_max, latency: 2 },
  mod: {
    lanes: (code, { args: [x, y] }) => {
      const { b } = code;
      const [a, n] = [code.value(x), code.value(y)];
      return b.sub(a, b.mul(n, b.apply(simd.f32x4_floor, b.div(a, n))));
    },
    scalar: ['x', 'y', 'x', 'y', op.f64_div, op.f64_floor, op.f64_mul, op.f64_sub],
    latency: 20,
  },
  lt: compare(simd.f32x4_lt),
  le: compare(simd.f32x4_le),
  gt: compare(simd.f32x4_gt),
  ge: compare(simd.f32x4_ge),
  eq: compare(simd.f32x4_eq),
  ne: compare(simd.f32x4_ne),
  and: {
    lanes: (code, { args: [x, y] }) =>
      y.op === 'not'
        ? code.b.apply(simd.v128_andnot, code.value(x), code.value(y.args[0]))
        : code.b.apply(simd.v128_and, code.value(x), code.value(y)),
    latency: 2,
  },
  or: compare(simd.v128_or),
  not: compare(simd.v128_not),
  select: {
    lanes: (code, { args: [x, y, z] }) => {
      // +0 has no bit set: half of the instructions that engines make of a choice.
      if (isZero(z)) return code.masked(x, y);
      if (isZero(y)) return code.b.apply(simd.v128_andnot, code.value(z), code.value(x));
      return code.b.choose(code.value(x), code.value(y), code.value(z));
    },
    latency: 2,
  },
};

const isZero = (e: Expr): boolean => e.op === 'number' && Object.is(e.value, 0);

/** The row of an operation, whichever it is. */
export const vectorRow = (of: Operation): SimdRow<Operation> => vector[of] as unknown as SimdRow<Operation>;
