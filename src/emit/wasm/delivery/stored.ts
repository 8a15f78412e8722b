/** Delivery of spikes along stored synapses. */

import { areLevels } from '../../../program/stored-weights.ts';
import { type Ring, ringLength, type Stored, storedOf } from '../../../program/synapses.ts';
import { control, type MemoryMap } from '../../../program/target/simd.ts';
import { FunctionBuilder } from '../function-builder.ts';
import { op } from '../opcodes.ts';
import { type DeliveryCalls, type DeliveryContext, plainCalls } from './delivery.ts';

/** Synapses per turn of the inner loop. */
const UNROLL = 4;

/** None where nothing is stored. */
export function storedCalls({ program, map, owners, add }: DeliveryContext): DeliveryCalls {
  const stored = storedOf(program);
  return plainCalls(stored.targets.length > 0 ? [add(deliverFunction(map, program.ring, stored, owners))] : []);
}

/**
 * deliver(list, end, row, ring): each spiking cell in the list adds its weights to the accumulators of its targets. `row`: 4 × first
 * entry of this step's row; `ring`: address of the thread's ring. With `owners` threads that share one ring,
 * deliver(list, end, row, ring, thread): to those of its targets that are the thread's.
 *
 * Rows follow one another in a ring, so addresses past its end start again. Where all delays are the same, all targets of a step lie on
 * one side of that seam, and no synapse has to ask.
 */
function deliverFunction(map: MemoryMap, accumulators: Ring, stored: Stored, owners: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', ...(owners > 1 ? ['i32' as const] : [])]);
  const [list, end, row, ring, thread] = [0, 1, 2, 3, 4] as const;
  const at = f.local('i32');
  const last = f.local('i32');
  const base = f.local('i32');
  const limit = f.local('i32');
  const target = f.local('i32');
  const bytes = 4 * ringLength(accumulators);

  const synapse = (offset: number, seam: boolean): void => {
    f.get(at)
      .memory(op.i32_load, map.targets + offset)
      .i32(2)
      .op(op.i32_shl)
      .get(base)
      .op(op.i32_add)
      .set(target);
    if (seam) {
      f.get(target).i32(bytes).op(op.i32_sub);
      f.get(target);
      f.get(target).get(limit).op(op.i32_ge_u).op(op.select).set(target);
    }
    f.get(target).get(target).memory(op.i32_load, 0);
    const { weights } = stored;
    /** Half as far as the target. */
    const short = (load: number): FunctionBuilder =>
      f
        .get(at)
        .i32(1)
        .op(op.i32_shr_u)
        .memory(load, map.weights + offset / 2, 1);
    if (weights === null) f.i32(1);
    else if (areLevels(weights)) short(op.i32_load16_u).i32(2).op(op.i32_shl).memory(op.i32_load, map.levels);
    else if (weights instanceof Int16Array) short(op.i32_load16_s);
    else f.get(at).memory(op.i32_load, map.weights + offset);
    f.op(op.i32_add).memory(op.i32_store, 0);
  };
  const spikes = (seam: boolean): void => {
    f.while(
      () => f.get(list).get(end).op(op.i32_lt_u),
      () => {
        f.get(list).memory(op.i32_load, 0);
        if (owners > 1) f.i32(owners).op(op.i32_mul).get(thread).op(op.i32_add);
        f.i32(2).op(op.i32_shl).tee(target);
        f.memory(op.i32_load, map.rows).i32(2).op(op.i32_shl).set(at);
        f.get(target)
          .memory(op.i32_load, map.rows + 4)
          .i32(2)
          .op(op.i32_shl)
          .set(last);
        f.while(
          () =>
            f
              .get(last)
              .get(at)
              .op(op.i32_sub)
              .i32(4 * UNROLL)
              .op(op.i32_ge_u),
          () => {
            for (let i = 0; i < UNROLL; i++) synapse(4 * i, seam);
            f.advance(at, 4 * UNROLL);
          },
        );
        f.while(
          () => f.get(at).get(last).op(op.i32_lt_u),
          () => {
            synapse(0, seam);
            f.advance(at, 4);
          },
        );
        f.advance(list, 4);
      },
    );
  };
  const passes = (word: number): FunctionBuilder =>
    f.get(row).i32(0).memory(op.i32_load, word).op(op.i32_add).i32(bytes).op(op.i32_ge_u);

  f.get(ring).get(row).op(op.i32_add).set(base);
  f.get(ring).i32(bytes).op(op.i32_add).set(limit);
  passes(control.nearest).if(
    () => f.get(base).i32(bytes).op(op.i32_sub).set(base),
    () =>
      passes(control.farthest).if(() => {
        spikes(true);
        f.op(op.return);
      }),
  );
  spikes(false);
  return f;
}
