/** Delivery by the synapses of one kind as functions of the module. */

import type { Program } from '../../../program/program.ts';
import type { MemoryMap } from '../../../program/target/simd.ts';
import type { FunctionBuilder } from '../function-builder.ts';
import type { ConstantPool } from '../lanes.ts';

export interface DeliveryContext {
  readonly program: Program;
  readonly map: MemoryMap;
  readonly pool: ConstantPool;
  readonly relaxed: boolean;
  /** Threads that share one ring, each taking all spikes to its own cells; 1 where each has a ring of its own. */
  readonly owners: number;
  /** Adds a function to the module and answers its number. */
  readonly add: (f: FunctionBuilder) => number;
}

/**
 * Numbers of functions (list, end, row, ring) that each deliver the spikes of a list: cells, from address `list` to `end`. `row`: 4 × first
 * entry of this step's row; `ring`: address of the thread's ring. With several owners a fifth parameter is the thread.
 */
export interface DeliveryCalls {
  /** Of synapses that do not change with use, in any order. */
  readonly plain: readonly number[];
  /** Of the two halves of the phase (see `program/pathway.ts`). */
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** Whether `first` reads cells of the other end, which belong to other threads: these must have their next state by then. */
  readonly firstReadsOthers: boolean;
}

export const plainCalls = (plain: readonly number[]): DeliveryCalls => ({
  plain,
  first: [],
  second: [],
  firstReadsOthers: false,
});
