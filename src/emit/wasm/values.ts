/** Values of synapses that are not stored, by tables (see `random/value-table.ts`). */
import { isNarrow, slotWordsOf } from '../../program/made.ts';
import { purpose } from '../../random/philox.ts';
import type { ValueTable } from '../../random/value-table.ts';
import { FunctionBuilder, type Local } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { op, simd } from './opcodes.ts';
import { philoxes, type RandomWords, transposed } from './random.ts';

/** Words of the generator that are made for each kind of value in one turn: four blocks. */
const TURN = 16;

/** Whether a table's slots are narrow ones (see `slotWords`); undefined where there is no table. */
export type Slots = 'narrow' | 'wide' | undefined;

export const slotsOf = (table: ValueTable | undefined): Slots => table && (isNarrow(table) ? 'narrow' : 'wide');

/** Where what a module draws goes: bytes from a synapse's target to its weight, bytes of the ring per step of delay. */
interface Layout {
  readonly weights: number;
  readonly delayUnit: number;
}

/**
 * values(source, from, at, end, stream, table, bits, …): for the synapses of the source's row from number `from` on, a multiple of 4, whose
 * targets lie in the memory from `at` up to `end` and at most 15 words beyond: notes their weights `layout.weights` bytes further on, and
 * moves the targets on by their delays. The last three parameters come for the weights, then for the delays, of which there are those that
 * have slots; `table`: address of 2^bits slots (see `slotWords`).
 */
export function valuesFunction(
  { pool, relaxed, seed }: { readonly pool: ConstantPool; readonly relaxed: boolean; readonly seed: number },
  slots: { readonly weight: Slots; readonly delay: Slots },
  layout: Layout,
): FunctionBuilder {
  const kinds = (['weight', 'delay'] as const).filter((kind) => slots[kind] !== undefined);
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', ...kinds.flatMap(() => ['i32', 'i32', 'i32'] as const)]);
  const b = new LaneBuilder(f, pool, relaxed);
  const [source, from, at, end] = [0, 1, 2, 3] as const;
  const splat = (local: Local): Lanes => {
    f.get(local).simd(simd.i32x4_splat);
    return b.pop();
  };
  const index = splat(source);
  const drawn = kinds.map((kind, k) => {
    const [stream, table, bits] = [4 + 3 * k, 5 + 3 * k, 6 + 3 * k] as const;
    const rest = f.local('i32');
    f.i32(32).get(bits).op(op.i32_sub).set(rest);
    return { kind, key: splat(stream), table, bits, rest, width: slotWordsOf(slots[kind] === 'narrow') };
  });
  f.get(from).i32(2).op(op.i32_shr_u).simd(simd.i32x4_splat).words([0, 1, 2, 3]).simd(simd.i32x4_add);
  const blocks = b.pop();
  /** Values of four words. */
  const valuesOf = ({ table, bits, rest, width }: (typeof drawn)[number], words: Lanes): Lanes => {
    b.push(words);
    f.get(rest).simd(simd.i32x4_shr_u);
    const offsets = b.shift(simd.i32x4_shl, b.pop(), 2 + Math.log2(width));
    const address = (lane: number): void => {
      f.get(table);
      b.push(offsets);
      f.simd(simd.i32x4_extract_lane, lane).op(op.i32_add);
    };
    b.push(words);
    f.get(bits).simd(simd.i32x4_shl);
    const word = b.pop();
    if (width === 2) {
      /** Slots of this lane and of the next. */
      const pair = (lane: number): Lanes => {
        address(lane + 1);
        address(lane);
        f.simdMemory(simd.v128_load64_zero, 0).simdMemory(simd.v128_load64_lane, 0, 1);
        return b.pop();
      };
      const [low, high] = [pair(0), pair(2)];
      const both = b.shuffle(low, high, [1, 3, 5, 7]);
      const isOther = b.apply(simd.i32x4_ge_u, word, b.shuffle(low, high, [0, 2, 4, 6]));
      const chosen = b.choose(isOther, both, b.shift(simd.i32x4_shl, both, 16));
      return b.shift(simd.i32x4_shr_s, chosen, 16);
    }
    const whole = ([0, 1, 2, 3] as const).map((lane) => {
      address(lane);
      f.simdMemory(simd.v128_load, 0);
      return b.pop();
    }) as unknown as RandomWords;
    const [below, own, other] = transposed(b, whole) as [Lanes, Lanes, Lanes];
    return b.choose(b.apply(simd.i32x4_ge_u, word, below), other, own);
  };
  f.while(
    () => f.get(at).get(end).op(op.i32_lt_u),
    () => {
      const counter: RandomWords = [index, b.bits(0), blocks, b.bits(purpose.connect)];
      const rows = philoxes(
        b,
        drawn.map(({ key }) => ({ counter, key1: key })),
        seed,
      ).map((words) => transposed(b, words));
      for (let k = 0; k < TURN / 4; k++)
        drawn.forEach((value, which) => {
          const values = valuesOf(value, rows[which]![k]!);
          f.get(at);
          if (value.kind === 'weight') b.push(values);
          else {
            f.get(at).simdMemory(simd.v128_load, 16 * k);
            b.push(b.apply(simd.i32x4_mul, values, b.bits(layout.delayUnit)));
            f.simd(simd.i32x4_add);
          }
          f.simdMemory(simd.v128_store, 16 * k + (value.kind === 'weight' ? layout.weights : 0));
        });
      b.assign(blocks, b.apply(simd.i32x4_add, blocks, b.bits(TURN / 4)));
      f.advance(at, 4 * TURN);
    },
  );
  return f;
}
