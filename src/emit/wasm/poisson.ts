/** Poisson counts of four cells, to the bit as in `random/poisson.ts`, where the method stands. */
import { purpose } from '../../random/philox.ts';
import { fineRows, keptTails, POISSON_LIMIT, poissonBlock } from '../../random/poisson.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { op, saturating, simd } from './opcodes.ts';
import { philox, type RandomWords } from './random.ts';

/** count(table, row, word0, word1) → f32: from a row of the table at byte address `table`. */
export function poissonRowFunction(): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32'], ['f32']);
  const [table, row, word0, word1] = [0, 1, 2, 3] as const;
  const [head, slot, at] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const whole = (offset: number): FunctionBuilder =>
    f.get(head).memory(op.f32_load, offset).saturating(saturating.i32_trunc_f32_s);
  f.get(table).get(row).i32(12).op(op.i32_mul).op(op.i32_add).set(head);
  f.get(word0).i32(32);
  whole(4).op(op.i32_sub).op(op.i32_shr_u).set(slot);
  f.get(table);
  whole(0).i32(2).op(op.i32_shl).op(op.i32_add).get(slot).i32(3).op(op.i32_shl).op(op.i32_add).set(at);
  f.get(head).memory(op.f32_load, 8);
  f.get(slot).op(op.f32_convert_i32_u).get(at).memory(op.f32_load, 4);
  f.get(word1)
    .i32(8)
    .op(op.i32_shr_u)
    .op(op.f32_convert_i32_u)
    .f32(2 ** -24)
    .op(op.f32_mul);
  f.get(at).memory(op.f32_load, 0).op(op.f32_lt).op(op.select).op(op.f32_add);
  return f;
}

export interface PoissonContext {
  readonly pool: ConstantPool;
  readonly seed: number;
  readonly stream: number;
  /** Number of the function of `poissonRowFunction`. */
  readonly row: number;
}

/** counts(step, block, table, cells, means) → counts, as f32; `block`: first of the draw's blocks, `table`: byte address. */
export function poissonFunction(context: PoissonContext): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'v128', 'v128'], ['v128']);
  const b = new LaneBuilder(f, context.pool, false);
  const [step, block, table] = [0, 1, 2] as const;
  const [cell, mean]: Lanes[] = [{ local: 3 }, { local: 4 }];
  f.get(step).simd(simd.i32x4_splat);
  const steps = b.pop();
  const words = (offset: number): RandomWords => {
    f.get(block).i32(offset).op(op.i32_add).simd(simd.i32x4_splat);
    return philox(b, [cell!, steps, b.pop(), b.bits(purpose.run)], context.seed, context.stream);
  };
  const fromRow = (row: Lanes, word0: Lanes, word1: Lanes): Lanes => {
    for (let lane = 0; lane < 4; lane++) {
      f.get(table);
      for (const x of [row, word0, word1]) {
        b.push(x);
        f.simd(simd.i32x4_extract_lane, lane);
      }
      f.call(context.row);
      if (lane === 0) f.simd(simd.f32x4_splat);
      else f.simd(simd.f32x4_replace_lane, lane);
    }
    return b.pop();
  };
  const top = (word: Lanes): Lanes => b.shift(simd.i32x4_shr_u, word, 8);
  /** From a row of a mean below 8: slots are found in all lanes at once, and each is one load. */
  const fromFineRow = (row: Lanes, word0: Lanes, word1: Lanes): Lanes => {
    const slot = b.shift(simd.i32x4_shr_u, word0, 32 - fineRows.bits);
    const offset = b.apply(
      simd.i32x4_add,
      b.shift(simd.i32x4_shl, row, 3 + fineRows.bits),
      b.shift(simd.i32x4_shl, slot, 3),
    );
    const address = (lane: number): void => {
      f.get(table);
      b.push(offset);
      f.simd(simd.i32x4_extract_lane, lane).op(op.i32_add);
    };
    /** Threshold and other value, of this lane and of the next. */
    const pair = (lane: number): Lanes => {
      address(lane + 1);
      address(lane);
      f.simdMemory(simd.v128_load64_zero, 4 * fineRows.first).simdMemory(simd.v128_load64_lane, 4 * fineRows.first, 1);
      return b.pop();
    };
    const [low, high] = [pair(0), pair(2)];
    const uniform = b.mul(b.apply(simd.f32x4_convert_i32x4_s, top(word1)), b.number(2 ** -24));
    const own = b.apply(simd.f32x4_lt, uniform, b.shuffle(low, high, [0, 2, 4, 6]));
    return b.choose(own, b.apply(simd.f32x4_convert_i32x4_s, slot), b.shuffle(low, high, [1, 3, 5, 7]));
  };
  const isBelow = (word0: Lanes, word1: Lanes, high: Lanes, low: Lanes): Lanes => {
    const u = top(word0);
    const tie = b.apply(simd.v128_and, b.apply(simd.i32x4_eq, u, high), b.apply(simd.i32x4_gt_s, low, top(word1)));
    return b.apply(simd.v128_or, b.apply(simd.i32x4_gt_s, high, u), tie);
  };
  const whenAny = (x: Lanes, body: () => void): void => {
    b.push(x);
    f.simd(simd.v128_any_true).if(body);
  };
  const floor = (x: Lanes): Lanes => b.apply(simd.f32x4_floor, x);
  const integer = (x: Lanes): Lanes => b.apply(simd.i32x4_trunc_sat_f32x4_s, x);

  const scaled = b.mul(mean!, b.number(32));
  const whole = floor(scaled);
  const fine = integer(whole);
  const first = words(0);
  const count = b.copy(fromFineRow(b.apply(simd.v128_and, fine, b.bits(fineRows.count - 1)), first[0], first[1]));
  // One cell in thirty has any.
  whenAny(b.apply(simd.i32x4_ge_u, b.bits(keptTails[0]![0]), top(first[2])), () => {
    let events = b.bits(0);
    for (const [high, low] of keptTails)
      events = b.apply(simd.i32x4_sub, events, isBelow(first[2], first[3], b.bits(high), b.bits(low)));
    const kept = b.mul(b.sub(scaled, whole), b.number(2 ** 24));
    const upper = floor(kept);
    const [high, low] = [integer(upper), integer(floor(b.mul(b.sub(kept, upper), b.number(2 ** 24))))];
    let more = b.bits(0);
    let pairs: RandomWords | undefined;
    keptTails.forEach((_, event) => {
      if (event % 2 === 0) pairs = words(1 + event / 2);
      const [word0, word1] = event % 2 === 0 ? [pairs![0], pairs![1]] : [pairs![2], pairs![3]];
      const happens = b.apply(simd.i32x4_gt_s, events, b.bits(event));
      more = b.apply(simd.i32x4_sub, more, b.apply(simd.v128_and, happens, isBelow(word0, word1, high, low)));
    });
    b.assign(count, b.add(count, b.apply(simd.f32x4_convert_i32x4_s, more)));
  });
  const digits = b.shift(simd.i32x4_shr_u, fine, 8);
  whenAny(digits, () => {
    let pairs: RandomWords | undefined;
    for (let level = 0; level < LEVELS; level++) {
      if (level % 2 === 0) pairs = words(4 + level / 2);
      const [word0, word1] = level % 2 === 0 ? [pairs![0], pairs![1]] : [pairs![2], pairs![3]];
      const digit = b.apply(simd.v128_and, b.shift(simd.i32x4_shr_u, digits, 2 * level), b.bits(3));
      // Row 0 is that of mean 0.
      const none = b.apply(simd.i32x4_eq, digit, b.bits(0));
      const row = b.choose(none, b.bits(0), b.apply(simd.i32x4_add, digit, b.bits(255 + 3 * level)));
      b.assign(count, b.add(count, fromRow(row, word0, word1)));
    }
  });
  const inRange = b.apply(
    simd.v128_and,
    b.apply(simd.f32x4_ge, mean!, b.number(0)),
    b.apply(simd.f32x4_lt, mean!, b.number(POISSON_LIMIT)),
  );
  b.push(b.choose(inRange, count, b.number(Number.NaN)));
  return f;
}

/** Base-4 digits of the means in units of 8. */
const LEVELS = Math.log2(POISSON_LIMIT / 8) / 2;

/** Appends a call of `poissonFunction`, left out where all four means are 0. */
export function callPoisson(
  b: LaneBuilder,
  counts: number,
  at: {
    readonly step: number;
    readonly table: number;
    readonly cell: Lanes;
    readonly mean: Lanes;
    readonly draw: number;
  },
): Lanes {
  const { f } = b;
  const result = b.copy(b.bits(0));
  b.push(b.apply(simd.f32x4_ne, at.mean, b.bits(0)));
  f.simd(simd.v128_any_true).if(() => {
    f.get(at.step).i32(poissonBlock(at.draw)).i32(at.table);
    b.push(at.cell);
    b.push(at.mean);
    f.call(counts);
    b.assign(result, b.pop());
  });
  return result;
}
