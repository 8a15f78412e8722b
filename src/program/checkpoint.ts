/** The state of a program before its first step, as engines restore it. */
import type { Program } from './program.ts';
import { ringLength, weightedOf } from './synapses.ts';

/** Structure of `engine/engine.ts`'s Checkpoint at step 0. */
export function initialCheckpoint(program: Program): {
  step: number;
  columns: Float64Array[][];
  accumulators: Int32Array;
  weights?: Float64Array[];
} {
  const weighted = weightedOf(program);
  return {
    step: 0,
    columns: program.populations.map((p) =>
      p.columns.map((c) =>
        typeof c.initial === 'number' ? new Float64Array(p.space.rows).fill(c.initial) : c.initial,
      ),
    ),
    accumulators: new Int32Array(ringLength(program.ring)),
    ...(weighted.length > 0
      ? { weights: weighted.map(({ plasticity }) => plasticity?.initial ?? new Float64Array(0)) }
      : {}),
  };
}
