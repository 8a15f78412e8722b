/** Code of one population: `gather`, `integrate` and `detect` of one step, four cells at a time. */

import type { Expr } from '../../expression/node.ts';
import { refusal } from '../../program/target/refusals.ts';
import { threadWord } from '../../program/target/simd.ts';
import { Analysis } from './analysis.ts';
import {
  BLOCK,
  CELL,
  derivedUniform,
  END,
  LIST,
  type PopulationContext,
  ROW,
  SCRATCH_SLOTS,
  STEP,
  THREAD,
  tableOf,
} from './context.ts';
import { FunctionBuilder } from './function-builder.ts';
import { LaneBuilder } from './lanes.ts';
import { Lowering } from './lowering.ts';
import { op, simd } from './opcodes.ts';
import type { Signed } from './ops.ts';
import { stagesOf } from './stages.ts';
import { StepValues } from './step-values.ts';
import { invariantsOf, Vector } from './vector.ts';

/** Latency (cycles) after which a loop is cut. */
const BUDGET = 90;

/**
 * advance(step, begin, end, row, list, thread) → list: cells begin/4 … end/4 − 1; `row`: 4 × first entry of this step's ring row;
 * `list`: where to note spiking cells; `thread`: the thread's block. `noteFault`: number of the function of `faultFunction`.
 */
export function populationFunction(context: PopulationContext, noteFault: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['i32']);
  const b = new LaneBuilder(f, context.pool, context.relaxed);
  const analysis = new Analysis(context.roots);
  const locals = {
    sums: f.local('i32'),
    scratch: f.local('i32'),
    blockEnd: f.local('i32'),
    blockStart: f.local('i32'),
  };
  const invariants = invariantsOf(context, b);
  const steps = new StepValues({
    f,
    step: STEP,
    dt: context.dt,
    isFixed: analysis.isFixed,
    derived: (e) => derivedUniform(context, e, true),
    table: (i) => tableOf(context, i),
  });
  const stages = stagesOf(analysis, context.budget ?? BUDGET, (e) => steps.covers(e));
  const known = new Map<Expr, { slot: number; negative: boolean }>();
  let slots = 0;
  f.while(
    () => f.get(CELL).get(END).op(op.i32_lt_u),
    () => {
      if (stages.count > 1) {
        f.get(CELL).tee(locals.blockStart);
        f.i32(4 * BLOCK)
          .op(op.i32_add)
          .tee(locals.blockEnd);
        f.get(END).get(locals.blockEnd).get(END).op(op.i32_lt_u).op(op.select);
      } else f.get(END);
      f.set(locals.blockEnd);
      stages.kept.forEach((kept, s) => {
        const last = s === stages.count - 1;
        if (s > 0) f.get(locals.blockStart).set(CELL);
        if (stages.count > 1) f.get(THREAD).memory(op.i32_load, threadWord.scratch).set(locals.scratch);
        f.doWhile(() => {
          if (context.population.inlets.length > 0) f.get(CELL).get(ROW).op(op.i32_add).set(locals.sums);
          const vector = new Vector(context, b, steps, invariants, locals.sums);
          const fetched = [...known].map(([e, { slot, negative }]): [Expr, () => Signed] => [
            e,
            () => {
              f.get(locals.scratch).simdMemory(simd.v128_load, 4 * BLOCK * slot);
              return { lanes: b.pop(), negative };
            },
          ]);
          const lowering = new Lowering(b, vector, analysis, new Map(fetched));
          if (last) vector.finish(lowering, noteFault);
          const values = kept.map((e) => ({ e, ...lowering.signed(e) }));
          for (const { e, lanes, negative } of values) {
            known.set(e, { slot: slots, negative });
            f.get(locals.scratch);
            b.push(lanes);
            f.simdMemory(simd.v128_store, 4 * BLOCK * slots++);
          }
          if (stages.count > 1) f.advance(locals.scratch, 16);
          f.advance(CELL, 16).get(CELL).get(locals.blockEnd).op(op.i32_lt_u);
        });
      });
    },
  );
  if (slots > SCRATCH_SLOTS)
    throw refusal('wasm-stages', { population: context.population.name, needed: slots, allowed: SCRATCH_SLOTS });
  f.get(LIST);
  return f;
}
