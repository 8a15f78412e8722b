/**
 * Delivery by synapses that are not stored (see `program/procedural.ts`): a spike makes the row of its source anew, sixteen words of the
 * generator at a time, and adds as it goes.
 */
import type { MemoryMap } from '../../engine/wasm/image.ts';
import type { Procedural, RowRecipe } from '../../program/procedural.ts';
import type { Program } from '../../program/program.ts';
import { purpose } from '../../random/philox.ts';
import { FunctionBuilder, type Local } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { op, simd } from './opcodes.ts';
import { multiply, philox, type Words } from './random.ts';

interface Context {
  readonly program: Program;
  readonly map: MemoryMap;
  readonly pool: ConstantPool;
  readonly relaxed: boolean;
}

/** One function (list, end, row, ring) per projection, with the parameters of `deliverFunction`. */
export const proceduralFunctions = (context: Context): FunctionBuilder[] =>
  (context.program.procedural ?? []).filter((p) => p.synapses > 0).map((p) => new RowMaker(context, p).build());

/** Blocks of four words that are made together, one per lane. */
const BLOCKS = 4;

class RowMaker {
  private readonly context: Context;
  private readonly p: Procedural;
  private readonly f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  private readonly b: LaneBuilder;
  /** Source, counted within the projection. */
  private readonly source = this.f.local('i32');
  /** Targets to choose from, and the one left out, or −1. */
  private readonly range = this.f.local('i32');
  private readonly self = this.f.local('i32');
  private readonly target = this.f.local('i32');
  private readonly address = this.f.local('i32');
  /** Byte addresses of the accumulators of target 0. */
  private readonly firsts: readonly Local[];

  constructor(context: Context, p: Procedural) {
    this.context = context;
    this.p = p;
    this.b = new LaneBuilder(this.f, context.pool, context.relaxed);
    this.firsts = p.bases.map(() => this.f.local('i32'));
  }

  build(): FunctionBuilder {
    const { f, p, source, range, self } = this;
    const [list, end] = [0, 1] as const;
    this.findAccumulators();
    const { recipe } = p;
    const row = this.rowOf(recipe);
    f.while(
      () => f.get(list).get(end).op(op.i32_lt_u),
      () => {
        f.get(list).memory(op.i32_load, 0).i32(p.firstSource).op(op.i32_sub).tee(source).i32(p.sources);
        f.op(op.i32_lt_u).if(() => {
          if (this.omits) {
            f.i32(p.targets).set(range).i32(-1).set(self);
            f.get(source).i32(p.shift).op(op.i32_add).i32(p.targets).op(op.i32_lt_u);
            f.if(() => {
              f.i32(p.targets - 1).set(range);
              f.get(source).i32(p.shift).op(op.i32_add).set(self);
            });
          }
          row();
        });
        f.advance(list, 4);
      },
    );
    return f;
  }

  /** Whether a source may be left out among its targets. */
  private get omits(): boolean {
    const { recipe } = this.p;
    return recipe.kind !== 'same' && !recipe.autapses;
  }

  /** The accumulators of one base are consecutive and within one row of the ring. */
  private findAccumulators(): void {
    const { f, p, context } = this;
    const { slots, width } = context.program.fanout;
    const bytes = 4 * slots * width;
    const [row, ring] = [2, 3] as const;
    p.bases.forEach((base, k) => {
      const first = this.firsts[k]!;
      f.get(row)
        .i32(4 * base)
        .op(op.i32_add)
        .tee(first)
        .i32(bytes)
        .op(op.i32_sub);
      f.get(first).get(first).i32(bytes).op(op.i32_ge_u).op(op.select);
      f.get(ring).op(op.i32_add).set(first);
    });
  }

  private rowOf(recipe: RowRecipe): () => void {
    switch (recipe.kind) {
      case 'same':
        return () => this.add(this.source);
      case 'all':
        return () => this.everyTarget();
      case 'gaps':
        return this.byGaps(recipe.perGap);
      case 'draws':
        return this.byDraws(recipe.degree);
    }
  }

  private pushRange(): void {
    if (this.omits) this.f.get(this.range);
    else this.f.i32(this.p.targets);
  }

  /** Adds 1 for the target that stands in place j of those to choose from. */
  private add(j: Local): void {
    const { f, address } = this;
    f.get(j);
    if (this.omits) f.get(j).get(this.self).op(op.i32_ge_u).op(op.i32_add);
    f.i32(2).op(op.i32_shl).set(address);
    for (const first of this.firsts) this.addAt(first, 1);
  }

  private addAt(first: Local, amount: number): void {
    const { f, target, address } = this;
    f.get(first).get(address).op(op.i32_add).tee(target);
    f.get(target).memory(op.i32_load, 0).i32(amount).op(op.i32_add).memory(op.i32_store, 0);
  }

  private everyTarget(): void {
    const { f, b, p, address, target, self } = this;
    const ones = b.held(b.bits(1));
    for (const first of this.firsts) {
      f.i32(0).set(address);
      const before = (bytes: number) => () => f.get(address).i32(bytes).op(op.i32_lt_u);
      f.while(before(4 * (p.targets & ~3)), () => {
        f.get(first).get(address).op(op.i32_add).tee(target);
        f.get(target).simdMemory(simd.v128_load, 0).get(ones.local).simd(simd.i32x4_add);
        f.simdMemory(simd.v128_store, 0).advance(address, 16);
      });
      f.while(before(4 * p.targets), () => {
        this.addAt(first, 1);
        f.advance(address, 4);
      });
      if (!this.omits) continue;
      f.get(self).i32(-1).op(op.i32_ne);
      f.if(() => {
        f.get(self).i32(2).op(op.i32_shl).set(address);
        this.addAt(first, -1);
      });
    }
  }

  /** Runs `each` for the row's words in their order; code that leaves two blocks ends the row. `prepare` turns the words into vectors. */
  private overWords(
    prepare: (words: Words) => readonly Lanes[][],
    each: (vectors: readonly Lanes[], lane: number) => void,
  ) {
    const { f, b, p, context } = this;
    const blocks = f.local('v128');
    const index = f.local('v128');
    f.get(this.source).simd(simd.i32x4_splat).set(index);
    f.words([0, 1, 2, 3]).set(blocks);
    f.block(() =>
      f.doWhile(() => {
        const counter: Words = [{ local: index }, b.bits(0), { local: blocks }, b.bits(purpose.connect)];
        const vectors = prepare(philox(b, counter, context.program.seed, p.stream));
        // Word w of block b is lane b of vector w.
        for (let lane = 0; lane < BLOCKS; lane++) for (const vector of vectors) each(vector, lane);
        b.assign({ local: blocks }, b.apply(simd.i32x4_add, { local: blocks }, b.bits(BLOCKS)));
        f.i32(1);
      }),
    );
  }

  /** `amount` of a lane onto the stack. */
  private lane(x: Lanes, lane: number): FunctionBuilder {
    this.b.push(x);
    return this.f.simd(simd.i32x4_extract_lane, lane);
  }

  private byGaps(perGap: number): () => void {
    const { f, p } = this;
    const j = f.local('i32');
    const gaps = new GapBuilder(this.b, this.context.map.logarithms, perGap, p.targets);
    return () => {
      f.i32(-1).set(j);
      this.overWords(
        (words) => words.map((w) => [gaps.advances(w)]),
        ([advance], lane) => {
          this.lane(advance!, lane).get(j).op(op.i32_add).tee(j);
          this.pushRange();
          f.op(op.i32_ge_u).leaveIf(1);
          this.add(j);
        },
      );
    };
  }

  private byDraws(degree: number): () => void {
    const { f, b, p } = this;
    const left = f.local('i32');
    const place = f.local('i32');
    const range = f.local('v128');
    const reject = f.local('i32');
    const rejection = (n: number): number => (n > 0 ? 2 ** 32 % n : 0);
    return () => {
      f.i32(degree).set(left);
      this.pushRange();
      f.simd(simd.i32x4_splat).set(range);
      f.i32(rejection(p.targets)).set(reject);
      if (this.omits)
        f.get(this.self)
          .i32(-1)
          .op(op.i32_ne)
          .if(() => f.i32(rejection(p.targets - 1)).set(reject));
      this.overWords(
        (words) =>
          words.map((w) => {
            const { high, low } = multiply(b, w, { local: range });
            return [high, low];
          }),
        ([high, low], lane) => {
          this.lane(low!, lane).get(reject).op(op.i32_ge_u);
          f.if(() => {
            this.lane(high!, lane).set(place);
            this.add(place);
            f.get(left).i32(1).op(op.i32_sub).set(left);
          });
          f.get(left).op(op.i32_eqz).leaveIf(1);
        },
      );
    };
  }
}

/** 1 + gapOf(word, perGap) of four words, in f64 with the operations of `logUniform` in their order, so that it is the same to the bit. */
class GapBuilder {
  private readonly b: LaneBuilder;
  private readonly logarithms: number;
  private readonly constants = new Map<string, Lanes>();
  private readonly perGap: number;
  private readonly most: number;

  /** Gaps are at most `most`. */
  constructor(b: LaneBuilder, logarithms: number, perGap: number, most: number) {
    this.b = b;
    this.logarithms = logarithms;
    this.perGap = perGap;
    this.most = most;
  }

  advances(word: Lanes): Lanes {
    const { b } = this;
    const low = this.pair(b.shuffle(word, this.magic, [0, 5, 1, 5]));
    const high = this.pair(b.shuffle(word, this.magic, [2, 5, 3, 5]));
    return b.shuffle(low, high, [0, 2, 4, 6]);
  }

  /** For two words, each as the f64 2^52 + word; the results are the low words of 2^52 + result. */
  private pair(words: Lanes): Lanes {
    const { b } = this;
    const { f } = b;
    const [add, sub, mul] = [simd.f64x2_add, simd.f64x2_sub, simd.f64x2_mul];
    const n = b.apply(sub, words, this.f64(2 ** 52 - 1));
    // n = mantissa·2^exponent: 32 − exponent is the number of leading zeros, and one more.
    const biased = b.apply(simd.v128_or, b.shift(simd.i64x2_shr_u, n, 52), this.magic);
    const zeros = b.apply(sub, this.f64(2 ** 52 + 1023 + 32), biased);
    const mantissa = b.apply(simd.v128_or, b.apply(simd.v128_and, n, this.bits(0x000fffff, 0xffffffff)), this.f64(1));
    const offsets = b.apply(simd.v128_and, b.shift(simd.i64x2_shr_u, n, 45 - 4), this.bits(0, 0x7f0));
    const [part0, part1] = [0, 2].map((lane) => {
      b.push(offsets);
      f.simd(simd.i32x4_extract_lane, lane).simdMemory(simd.v128_load, this.logarithms);
      return b.pop();
    }) as [Lanes, Lanes];
    const inverse = b.shuffle(part0, part1, [0, 1, 4, 5]);
    const logarithm = b.shuffle(part0, part1, [2, 3, 6, 7]);
    const r = b.apply(sub, b.apply(mul, mantissa, inverse), this.f64(1));
    const rr = b.apply(mul, r, r);
    const times = (x: Lanes, factor: number): Lanes => b.apply(mul, x, this.f64(factor));
    const first = b.apply(sub, this.f64(1 / 2), times(r, 1 / 3));
    const second = b.apply(add, b.apply(sub, this.f64(1 / 4), times(r, 1 / 5)), times(rr, 1 / 6));
    const tail = b.apply(add, first, b.apply(mul, rr, second));
    const whole = b.apply(sub, logarithm, times(zeros, Math.LN2));
    const log = b.apply(add, whole, b.apply(sub, r, b.apply(mul, rr, tail)));
    const gap = b.apply(simd.f64x2_pmin, times(log, this.perGap), this.f64(this.most));
    return b.apply(add, b.apply(simd.f64x2_floor, gap), this.f64(2 ** 52 + 1));
  }

  /** Bits of 2^52: or-ed to an integer below, it makes the f64 2^52 + integer. */
  private get magic(): Lanes {
    return this.bits(0x43300000, 0);
  }

  private f64(value: number): Lanes {
    const [low, high] = new Uint32Array(Float64Array.of(value).buffer);
    return this.bits(high!, low!);
  }

  /** The same 64 bits in both lanes, loaded once. */
  private bits(high: number, low: number): Lanes {
    const key = `${high} ${low}`;
    let known = this.constants.get(key);
    if (!known) {
      const { f } = this.b;
      const local = f.local('v128');
      f.atStart(() => f.words([low, high, low, high]).set(local));
      known = { local };
      this.constants.set(key, known);
    }
    return known;
  }
}
