/** Values of synapses that are not stored, by tables (see `random/value-table.ts`): weights, and delays in bytes of the ring. */
import { SLOT_WORDS } from '../../program/made.ts';
import { purpose } from '../../random/philox.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { op, simd } from './opcodes.ts';
import { philox, transposed, type Words } from './random.ts';

/** Words of the generator that are made in one turn: four blocks. */
const TURN = 16;

/**
 * values(source, stream, table, bits, from, out, end): the values of the words from number `from` on of the source's row, a multiple of 4,
 * into the memory from `out` up to `end` and at most 15 words beyond. `table`: address of 2^bits slots (see `slotWords`).
 */
export function valuesFunction(pool: ConstantPool, relaxed: boolean, seed: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const b = new LaneBuilder(f, pool, relaxed);
  const [source, stream, table, bits, from, out, end] = [0, 1, 2, 3, 4, 5, 6] as const;
  const [index, key, blocks] = [f.local('v128'), f.local('v128'), f.local('v128')];
  const [at, rest] = [f.local('i32'), f.local('i32')];
  f.get(source).simd(simd.i32x4_splat).set(index);
  f.get(stream).simd(simd.i32x4_splat).set(key);
  f.get(from).i32(2).op(op.i32_shr_u).simd(simd.i32x4_splat).words([0, 1, 2, 3]).simd(simd.i32x4_add).set(blocks);
  f.i32(32).get(bits).op(op.i32_sub).set(rest);
  /** Values of four words. */
  const valuesOf = (words: Lanes): Lanes => {
    b.push(words);
    f.get(rest).simd(simd.i32x4_shr_u);
    const slots = b.shift(simd.i32x4_shl, b.pop(), 2 + Math.log2(SLOT_WORDS));
    const whole = ([0, 1, 2, 3] as const).map((lane) => {
      f.get(table);
      b.push(slots);
      f.simd(simd.i32x4_extract_lane, lane).op(op.i32_add).simdMemory(simd.v128_load, 0);
      return b.pop();
    }) as unknown as Words;
    const [below, own, other] = transposed(b, whole) as [Lanes, Lanes, Lanes];
    b.push(words);
    f.get(bits).simd(simd.i32x4_shl);
    return b.choose(b.apply(simd.i32x4_lt_u, b.pop(), below), own, other);
  };
  f.get(out).set(at);
  f.while(
    () => f.get(at).get(end).op(op.i32_lt_u),
    () => {
      const counter: Words = [{ local: index }, b.bits(0), { local: blocks }, b.bits(purpose.connect)];
      const rows = transposed(b, philox(b, counter, seed, { local: key }));
      rows.forEach((row, k) => {
        const values = valuesOf(row);
        f.get(at);
        b.push(values);
        f.simdMemory(simd.v128_store, 16 * k);
      });
      b.assign({ local: blocks }, b.apply(simd.i32x4_add, { local: blocks }, b.bits(TURN / 4)));
      f.advance(at, 4 * TURN);
    },
  );
  return f;
}
