/** Delivery by the synapses of one kind as functions of the module. */

import type { Program } from '../../../program/program.ts';
import type { DerivedUniform, MemoryMap } from '../../../program/target/simd.ts';
import type { FunctionBuilder } from '../function-builder.ts';
import type { ConstantPool } from '../lanes.ts';

export interface DeliveryContext {
  readonly program: Program;
  readonly map: MemoryMap;
  readonly pool: ConstantPool;
  readonly relaxed: boolean;
  /** Threads that share one ring, each taking all spikes to its own cells; 1 where each has its own ring. */
  readonly owners: number;
  /** Further uniforms of a population that the code wants, to be filled as it is made. */
  readonly derivedOf: (population: number) => DerivedUniform[];
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
  /** Of the passes over pathways (see `program/pathway.ts`), one after another. Their fifth parameter is the step. */
  readonly passes: readonly (readonly number[])[];
  /** Whether the first pass reads cells that belong to other threads: these must have their next state by then. */
  readonly firstReadsOthers: boolean;
}

export const plainCalls = (plain: readonly number[]): DeliveryCalls => ({
  plain,
  passes: [],
  firstReadsOthers: false,
});
