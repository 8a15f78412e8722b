/** Expression graph → vector code. */
import { InternalError } from '../../errors.ts';
import { div, mul, neg, number, one } from '../../expression/build.ts';
import {
  type Expr,
  isOperation,
  type Leaf,
  type LookupNode,
  type OperationNode,
  type Phi1Node,
} from '../../expression/node.ts';
import type { Analysis } from './analysis.ts';
import * as exponential from './exp.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { op, simd } from './opcodes.ts';
import { type Code, type Signed, vectorRow } from './ops.ts';
import { phi1 } from './phi1.ts';
import type { StepValues } from './step-values.ts';

/** Where the leaves of a population's expressions are. */
export interface Leaves {
  /** Value of a leaf that is not a number; booleans are masks. */
  leaf(e: Leaf): Lanes;
  /** A further uniform: an expression over `uniform` leaves that the host evaluates. */
  derived(e: Expr): Lanes;
  /** Values that are the same for all cells in one step. */
  readonly steps: StepValues;
  /** Poisson counts of the given means, by the population's table and the number of the draw. */
  poisson(table: number, mean: Lanes, draw: number): Lanes;
  /** Byte address of a table, and its length. */
  table(index: number): { address: number; length: number };
}

/** Operations from which on a jump past them costs less than they do. */
const LONG = 24;

const rank = (x: Lanes): number => ('local' in x ? x.local : -1 - x.address);

const ordered = (x: Lanes, y: Lanes): [Lanes, Lanes] => (rank(x) <= rank(y) ? [x, y] : [y, x]);

export class Lowering implements Code {
  readonly b: LaneBuilder;
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
    const made = this.made(e);
    return 'lanes' in made ? made : { lanes: made, negative: false };
  }

  private made(e: Expr): Lanes | Signed {
    if (isOperation(e)) return vectorRow(e.op).lanes(this, e);
    switch (e.op) {
      case 'number':
        return this.b.number(e.value);
      case 'poisson':
        return this.leaves.poisson(e.table, this.value(e.args[0]), e.args[1].index);
      case 'lookup':
        return this.lookup(e);
      case 'phi1':
        throw new InternalError('A vector has no lanes of its own.');
      case 'component':
        return this.vector(e.args[0])[e.entry]!;
      default:
        return this.leaves.leaf(e);
    }
  }

  private fusible(e: Expr): e is OperationNode<'mul'> {
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
  product(x: Lanes, y: Lanes): Lanes {
    return this.b.mul(...ordered(x, y));
  }

  sum(x: Expr, y: Expr, minus: boolean): Signed {
    const { b } = this;
    for (const [factors, other, ofFactors, ofOther] of [
      [y, x, minus, false],
      [x, y, false, minus],
    ] as const) {
      if (!this.fusible(factors)) continue;
      const [p, q, c] = [this.signed(factors.args[0]), this.signed(factors.args[1]), this.signed(other)];
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
  quotient(e: OperationNode<'div'>): Signed {
    const { b } = this;
    const [x, y] = e.args;
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
  extreme(which: 'min' | 'max', x: Expr, y: Expr): Lanes {
    const { b } = this;
    const [bound, other] = x.op === 'number' ? [x, y] : [y, x];
    if (bound.op === 'number') {
      const value = this.value(other);
      return which === 'min' ? b.atMost(value, b.number(bound.value)) : b.atLeast(value, b.number(bound.value));
    }
    return b.apply(which === 'min' ? simd.f32x4_min : simd.f32x4_max, this.value(x), this.value(y));
  }

  exp(x: Expr): Lanes {
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

  /** The value where the mask has ones, else 0. What takes long and serves nothing else is made only where some lane wants it. */
  masked(mask: Expr, e: Expr): Lanes {
    const { b, analysis } = this;
    const { f } = b;
    const where = this.value(mask);
    const own = analysis.usedOnce(e) ? analysis.ownOperations(e) : new Set<Expr>();
    if (own.size < LONG) return b.apply(simd.v128_and, where, this.value(e));
    // What others use too must be there whether or not they pass here.
    for (const node of own)
      for (const a of node.args) if (!own.has(a) && a.op !== 'number' && !analysis.isFixed(a)) this.value(a);
    const result = b.copy(b.bits(0));
    b.push(where);
    f.simd(simd.v128_any_true).if(() => b.assign(result, b.apply(simd.v128_and, where, this.value(e))));
    return result;
  }

  angle(x: Expr): Lanes {
    const { steps } = this.leaves;
    return steps.covers(x) ? steps.angle(x, this.b) : this.value(x);
  }

  sign(x: Lanes): Lanes {
    const { b } = this;
    const unit = b.apply(simd.v128_or, b.apply(simd.v128_and, x, b.bits(0x80000000)), b.number(1));
    const ordered = b.apply(
      simd.v128_or,
      b.apply(simd.f32x4_lt, x, b.number(0)),
      b.apply(simd.f32x4_gt, x, b.number(0)),
    );
    return b.choose(ordered, unit, x);
  }

  private lookup(e: LookupNode): Lanes {
    const { b } = this;
    const { f } = b;
    const position = this.value(e.args[0]);
    const { address, length } = this.leaves.table(e.table);
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

  private vector(e: Phi1Node): readonly Lanes[] {
    let known = this.vectors.get(e);
    if (!known) {
      const n = e.size;
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
