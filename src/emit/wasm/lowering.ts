/** Expression graph → vector code. */
import { div, mul, neg, number, one } from '../../expression/build.ts';
import type { Expr } from '../../expression/node.ts';
import type { Analysis } from './analysis.ts';
import * as exponential from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { log, power } from './logarithm.ts';
import { op, simd } from './opcodes.ts';
import { phi1 } from './phi1.ts';
import type { StepValues } from './step-values.ts';
import { sinCos, tanh } from './trigonometry.ts';

/** Where the leaves of a population's expressions are. */
export interface Leaves {
  /** Value of a leaf that is not a number; booleans are masks. */
  leaf(e: Expr): Lanes;
  /** A further uniform: an expression over `uniform` leaves that the host evaluates. */
  derived(e: Expr): Lanes;
  /** Values that are the same for all cells in one step. */
  readonly steps: StepValues;
  /** Poisson counts of the given means, by the population's table and the number of the draw. */
  poisson(table: number, mean: Lanes, draw: number): Lanes;
  /** Byte address of a table, and its length. */
  table(index: number): { address: number; length: number };
}

const BINARY: Partial<Record<Expr['op'], number>> = {
  lt: simd.f32x4_lt,
  le: simd.f32x4_le,
  gt: simd.f32x4_gt,
  ge: simd.f32x4_ge,
  eq: simd.f32x4_eq,
  ne: simd.f32x4_ne,
  and: simd.v128_and,
  or: simd.v128_or,
};

const UNARY: Partial<Record<Expr['op'], number>> = {
  sqrt: simd.f32x4_sqrt,
  floor: simd.f32x4_floor,
  ceil: simd.f32x4_ceil,
  not: simd.v128_not,
};

/** A value that is `lanes`, or with `negative` its opposite. */
export interface Signed {
  readonly lanes: Lanes;
  readonly negative: boolean;
}

const rank = (x: Lanes): number => ('local' in x ? x.local : -1 - x.address);

const ordered = (x: Lanes, y: Lanes): [Lanes, Lanes] => (rank(x) <= rank(y) ? [x, y] : [y, x]);

export class Lowering {
  private readonly b: LaneBuilder;
  private readonly leaves: Leaves;
  readonly analysis: Analysis;
  private readonly values = new Map<Expr, Lanes>();
  private readonly magnitudes = new Map<Expr, Signed>();
  private readonly vectors = new Map<Expr, readonly Lanes[]>();

  private readonly fetch: ReadonlyMap<Expr, () => Signed>;

  /** `fetch`: how to get values that were made elsewhere. */
  constructor(b: LaneBuilder, leaves: Leaves, analysis: Analysis, fetch: ReadonlyMap<Expr, () => Signed> = new Map()) {
    this.b = b;
    this.leaves = leaves;
    this.analysis = analysis;
    this.fetch = fetch;
  }

  value(e: Expr): Lanes {
    let known = this.values.get(e);
    if (!known) {
      const { lanes, negative } = this.signed(e);
      known = negative ? this.b.neg(lanes) : lanes;
      this.values.set(e, known);
    }
    return known;
  }

  /**
   * The value or its opposite, whichever costs nothing. Signs of sums, products and quotients move outwards until something takes them
   * in for free; all of that is exact.
   */
  signed(e: Expr): Signed {
    let known = this.magnitudes.get(e);
    if (!known) {
      known = this.fetch.get(e)?.() ?? this.withSign(e);
      this.magnitudes.set(e, known);
    }
    return known;
  }

  private withSign(e: Expr): Signed {
    const { b } = this;
    if (this.analysis.isFixed(e) && e.op !== 'number' && e.op !== 'uniform')
      return { lanes: this.leaves.derived(e), negative: false };
    if (this.leaves.steps.covers(e)) return { lanes: this.leaves.steps.lanes(e, b), negative: false };
    const [x, y] = e.args as [Expr, Expr];
    switch (e.op) {
      case 'neg': {
        const { lanes, negative } = this.signed(x);
        return { lanes, negative: !negative };
      }
      case 'add':
        return this.sum(x, y, false);
      case 'sub':
        return this.sum(x, y, true);
      case 'mul': {
        if (x.op === 'number') {
          const { lanes, negative } = this.signed(y);
          const flip = negative !== x.value < 0;
          return { lanes: this.product(b.number(Math.abs(x.value)), lanes), negative: flip };
        }
        const [p, q] = [this.signed(x), this.signed(y)];
        return { lanes: this.product(p.lanes, q.lanes), negative: p.negative !== q.negative };
      }
      case 'div':
        return this.quotient(e, x, y);
      default:
        return { lanes: this.compute(e), negative: false };
    }
  }

  private compute(e: Expr): Lanes {
    const { b } = this;
    if (e.op === 'number') return b.number(e.value);
    if (e.op === 'component') return this.vector(e.args[0]!)[e.index]!;
    if (e.args.length === 0) return this.leaves.leaf(e);
    const [x, y, z] = e.args as [Expr, Expr, Expr];
    switch (e.op) {
      case 'single':
      case 'rounded':
        return this.value(x);
      case 'poisson':
        return this.leaves.poisson(e.index, this.value(x), y.index);
      case 'exp':
        return this.exp(x);
      case 'exprel':
        return exponential.exprel(b, this.value(x));
      case 'log':
        return log(b, this.value(x));
      case 'pow':
        return power(b, this.value(x), this.value(y));
      case 'sin':
        return sinCos(b, this.angle(x)).sin;
      case 'cos':
        return sinCos(b, this.angle(x)).cos;
      case 'tan': {
        const { sin, cos } = sinCos(b, this.angle(x));
        return b.div(sin, cos);
      }
      case 'tanh':
        return tanh(b, this.value(x));
      case 'abs':
        return b.abs(this.signed(x).lanes);
      case 'sign':
        return this.sign(this.value(x));
      case 'min':
      case 'max':
        return this.extreme(e.op, x, y);
      case 'mod': {
        const [a, n] = [this.value(x), this.value(y)];
        return b.sub(a, b.mul(n, b.apply(simd.f32x4_floor, b.div(a, n))));
      }
      case 'select':
        return b.choose(this.value(x), this.value(y), this.value(z));
      case 'lookup':
        return this.lookup(e.index, this.value(x));
    }
    const one = UNARY[e.op];
    if (one !== undefined) return b.apply(one, this.value(x));
    if (e.op === 'and' && y.op === 'not') return b.apply(simd.v128_andnot, this.value(x), this.value(y.args[0]!));
    const two = BINARY[e.op];
    if (two !== undefined) return b.apply(two, this.value(x), this.value(y));
    throw new Error(`internal: '${e.op}' has no vector code.`);
  }

  private fusible(e: Expr): boolean {
    return (
      this.b.relaxed &&
      e.op === 'mul' &&
      this.analysis.usedOnce(e) &&
      !this.analysis.isFixed(e) &&
      !this.fetch.has(e) &&
      !this.magnitudes.has(e)
    );
  }

  /** Operands in a fixed order, so that the engine's compiler sees equal products as equal. */
  private product(x: Lanes, y: Lanes): Lanes {
    return this.b.mul(...ordered(x, y));
  }

  private sum(x: Expr, y: Expr, minus: boolean): Signed {
    const { b } = this;
    for (const [factors, other, ofFactors, ofOther] of [
      [y, x, minus, false],
      [x, y, false, minus],
    ] as const) {
      if (!this.fusible(factors)) continue;
      const [p, q, c] = [this.signed(factors.args[0]!), this.signed(factors.args[1]!), this.signed(other)];
      const negativeProduct = (p.negative !== q.negative) !== ofFactors;
      const negative = c.negative !== ofOther;
      const fused =
        negativeProduct === negative ? b.madd(p.lanes, q.lanes, c.lanes) : b.nmadd(p.lanes, q.lanes, c.lanes);
      return { lanes: fused, negative };
    }
    const [p, q] = [this.signed(x), this.signed(y)];
    const negative = q.negative !== minus;
    if (p.negative === negative) return { lanes: b.add(...ordered(p.lanes, q.lanes)), negative };
    return { lanes: negative ? b.sub(p.lanes, q.lanes) : b.sub(q.lanes, p.lanes), negative: false };
  }

  /** A division by something that no cell changes becomes a product; one by exprel uses the reciprocal function. */
  private quotient(e: Expr, x: Expr, y: Expr): Signed {
    const { b } = this;
    const { lanes, negative } = this.signed(x);
    if (this.analysis.isReciprocalExprel(e)) {
      const reciprocal = exponential.reciprocalExprel(b, this.value(y.args[0]!));
      return { lanes: x === one ? reciprocal : this.product(lanes, reciprocal), negative };
    }
    if (!this.analysis.isExact(e)) {
      if (y.op === 'number') return { lanes: this.product(lanes, b.number(1 / y.value)), negative };
      if (this.analysis.isFixed(y)) return { lanes: this.product(lanes, this.leaves.derived(div(one, y))), negative };
    }
    const below = this.signed(y);
    return { lanes: b.div(lanes, below.lanes), negative: negative !== below.negative };
  }

  /** Against a literal one instruction will do; else NaN and signed zeros take several. */
  private extreme(which: 'min' | 'max', x: Expr, y: Expr): Lanes {
    const { b } = this;
    const [bound, other] = x.op === 'number' ? [x, y] : [y, x];
    if (bound.op === 'number') {
      const value = this.value(other);
      return which === 'min' ? b.atMost(value, b.number(bound.value)) : b.atLeast(value, b.number(bound.value));
    }
    return b.apply(which === 'min' ? simd.f32x4_min : simd.f32x4_max, this.value(x), this.value(y));
  }

  private exp(x: Expr): Lanes {
    const { b } = this;
    const scaled = this.scaled(x);
    const { lanes, negative } = this.signed(scaled?.rest ?? x);
    if (!scaled) return exponential.exp(b, lanes, negative);
    const factor = mul(number(negative ? -Math.LOG2E : Math.LOG2E), scaled.factor);
    const k = factor.op === 'number' ? b.number(factor.value) : this.leaves.derived(factor);
    return exponential.exp2(b, this.product(lanes, k));
  }

  /** x = factor·rest with a factor that no cell changes, if x is such a product. */
  private scaled(x: Expr): { factor: Expr; rest: Expr } | undefined {
    const { analysis } = this;
    let factor = one;
    let rest = x;
    while (!this.fetch.has(rest) && (rest === x || analysis.usedOnce(rest))) {
      const [p, q] = rest.args as [Expr, Expr];
      if (rest.op === 'neg') {
        factor = neg(factor);
        rest = p;
      } else if (rest.op === 'mul' && analysis.isFixed(p)) {
        factor = mul(factor, p);
        rest = q;
      } else if ((rest.op === 'mul' || rest.op === 'div') && analysis.isFixed(q)) {
        factor = rest.op === 'mul' ? mul(factor, q) : div(factor, q);
        rest = p;
      } else break;
    }
    return rest === x || (factor.op === 'number' && Math.abs(factor.value) === 1) ? undefined : { factor, rest };
  }

  private angle(x: Expr): Lanes {
    const { steps } = this.leaves;
    return steps.covers(x) ? steps.angle(x, this.b) : this.value(x);
  }

  private sign(x: Lanes): Lanes {
    const { b } = this;
    const unit = b.apply(simd.v128_or, b.apply(simd.v128_and, x, b.bits(0x80000000)), b.number(1));
    const ordered = b.apply(
      simd.v128_or,
      b.apply(simd.f32x4_lt, x, b.number(0)),
      b.apply(simd.f32x4_gt, x, b.number(0)),
    );
    return b.choose(ordered, unit, x);
  }

  private lookup(table: number, position: Lanes): Lanes {
    const { b } = this;
    const { f } = b;
    const { address, length } = this.leaves.table(table);
    const whole = b.apply(simd.i32x4_trunc_sat_f32x4_s, b.apply(simd.f32x4_floor, position));
    const entry = b.held(b.apply(simd.i32x4_max_s, b.apply(simd.i32x4_min_s, whole, b.bits(length - 1)), b.bits(0)));
    for (let lane = 0; lane < 4; lane++) {
      f.get(entry.local).simd(simd.i32x4_extract_lane, lane).i32(2).op(op.i32_shl).memory(op.f32_load, address);
      if (lane === 0) f.simd(simd.f32x4_splat);
      else f.simd(simd.f32x4_replace_lane, lane);
    }
    // NaN has no place in a table and stays NaN.
    const found = b.pop();
    return b.choose(b.apply(simd.f32x4_eq, position, position), found, position);
  }

  private vector(e: Expr): readonly Lanes[] {
    let known = this.vectors.get(e);
    if (!known) {
      const n = e.index;
      const matrix = e.args
        .slice(0, n * n)
        .map((m) => (m.op === 'number' && m.value === 0 ? undefined : this.value(m)));
      known = phi1(
        this.b,
        matrix,
        e.args.slice(n * n).map((v) => this.value(v)),
      );
      this.vectors.set(e, known);
    }
    return known;
  }
}
