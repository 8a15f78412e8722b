/** Additions to many accumulators. */
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder } from './lanes.ts';
import { op, simd } from './opcodes.ts';

/** Where the scatter functions find what belongs to a target: bytes from it, and those of the whole ring. */
interface Layout {
  /** To its weight; undefined where all are 1. */
  readonly weights: number | undefined;
  /** To a word for its address, where targets lie in several rows of the ring; else undefined. */
  readonly addresses: number | undefined;
  readonly ringBytes: number;
}

/**
 * scatter(begin, end, first): to the accumulator at `first` + each of the byte offsets from `begin` on adds its weight, or 1. Where targets
 * lie in several rows of the ring, scatter(begin, end, first, left): from `left` bytes on, where the ring ends, it begins anew.
 */
export function scatterFunction(
  { weights, addresses, ringBytes }: Layout,
  { pool, relaxed }: { readonly pool: ConstantPool; readonly relaxed: boolean },
): FunctionBuilder {
  const wraps = addresses !== undefined;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', ...(wraps ? ['i32' as const] : [])]);
  const [at, last, first, left] = [0, 1, 2, 3] as const;
  const address = f.local('i32');
  if (wraps) {
    const b = new LaneBuilder(f, pool, relaxed);
    const to = f.local('i32');
    const splat = (local: number) => {
      f.get(local).simd(simd.i32x4_splat);
      return b.pop();
    };
    const [firsts, lefts] = [splat(first), splat(left)];
    f.get(at).set(to);
    f.while(
      () => f.get(to).get(last).op(op.i32_lt_u),
      () => {
        f.get(to).get(to).simdMemory(simd.v128_load, 0);
        const offsets = b.pop();
        const past = b.apply(simd.v128_and, b.apply(simd.i32x4_ge_u, offsets, lefts), b.bits(ringBytes));
        b.push(b.apply(simd.i32x4_sub, b.apply(simd.i32x4_add, offsets, firsts), past));
        f.simdMemory(simd.v128_store, addresses).advance(to, 16);
      },
    );
  }
  const add = (offset: number): void => {
    f.get(at).memory(op.i32_load, offset + (addresses ?? 0));
    if (!wraps) f.get(first).op(op.i32_add);
    f.tee(address).get(address).memory(op.i32_load, 0);
    if (weights === undefined) f.i32(1);
    else f.get(at).memory(op.i32_load, offset + weights);
    f.op(op.i32_add).memory(op.i32_store, 0);
  };
  f.while(
    () => f.get(last).get(at).op(op.i32_sub).i32(16).op(op.i32_ge_u),
    () => {
      for (let k = 0; k < 4; k++) add(4 * k);
      f.advance(at, 16);
    },
  );
  f.while(
    () => f.get(at).get(last).op(op.i32_lt_u),
    () => {
      add(0);
      f.advance(at, 4);
    },
  );
  return f;
}
