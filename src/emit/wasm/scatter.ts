/** Additions to many accumulators. */
import { FunctionBuilder } from './function-builder.ts';
import { op } from './opcodes.ts';

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
