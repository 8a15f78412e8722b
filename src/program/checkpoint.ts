/** The state of a program before its first step, as engines restore it. */
import type { Program } from './program.ts';

/** Structure of `engine/engine.ts`'s Checkpoint at step 0. */
export function initialCheckpoint(program: Program): {
  step: number;
  columns: Float64Array[][];
  accumulators: Int32Array;
  weights?: Float64Array[];
} {
  return {
    step: 0,
    columns: program.populations.map((p) =>
      p.columns.map((c) => (typeof c.initial === 'number' ? new Float64Array(p.size).fill(c.initial) : c.initial)),
    ),
    accumulators: new Int32Array(program.fanout.slots * program.fanout.width),
    ...(program.pathways?.length
      ? { weights: program.pathways.map((p) => p.plasticity?.initial ?? new Float64Array(0)) }
      : {}),
  };
}
