/** Additions to many accumulators. */
import { FunctionBuilder } from './function-builder.ts';
import { op } from './opcodes.ts';

/**
 * scatter(begin, end, first, weights, delays, limit): to the accumulator at `first` + each of the byte offsets from `begin` on adds the
 * weight that lies as far from `weights`, or 1; further on by the delay that lies as far from `delays`, or 0, and back by the `bytes` of
 * the ring from `limit` on. Which of the two there are is known when the code is made.
 */
export function valuedScatterFunction(weighted: boolean, delayed: boolean, bytes: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [at, last, first, weights, delays, limit] = [0, 1, 2, 3, 4, 5] as const;
  const address = f.local('i32');
  const add = (offset: number): void => {
    f.get(at).memory(op.i32_load, offset).get(first).op(op.i32_add);
    if (delayed) {
      f.get(delays).memory(op.i32_load, offset).op(op.i32_add).tee(address).i32(bytes).op(op.i32_sub);
      f.get(address).get(address).get(limit).op(op.i32_ge_u).op(op.select);
    }
    f.tee(address).get(address).memory(op.i32_load, 0);
    if (weighted) f.get(weights).memory(op.i32_load, offset);
    else f.i32(1);
    f.op(op.i32_add).memory(op.i32_store, 0);
  };
  const advance = (amount: number): void => {
    f.advance(at, amount);
    if (weighted) f.advance(weights, amount);
    if (delayed) f.advance(delays, amount);
  };
  f.while(
    () => f.get(last).get(at).op(op.i32_sub).i32(16).op(op.i32_ge_u),
    () => {
      for (let k = 0; k < 4; k++) add(4 * k);
      advance(16);
    },
  );
  f.while(
    () => f.get(at).get(last).op(op.i32_lt_u),
    () => {
      add(0);
      advance(4);
    },
  );
  return f;
}

/** scatter(begin, end, first): adds 1 to the accumulator at `first` + each of the byte offsets from `begin` on. */
export function scatterFunction(): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32']);
  const [at, last, first] = [0, 1, 2] as const;
  const address = f.local('i32');
  const addOne = (offset: number): void => {
    f.get(at).memory(op.i32_load, offset).get(first).op(op.i32_add).tee(address);
    f.get(address).memory(op.i32_load, 0).i32(1).op(op.i32_add).memory(op.i32_store, 0);
  };
  f.while(
    () => f.get(last).get(at).op(op.i32_sub).i32(16).op(op.i32_ge_u),
    () => {
      for (let k = 0; k < 4; k++) addOne(4 * k);
      f.advance(at, 16);
    },
  );
  f.while(
    () => f.get(at).get(last).op(op.i32_lt_u),
    () => {
      addOne(0);
      f.advance(at, 4);
    },
  );
  return f;
}
