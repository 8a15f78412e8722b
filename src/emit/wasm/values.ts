/** Values of synapses that are not stored, by tables (see `random/value-table.ts`): weights, and delays in bytes of the ring. */
import { purpose } from '../../random/philox.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder } from './lanes.ts';
import { op, simd } from './opcodes.ts';
import { philox, transposed, type Words } from './random.ts';

/** Words of the generator that are made in one turn: four blocks. */
const TURN = 16;

/**
 * values(source, stream, table, bits, from, out, end): the values of the words from number `from` on of the source's row, a multiple of 4,
 * into the memory from `out` up to `end` and at most 15 words beyond. `table`: address of 2^bits entries, then their values.
 */
export function valuesFunction(pool: ConstantPool, relaxed: boolean, seed: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const b = new LaneBuilder(f, pool, relaxed);
  const [source, stream, table, bits, from, out, end] = [0, 1, 2, 3, 4, 5, 6] as const;
  const [index, key, blocks] = [f.local('v128'), f.local('v128'), f.local('v128')];
  const [at, rest, mask, values] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const [word, slot, entry] = [f.local('i32'), f.local('i32'), f.local('i32')];
  f.get(source).simd(simd.i32x4_splat).set(index);
  f.get(stream).simd(simd.i32x4_splat).set(key);
  f.get(from).i32(2).op(op.i32_shr_u).simd(simd.i32x4_splat).words([0, 1, 2, 3]).simd(simd.i32x4_add).set(blocks);
  f.i32(32).get(bits).op(op.i32_sub).set(rest);
  f.i32(1).get(bits).op(op.i32_shl).i32(1).op(op.i32_sub).set(mask);
  f.get(table).i32(4).get(bits).op(op.i32_shl).op(op.i32_add).set(values);
  const value = (offset: number): void => {
    f.get(at).memory(op.i32_load, offset).tee(word).get(rest).op(op.i32_shr_u).tee(slot);
    f.i32(2).op(op.i32_shl).get(table).op(op.i32_add).memory(op.i32_load, 0).set(entry);
    f.get(at);
    f.get(slot).get(entry).get(mask).op(op.i32_and);
    f.get(word).get(bits).op(op.i32_shl).get(bits).op(op.i32_shr_u);
    f.get(entry).get(bits).op(op.i32_shr_u).op(op.i32_lt_u).op(op.select);
    f.i32(2).op(op.i32_shl).get(values).op(op.i32_add).memory(op.i32_load, 0);
    f.memory(op.i32_store, offset);
  };
  f.get(out).set(at);
  f.while(
    () => f.get(at).get(end).op(op.i32_lt_u),
    () => {
      const counter: Words = [{ local: index }, b.bits(0), { local: blocks }, b.bits(purpose.connect)];
      const rows = transposed(b, philox(b, counter, seed, { local: key }));
      rows.forEach((row, k) => {
        f.get(at);
        b.push(row);
        f.simdMemory(simd.v128_store, 16 * k);
      });
      b.assign({ local: blocks }, b.apply(simd.i32x4_add, { local: blocks }, b.bits(TURN / 4)));
      for (let k = 0; k < TURN; k++) value(4 * k);
      f.advance(at, 4 * TURN);
    },
  );
  return f;
}
