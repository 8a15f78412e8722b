/**
 * Delivery by synapses that are not stored (see `program/made.ts`). A spike makes the row of its source anew, sixteen words of the
 * generator at a time, into a buffer that stays in the cache, and then adds for all of the buffer: additions wait for memory, and a
 * processor overlaps the more of them the closer they lie.
 */
import type { Made, madeArrays, RowRecipe } from '../../../program/made.ts';
import { groupsOf, ringLength } from '../../../program/synapses.ts';
import { purpose } from '../../../random/philox.ts';
import { FunctionBuilder, type Local } from '../function-builder.ts';
import { GapBuilder } from '../gaps.ts';
import { LaneBuilder, type Lanes } from '../lanes.ts';
import { op, simd } from '../opcodes.ts';
import { multiply, philox, type RandomWords, transposed } from '../random.ts';
import { scatterFunction } from '../scatter.ts';
import { slotsOf, valuesFunction } from '../values.ts';
import { type DeliveryCalls, type DeliveryContext, plainCalls } from './delivery.ts';

/** Addresses of a group's arrays (see `madeArrays`). */
type Places = Readonly<Record<keyof ReturnType<typeof madeArrays>, number>>;

/** One function per projection. */
export function madeCalls(context: DeliveryContext): DeliveryCalls {
  const { program, map, pool, relaxed, add } = context;
  const made = groupsOf(program, 'made').filter((group) => group.synapses > 0);
  const bytes = 4 * ringLength(program.ring);
  const functions = new Map<string, number>();
  const once = (key: string, make: () => FunctionBuilder): number => {
    const known = functions.get(key) ?? add(make());
    functions.set(key, known);
    return known;
  };
  const layout = { weights: PART, delayUnit: 4 * program.ring.width };
  return plainCalls(
    made.map((group) => {
      const slots = { weight: slotsOf(group.weight?.table), delay: slotsOf(group.delay?.table) };
      const [weights, addresses] = [group.weight ? PART : undefined, group.delay ? 2 * PART : undefined];
      const places = map.groups[program.synapses.indexOf(group)] as Places;
      const shared = {
        scatter: once(`scatter ${weights} ${addresses}`, () =>
          scatterFunction({ weights, addresses, ringBytes: bytes }, { pool, relaxed }),
        ),
        values:
          group.weight || group.delay
            ? once(`values ${slots.weight} ${slots.delay}`, () =>
                valuesFunction({ pool, relaxed, seed: program.seed }, slots, layout),
              )
            : undefined,
      };
      return add(new RowMaker(context, group, places, shared).build());
    }),
  );
}

/** Numbers of functions that all projections share. */
interface Shared {
  readonly scatter: number;
  /** Where there are values. */
  readonly values: number | undefined;
}

/** Blocks of four words that are made together, one per lane. */
const BLOCKS = 4;
/** Targets that the buffer has room for, beside those of one turn. */
const BUFFER = 2048;
/**
 * Bytes from a target in the buffer to its weight, and from there to its address: room for some turns more. All of it lies in the thread's
 * scratch memory, which is free by then, after so many bytes for what precedes a row.
 */
const PART = 4 * (BUFFER + 256);
const BEFORE = 16;

const [list, end, row, ring] = [0, 1, 2, 3] as const;

class RowMaker {
  private readonly context: DeliveryContext;
  private readonly p: Made;
  private readonly places: Places;
  private readonly shared: Shared;
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
  /** Synapses of the row that have been delivered. */
  private readonly delivered = this.f.local('i32');

  constructor(context: DeliveryContext, p: Made, places: Places, shared: Shared) {
    this.context = context;
    this.p = p;
    this.places = places;
    this.shared = shared;
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
    f.i32(map.scratchBytes)
      .op(op.i32_mul)
      .i32(map.scratch + BEFORE)
      .op(op.i32_add)
      .set(buffer);
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
    const valued = this.shared.values !== undefined;
    switch (recipe.kind) {
      case 'same':
        return valued ? () => this.oneTarget() : () => this.addTo(this.source, 1);
      case 'all':
        return valued ? () => this.everyTargetInTurn() : () => this.everyTarget();
      case 'gaps':
        return this.byGaps(recipe.perGap);
      case 'draws':
        return this.byDraws(recipe);
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

  private oneTarget(): void {
    const { f, buffer, source } = this;
    const at = f.local('i32');
    f.get(buffer).get(source).i32(2).op(op.i32_shl).memory(op.i32_store, 0);
    f.i32(0).set(this.delivered);
    f.get(buffer).i32(4).op(op.i32_add).set(at);
    this.deliverBuffer(at);
  }

  private everyTargetInTurn(): void {
    const { f, p, buffer, own } = this;
    const [at, target] = [f.local('i32'), f.local('i32')];
    f.i32(0).set(target).i32(0).set(this.delivered);
    f.while(
      () => f.get(target).i32(p.targets).op(op.i32_lt_u),
      () => {
        f.get(buffer).set(at);
        f.doWhile(() => {
          f.get(at).get(target).i32(2).op(op.i32_shl).memory(op.i32_store, 0);
          if (this.omits) f.get(target).get(own).op(op.i32_ne).i32(2).op(op.i32_shl).get(at).op(op.i32_add).set(at);
          else f.advance(at, 4);
          f.advance(target, 1);
          f.get(target).i32(p.targets).op(op.i32_lt_u);
          f.get(at)
            .get(buffer)
            .op(op.i32_sub)
            .i32(4 * BUFFER)
            .op(op.i32_lt_u)
            .op(op.i32_and);
        });
        this.deliverBuffer(at);
      },
    );
  }

  /** Adds for all offsets from the buffer's begin to `at`: the row's synapses from number `delivered` on. */
  private deliverBuffer(at: Local): void {
    const { f, p, context, buffer, shared, places, delivered } = this;
    if (shared.values !== undefined) {
      // Blocks have four words each; those before the first are made and not used.
      f.get(this.source).get(delivered).i32(-4).op(op.i32_and);
      f.get(buffer).get(delivered).i32(3).op(op.i32_and).i32(2).op(op.i32_shl).op(op.i32_sub).get(at);
      for (const kind of ['weight', 'delay'] as const) {
        const drawn = p[kind];
        if (drawn) f.i32(drawn.stream).i32(places[kind]).i32(drawn.table.bits);
      }
      f.call(shared.values);
    }
    const bytes = 4 * ringLength(context.program.ring);
    for (const first of this.firsts) {
      f.get(buffer).get(at).get(first);
      if (p.delay) f.get(ring).i32(bytes).op(op.i32_add).get(first).op(op.i32_sub);
      f.call(shared.scatter);
    }
    if (shared.values === undefined) return;
    f.get(at).get(buffer).op(op.i32_sub).i32(2).op(op.i32_shr_u).get(delivered).op(op.i32_add).set(delivered);
  }

  /**
   * Makes the row through the buffer. `prepare` turns sixteen words (word w of block k is lane k of vector w) into vectors, once per turn;
   * `turn` writes targets from the local `at` on, moves it, and leaves three blocks once the row ends.
   */
  private throughBuffer<T>(
    prepare: (words: RandomWords) => T,
    turn: (vectors: T, at: Local, leave: (deeper?: number) => void) => void,
  ): void {
    const { f, b, p, context, buffer } = this;
    const blocks = f.local('v128');
    const index = f.local('v128');
    const at = f.local('i32');
    const ended = f.local('i32');
    f.get(this.source).simd(simd.i32x4_splat).set(index);
    f.words([0, 1, 2, 3]).set(blocks);
    f.i32(0).set(ended).i32(0).set(this.delivered);
    f.doWhile(() => {
      f.get(buffer).set(at);
      f.block(() =>
        f.doWhile(() => {
          const counter: RandomWords = [{ local: index }, b.bits(0), { local: blocks }, b.bits(purpose.connect)];
          const vectors = prepare(philox(b, counter, context.program.seed, p.stream));
          b.assign({ local: blocks }, b.apply(simd.i32x4_add, { local: blocks }, b.bits(BLOCKS)));
          // From within a condition, and so many more, within the loop within the block.
          turn(vectors, at, (deeper = 0) =>
            f
              .i32(1)
              .tee(ended)
              .leaveIf(2 + deeper),
          );
          f.get(at)
            .get(buffer)
            .op(op.i32_sub)
            .i32(4 * BUFFER)
            .op(op.i32_lt_u);
        }),
      );
      this.deliverBuffer(at);
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
    const prepare = (words: RandomWords): Lanes[] => {
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

  private byDraws({ degree }: RowRecipe & { readonly kind: 'draws' }): () => void {
    const { f, b, p } = this;
    const left = f.local('i32');
    const accepted = f.local('i32');
    const reject = f.local('i32');
    const [range, rejects] = [f.local('v128'), f.local('v128')];
    const rejection = (n: number): number => (n > 0 ? 2 ** 32 % n : 0);
    const prepare = (words: RandomWords): { offsets: Lanes; low: Lanes }[] =>
      words.map((w) => {
        const { high, low } = multiply(b, w, { local: range });
        return { offsets: this.offsets(high), low };
      });
    const row = (): void => {
      this.pushRange().simd(simd.i32x4_splat).set(range);
      f.i32(rejection(p.targets)).set(reject);
      if (this.omits)
        f.get(this.own)
          .i32(-1)
          .op(op.i32_ne)
          .if(() => f.i32(rejection(p.targets - 1)).set(reject));
      f.get(reject).simd(simd.i32x4_splat).set(rejects);
      this.throughBuffer(prepare, (vectors, at, leave) => {
        const passedOver = vectors
          .map(({ low }) => b.apply(simd.i32x4_lt_u, low, { local: rejects }))
          .reduce((any, one) => b.apply(simd.v128_or, any, one));
        b.push(passedOver);
        f.simd(simd.v128_any_true).if(
          () => {
            for (let k = 0; k < BLOCKS; k++)
              for (const { offsets, low } of vectors) {
                f.get(at);
                this.lane(offsets, k).memory(op.i32_store, 0);
                this.lane(low, k).get(reject).op(op.i32_ge_u).tee(accepted);
                f.i32(2).op(op.i32_shl).get(at).op(op.i32_add).set(at);
                f.get(left).get(accepted).op(op.i32_sub).tee(left).op(op.i32_eqz);
                f.if(() => leave(1));
              }
          },
          () => {
            // Nearly always: a word in some hundred thousand is passed over.
            transposed(b, vectors.map(({ offsets }) => offsets) as unknown as RandomWords).forEach((block, k) => {
              f.get(at);
              b.push(block);
              f.simdMemory(simd.v128_store, 16 * k);
            });
            f.get(left)
              .i32(4 * BLOCKS)
              .op(op.i32_le_u)
              .if(() => {
                f.get(left).i32(2).op(op.i32_shl).get(at).op(op.i32_add).set(at);
                leave(1);
              });
            f.advance(at, 16 * BLOCKS);
            f.get(left)
              .i32(4 * BLOCKS)
              .op(op.i32_sub)
              .set(left);
          },
        );
      });
    };
    return () => {
      if (typeof degree === 'number') f.i32(degree).tee(left);
      else f.get(this.source).i32(2).op(op.i32_shl).memory(op.i32_load, this.places.degrees).tee(left);
      f.if(row);
    };
  }
}
