/** Expression graph → vector code. */
import { div, number as literal, neg as negative, unary } from '../../expression/build.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import type { SharedPower } from '../share-exponentials.ts';
import * as exponential from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { log, power } from './logarithm.ts';
import { op, simd } from './opcodes.ts';
import { phi1 } from './phi1.ts';
import { sinCos, tanh } from './trigonometry.ts';

/** Where the leaves of a population's expressions are. */
export interface Leaves {
  /** Value of a leaf that is not a number; booleans are masks. */
  leaf(e: Expr): Lanes;
  /** A further uniform: an expression over `uniform` leaves that the host evaluates. */
  derived(e: Expr): Lanes;
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
interface Signed {
  readonly lanes: Lanes;
  readonly negative: boolean;
}

const rank = (x: Lanes): number => ('local' in x ? x.local : -1 - x.address);

const ordered = (x: Lanes, y: Lanes): [Lanes, Lanes] => (rank(x) <= rank(y) ? [x, y] : [y, x]);

export class Lowering {
  private readonly b: LaneBuilder;
  private readonly leaves: Leaves;
  private readonly shared: ReadonlyMap<Expr, SharedPower>;
  private readonly values = new Map<Expr, Lanes>();
  private readonly magnitudes = new Map<Expr, Signed>();
  private readonly vectors = new Map<Expr, readonly Lanes[]>();
  private readonly powers = new Map<Expr, Map<number, Lanes>>();
  private readonly uses = new Map<Expr, number>();
  /** Expressions that a floor, a table or a remainder looks at: rounding must be what the author wrote. */
  private readonly exact = new Set<Expr>();

  /** `roots`: all expressions that `value` will be asked for. */
  constructor(b: LaneBuilder, leaves: Leaves, roots: readonly Expr[], shared: ReadonlyMap<Expr, SharedPower>) {
    this.b = b;
    this.leaves = leaves;
    this.shared = shared;
    const nodes = topological(roots);
    for (const root of roots) this.uses.set(root, (this.uses.get(root) ?? 0) + 1);
    for (const e of nodes) for (const a of e.args) this.uses.set(a, (this.uses.get(a) ?? 0) + 1);
    for (const e of nodes.reverse()) {
      const jumps = e.op === 'floor' || e.op === 'ceil' || e.op === 'mod' || e.op === 'lookup';
      if (jumps || this.exact.has(e)) for (const a of e.args) this.exact.add(a);
    }
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
  private signed(e: Expr): Signed {
    let known = this.magnitudes.get(e);
    if (!known) {
      known = this.withSign(e);
      this.magnitudes.set(e, known);
    }
    return known;
  }

  private withSign(e: Expr): Signed {
    const { b } = this;
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

  private once(e: Expr): boolean {
    return this.uses.get(e) === 1;
  }

  private compute(e: Expr): Lanes {
    const { b } = this;
    if (e.op === 'number') return b.number(e.value);
    if (e.op === 'component') return this.vector(e.args[0]!)[e.index]!;
    if (e.args.length === 0) return this.leaves.leaf(e);
    const [x, y, z] = e.args as [Expr, Expr, Expr];
    switch (e.op) {
      case 'exp':
        return this.exp(e, x);
      case 'exprel':
        return this.exprel(e, x);
      case 'log':
        return log(b, this.value(x));
      case 'pow':
        return power(b, this.value(x), this.value(y));
      case 'sin':
        return sinCos(b, this.value(x)).sin;
      case 'cos':
        return sinCos(b, this.value(x)).cos;
      case 'tan': {
        const { sin, cos } = sinCos(b, this.value(x));
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
    const two = BINARY[e.op];
    if (two !== undefined) return b.apply(two, this.value(x), this.value(y));
    throw new Error(`internal: '${e.op}' has no vector code.`);
  }

  private fusible(e: Expr): boolean {
    return this.b.relaxed && e.op === 'mul' && this.once(e);
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
    if (!this.exact.has(e)) {
      if (y.op === 'number') return { lanes: this.product(lanes, b.number(1 / y.value)), negative };
      if (y.op === 'uniform') return { lanes: this.product(lanes, this.leaves.derived(div(literal(1), y))), negative };
      if (y.op === 'exprel' && this.once(y)) {
        const reciprocal = this.reciprocalExprel(y, y.args[0]!);
        const plain = x.op === 'number' && x.value === 1;
        return { lanes: plain ? reciprocal : this.product(lanes, reciprocal), negative };
      }
    }
    const below = this.signed(y);
    return { lanes: b.div(lanes, below.lanes), negative: negative !== below.negative };
  }

  /** e^argument of an exp or exprel node, or with `inverse` e^-argument, as a power of another exponential; undefined if not planned. */
  private sharedPower(e: Expr): { value: Lanes; inverse: boolean } | undefined {
    const plan = this.shared.get(e);
    if (!plan) return undefined;
    const { b } = this;
    let known = this.powers.get(plan.base);
    if (!known) {
      known = new Map([[1, exponential.exp(b, this.value(plan.base))]]);
      this.powers.set(plan.base, known);
      const others = [...this.shared.values()].filter((p) => p.base === plan.base).map((p) => Math.abs(p.exponent));
      for (const exponent of others.sort((p, q) => p - q)) this.raise(known, exponent);
    }
    const bare = known.get(Math.abs(plan.exponent))!;
    const inverse = plan.exponent < 0;
    const offset = inverse ? negative(plan.offset) : plan.offset;
    const factor = offset.op === 'number' && offset.value === 0 ? undefined : unary('exp', offset);
    if (!factor) return { value: bare, inverse };
    const scale = factor.op === 'number' ? b.number(factor.value) : this.leaves.derived(factor);
    return { value: b.mul(bare, scale), inverse };
  }

  private raise(known: Map<number, Lanes>, n: number): Lanes {
    const done = known.get(n);
    if (done) return done;
    for (const [p, value] of known) {
      const other = known.get(n - p);
      if (other) {
        const product = this.b.mul(value, other);
        known.set(n, product);
        return product;
      }
    }
    const half = this.raise(known, n >> 1);
    const square = this.b.mul(half, half);
    known.set(2 * (n >> 1), square);
    return n & 1 ? this.raise(known, n) : square;
  }

  private exp(e: Expr, x: Expr): Lanes {
    const power = this.sharedPower(e);
    if (!power) {
      const { lanes, negative } = this.signed(x);
      return exponential.exp(this.b, lanes, negative);
    }
    return power.inverse ? this.b.div(this.b.number(1), power.value) : power.value;
  }

  private exprel(e: Expr, x: Expr): Lanes {
    const power = this.sharedPower(e);
    if (!power) return exponential.exprel(this.b, this.value(x));
    return exponential.exprelOf(this.b, this.value(x), power.value, power.inverse);
  }

  private reciprocalExprel(e: Expr, x: Expr): Lanes {
    const power = this.sharedPower(e);
    if (!power) return exponential.reciprocalExprel(this.b, this.value(x));
    return exponential.reciprocalExprelOf(this.b, this.value(x), power.value, power.inverse);
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
    return b.pop();
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
