/** Code that runs beside the step of a population: naming the first fault, and sweeping decayed values. */

import type { Expr } from '../../expression/node.ts';
import { threadWord } from '../../program/target/simd.ts';
import { Analysis } from './analysis.ts';
import { beforeEnd, type PopulationContext } from './context.ts';
import { FunctionBuilder } from './function-builder.ts';
import { LaneBuilder } from './lanes.ts';
import { op, simd } from './opcodes.ts';

/** Whether `next` is the column's old value times something that no cell changes, plus something or nothing. */
function decays(next: Expr, column: string, isFixed: (e: Expr) => boolean): boolean {
  if (next.op === 'add' || next.op === 'sub') return next.args.some((a) => decays(a, column, isFixed));
  if (next.op !== 'mul') return false;
  const isOld = (e: Expr): boolean => e.op === 'state' && e.name === column;
  const [x, y] = next.args as [Expr, Expr];
  return (isOld(x) && isFixed(y)) || (isOld(y) && isFixed(x));
}

/**
 * flush(begin, end): zero for every magnitude up to 2^-100 in columns that only decay. They would end as subnormal numbers, and
 * arithmetic on those is many times slower. Undefined where no column is of that kind.
 */
export function flushFunction(context: PopulationContext): FunctionBuilder | undefined {
  const { population: p, addresses, pool, relaxed } = context;
  const { isFixed } = new Analysis(p.next);
  const columns = p.next.flatMap((e, c) => (decays(e, p.columns[c]!.name, isFixed) ? [c] : []));
  if (columns.length === 0) return undefined;
  const f = new FunctionBuilder(['i32', 'i32']);
  const b = new LaneBuilder(f, pool, relaxed);
  const [cell, end] = [0, 1] as const;
  f.while(
    () => f.get(cell).get(end).op(op.i32_lt_u),
    () => {
      for (const c of columns) {
        f.get(cell).simdMemory(simd.v128_load, addresses.columns[c]!);
        const value = b.pop();
        const kept = b.apply(simd.v128_andnot, value, b.apply(simd.f32x4_le, b.abs(value), b.number(2 ** -100)));
        const store = (how: () => FunctionBuilder): void => {
          f.get(cell);
          b.push(kept);
          how();
        };
        const address = addresses.columns[c]!;
        beforeEnd(
          f,
          [cell, end],
          context.exact,
          () => store(() => f.simdMemory(simd.v128_store, address)),
          (lane) => store(() => f.simdMemory(simd.v128_store32_lane, address + 4 * lane, lane)),
        );
      }
      f.advance(cell, 16);
    },
  );
  return f;
}

/**
 * noteFault(thread, step, cell, end): writes the first of the four rows, then columns, that is out of its limits, unless one is noted. Rows
 * from `end` on, 4 × that row, may be another thread's, and in any state then: it looks at them itself.
 */
export function faultFunction(context: PopulationContext): FunctionBuilder {
  const { population: p, index, addresses } = context;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [thread, step, cell, end] = [0, 1, 2, 3] as const;
  const lane = f.local('i32');
  f.get(thread)
    .memory(op.i32_load, threadWord.fault)
    .if(() => f.op(op.return));
  f.doWhile(() => {
    const inside = (): FunctionBuilder => f.get(cell).get(lane).op(op.i32_add).get(end).op(op.i32_lt_u);
    inside().if(() => {
      for (let c = 0; c < p.states; c++) {
        f.get(cell).get(lane).op(op.i32_add).memory(op.f32_load, addresses.columns[c]!).op(op.f32_abs);
        f.f32(p.columns[c]!.limit)
          .op(op.f32_le)
          .op(op.i32_eqz)
          .if(() => {
            f.get(thread).i32(1).memory(op.i32_store, threadWord.fault);
            f.get(thread).get(step).memory(op.i32_store, threadWord.faultStep);
            f.get(thread).i32(index).memory(op.i32_store, threadWord.faultPopulation);
            f.get(thread).get(cell).get(lane).op(op.i32_add).i32(2).op(op.i32_shr_u);
            f.memory(op.i32_store, threadWord.faultCell);
            f.get(thread).i32(c).memory(op.i32_store, threadWord.faultColumn);
            f.op(op.return);
          });
      }
    });
    f.advance(lane, 4).get(lane).i32(16).op(op.i32_lt_u);
  });
  return f;
}
