/**
 * Delivery by synapses that are not stored (see `program/made.ts`). A spike makes the row of its source anew, sixteen words of the
 * generator at a time, into a buffer that stays in the cache, and then adds for all of the buffer: additions wait for memory, and a
 * processor overlaps the more of them the closer they lie.
 */
import type { Made, RowRecipe } from '../../../program/made.ts';
import { groupsOf, ringLength } from '../../../program/synapses.ts';
import { purpose } from '../../../random/philox.ts';
import { FunctionBuilder, type Local } from '../function-builder.ts';
import { GapBuilder } from '../gaps.ts';
import { LaneBuilder, type Lanes } from '../lanes.ts';
import { op, simd } from '../opcodes.ts';
import { multiply, philox, type Words } from '../random.ts';
import { scatterFunction } from '../scatter.ts';
import { type DeliveryCalls, type DeliveryContext, plainCalls } from './delivery.ts';

/** One function per projection. */
export function madeCalls(context: DeliveryContext): DeliveryCalls {
  const made = groupsOf(context.program, 'made').filter((group) => group.synapses > 0);
  if (made.length === 0) return plainCalls([]);
  const scatter = context.add(scatterFunction());
  return plainCalls(made.map((group) => context.add(new RowMaker(context, group, scatter).build())));
}

/** Blocks of four words that are made together, one per lane. */
const BLOCKS = 4;
/** Targets that the buffer has room for, beside those of one turn. It lies in the thread's scratch memory, which is free by then. */
const BUFFER = 2048;

const [list, end, row, ring] = [0, 1, 2, 3] as const;

class RowMaker {
  private readonly context: DeliveryContext;
  private readonly p: Made;
  private readonly scatter: number;
  private readonly f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  private readonly b: LaneBuilder;
  /** Source, counted within the projection. */
  private readonly source = this.f.local('i32');
  /** Targets to choose from, and the one left out, or −1. */
  private readonly range = this.f.local('i32');
  private readonly own = this.f.local('i32');
  private readonly buffer = this.f.local('i32');
  /** Byte addresses of the accumulators of target 0. */
  private readonly firsts: readonly Local[];

  constructor(context: DeliveryContext, p: Made, scatter: number) {
    this.context = context;
    this.p = p;
    this.scatter = scatter;
    this.b = new LaneBuilder(this.f, context.pool, context.relaxed);
    this.firsts = p.bases.map(() => this.f.local('i32'));
  }

  build(): FunctionBuilder {
    const { f, p, source, range, own } = this;
    this.findPlaces();
    const makeRow = this.rowOf(p.recipe);
    f.while(
      () => f.get(list).get(end).op(op.i32_lt_u),
      () => {
        f.get(list).memory(op.i32_load, 0).i32(p.firstSource).op(op.i32_sub).tee(source).i32(p.sources);
        f.op(op.i32_lt_u).if(() => {
          if (this.omits) {
            f.i32(p.targets).set(range).i32(-1).set(own);
            f.get(source).i32(p.shift).op(op.i32_add).i32(p.targets).op(op.i32_lt_u);
            f.if(() => {
              f.i32(p.targets - 1).set(range);
              f.get(source).i32(p.shift).op(op.i32_add).set(own);
            });
          }
          makeRow();
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

  /** The thread's buffer, and the accumulators: those of one base are consecutive and within one row of the ring. */
  private findPlaces(): void {
    const { f, p, context, buffer } = this;
    const { map, program } = context;
    f.get(ring).i32(map.rings).op(op.i32_sub).i32(map.ringBytes).op(op.i32_div_u);
    f.i32(map.scratchBytes).op(op.i32_mul).i32(map.scratch).op(op.i32_add).set(buffer);
    const bytes = 4 * ringLength(program.ring);
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
        return () => this.addTo(this.source, 1);
      case 'all':
        return () => this.everyTarget();
      case 'gaps':
        return this.byGaps(recipe.perGap);
      case 'draws':
        return this.byDraws(recipe.degree);
    }
  }

  private pushRange(): FunctionBuilder {
    return this.omits ? this.f.get(this.range) : this.f.i32(this.p.targets);
  }

  private addTo(target: Local, amount: number, firsts = this.firsts): void {
    const { f } = this;
    const address = f.local('i32');
    for (const first of firsts) {
      f.get(first).get(target).i32(2).op(op.i32_shl).op(op.i32_add).tee(address);
      f.get(address).memory(op.i32_load, 0).i32(amount).op(op.i32_add).memory(op.i32_store, 0);
    }
  }

  private everyTarget(): void {
    const { f, b, p, own } = this;
    const ones = b.held(b.bits(1));
    const address = f.local('i32');
    const target = f.local('i32');
    const whole = p.targets & ~3;
    for (const first of this.firsts) {
      f.get(first).set(address);
      f.while(
        () =>
          f
            .get(address)
            .get(first)
            .i32(4 * whole)
            .op(op.i32_add)
            .op(op.i32_lt_u),
        () => {
          f.get(address).get(address).simdMemory(simd.v128_load, 0).get(ones.local).simd(simd.i32x4_add);
          f.simdMemory(simd.v128_store, 0).advance(address, 16);
        },
      );
      for (let j = whole; j < p.targets; j++) {
        f.i32(j).set(target);
        this.addTo(target, 1, [first]);
      }
      if (!this.omits) continue;
      f.get(own).i32(-1).op(op.i32_ne);
      f.if(() => this.addTo(own, -1, [first]));
    }
  }

  /**
   * Makes the row through the buffer. `prepare` turns sixteen words (word w of block k is lane k of vector w) into vectors, once per turn;
   * `turn` writes targets from the local `at` on, moves it, and leaves three blocks once the row ends.
   */
  private throughBuffer<T>(
    prepare: (words: Words) => T,
    turn: (vectors: T, at: Local, leave: () => void) => void,
  ): void {
    const { f, b, p, context, buffer } = this;
    const blocks = f.local('v128');
    const index = f.local('v128');
    const at = f.local('i32');
    const ended = f.local('i32');
    f.get(this.source).simd(simd.i32x4_splat).set(index);
    f.words([0, 1, 2, 3]).set(blocks);
    f.i32(0).set(ended);
    f.doWhile(() => {
      f.get(buffer).set(at);
      f.block(() =>
        f.doWhile(() => {
          const counter: Words = [{ local: index }, b.bits(0), { local: blocks }, b.bits(purpose.connect)];
          const vectors = prepare(philox(b, counter, context.program.seed, p.stream));
          b.assign({ local: blocks }, b.apply(simd.i32x4_add, { local: blocks }, b.bits(BLOCKS)));
          // From within a condition within the loop within the block.
          turn(vectors, at, () => f.i32(1).tee(ended).leaveIf(2));
          f.get(at)
            .get(buffer)
            .op(op.i32_sub)
            .i32(4 * BUFFER)
            .op(op.i32_lt_u);
        }),
      );
      for (const first of this.firsts) f.get(buffer).get(at).get(first).call(this.scatter);
      f.get(ended).op(op.i32_eqz);
    });
  }

  /** Byte offsets of the accumulators of targets, from their places among those to choose from. */
  private offsets(places: Lanes): Lanes {
    const { b, f } = this;
    let targets = places;
    if (this.omits) {
      f.get(this.own).simd(simd.i32x4_splat);
      // The comparison gives −1 where it holds.
      targets = b.apply(simd.i32x4_sub, places, b.apply(simd.i32x4_ge_u, places, b.pop()));
    }
    return b.shift(simd.i32x4_shl, targets, 2);
  }

  private lane(x: Lanes, lane: number): FunctionBuilder {
    this.b.push(x);
    return this.f.simd(simd.i32x4_extract_lane, lane);
  }

  private byGaps(perGap: number): () => void {
    const { f, b, p } = this;
    const last = f.local('i32');
    const gaps = new GapBuilder(b, this.context.map.logarithms, perGap, p.targets);
    /** Sums of the advances of each block, block by block. */
    const prepare = (words: Words): Lanes[] => {
      const [a0, a1, a2, a3] = words.map((w) => gaps.advances(w)) as [Lanes, Lanes, Lanes, Lanes];
      const s1 = b.apply(simd.i32x4_add, a0, a1);
      const s2 = b.apply(simd.i32x4_add, s1, a2);
      const s3 = b.apply(simd.i32x4_add, s2, a3);
      return transposed(b, [a0, s1, s2, s3]);
    };
    return () => {
      f.i32(-1).set(last);
      this.throughBuffer(prepare, (sums, at, leave) => {
        for (const sum of sums) {
          f.get(last).simd(simd.i32x4_splat);
          const places = b.apply(simd.i32x4_add, b.pop(), sum);
          f.get(at);
          b.push(this.offsets(places));
          f.simdMemory(simd.v128_store, 0);
          // Four places beyond the range do not wrap: accumulators for so many targets would not fit a WebAssembly memory.
          this.lane(places, 3).tee(last);
          this.pushRange().op(op.i32_ge_u);
          f.if(() => {
            this.pushRange().simd(simd.i32x4_splat);
            b.push(b.apply(simd.i32x4_lt_u, places, b.pop()));
            f.simd(simd.i32x4_bitmask).op(op.i32_popcnt).i32(2).op(op.i32_shl).get(at).op(op.i32_add).set(at);
            leave();
          });
          f.advance(at, 16);
        }
      });
    };
  }

  private byDraws(degree: number): () => void {
    const { f, b, p } = this;
    const left = f.local('i32');
    const accepted = f.local('i32');
    const reject = f.local('i32');
    const range = f.local('v128');
    const rejection = (n: number): number => (n > 0 ? 2 ** 32 % n : 0);
    const prepare = (words: Words): { offsets: Lanes; low: Lanes }[] =>
      words.map((w) => {
        const { high, low } = multiply(b, w, { local: range });
        return { offsets: this.offsets(high), low };
      });
    return () => {
      f.i32(degree).set(left);
      this.pushRange().simd(simd.i32x4_splat).set(range);
      f.i32(rejection(p.targets)).set(reject);
      if (this.omits)
        f.get(this.own)
          .i32(-1)
          .op(op.i32_ne)
          .if(() => f.i32(rejection(p.targets - 1)).set(reject));
      this.throughBuffer(prepare, (vectors, at, leave) => {
        for (let k = 0; k < BLOCKS; k++)
          for (const { offsets, low } of vectors) {
            f.get(at);
            this.lane(offsets, k).memory(op.i32_store, 0);
            this.lane(low, k).get(reject).op(op.i32_ge_u).tee(accepted);
            f.i32(2).op(op.i32_shl).get(at).op(op.i32_add).set(at);
            f.get(left).get(accepted).op(op.i32_sub).tee(left).op(op.i32_eqz);
            f.if(leave);
          }
      });
    };
  }
}

/** Vector k of the result has lane k of each. */
function transposed(b: LaneBuilder, [x0, x1, x2, x3]: Words): Lanes[] {
  const low01 = b.shuffle(x0, x1, [0, 4, 1, 5]);
  const low23 = b.shuffle(x2, x3, [0, 4, 1, 5]);
  const high01 = b.shuffle(x0, x1, [2, 6, 3, 7]);
  const high23 = b.shuffle(x2, x3, [2, 6, 3, 7]);
  return [
    b.shuffle(low01, low23, [0, 1, 4, 5]),
    b.shuffle(low01, low23, [2, 3, 6, 7]),
    b.shuffle(high01, high23, [0, 1, 4, 5]),
    b.shuffle(high01, high23, [2, 3, 6, 7]),
  ];
}
