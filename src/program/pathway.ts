/**
 * Synapses that deliver more than a constant: graded ones (short-term plasticity) and plastic ones (STDP). They share the ring
 * of accumulators with all others, so `gather` does not tell them apart.
 *
 * Contract of the `deliver` phase of step k, after all cells of all populations have their next state and after all other
 * groups. `state`
 * means the columns as they stand at the end of step k; i is a source cell, j a target cell, s a synapse:
 *
 * 1. pre: for every pathway, for every source cell i that spiked in step k, for every s of its row:
 *      q = plasticity ? round(w[s] ÷ quantum) : weights ? weights[s] : 1
 *      a = amplitude === undefined ? 1 : state[source][amplitude][i], a whole number
 *      accumulator[((k mod slots)·width + targets[s]) mod (slots·width)] += q·a
 *      if plasticity.onPre: w[s] ← clip(onPre, low, high)
 * 2. post: for every pathway with plasticity.onPost, for every target cell j that spiked in step k, for every s of its column:
 *      w[s] ← clip(onPost, low, high)
 *
 * Pathways that are `postFirst` (spikes of their sources stand for arrivals in step k + 1) do 2 in the time of 1, and 1 in that of 2.
 *
 * A synapse delivers the weight that it had before its own update. No synapse is touched twice in 1 or twice in 2, and 2 begins when 1
 * has ended, so the result does not depend on the order of cells: a GPU needs one dispatch for each and no atomics on weights. Weights
 * are f32 where the state is; sums are integers as everywhere.
 */
import type { Expr } from '../expression/node.ts';

export interface Pathway {
  readonly kind: 'pathway';
  /** Name of the projection. */
  readonly name: string;
  /** Numbers of the populations whose spikes count at its two ends. */
  readonly source: number;
  /** As large as the population of the inlet: that itself, or one whose cell j stands for its cell j. */
  readonly target: number;
  /** Network-wide number of its inlet. */
  readonly inlet: number;
  /** Row pointers, one more than the source population has cells. */
  readonly rows: Uint32Array;
  /** Entries in the ring: delay·width + offsets[inlet] + j. So j = targets[s] mod width − offsets[inlet]. */
  readonly targets: Uint32Array;
  /** Integer weights; null where all are 1 or where they are plastic. */
  readonly weights: Int32Array | null;
  /** Column of the source population that holds the integer factor of a spike. */
  readonly amplitude: number | undefined;
  readonly plasticity: Plasticity | undefined;
}

export interface Plasticity {
  /** Unit of the weights as shown to people. */
  readonly unit: string;
  /** Weights at time 0 in internal units, one per synapse. */
  readonly initial: Float64Array;
  /** Bounds of the weights, internal units. */
  readonly low: number;
  readonly high: number;
  /** What one unit of the inlet's integer sum stands for, a power of two. */
  readonly quantum: number;
  /**
   * The smaller of the changes that `onPre` and `onPost` make where each end has spiked once, internal units; rules that change nothing do
   * not count. Undefined where that is not known.
   */
  readonly change?: number | undefined;
  /** Column pointers, one more than the target population has cells. */
  readonly columns: Uint32Array;
  /** Synapse numbers, target cell by target cell, ascending within one. */
  readonly synapses: Uint32Array;
  /** Source cell of each of these, in the same order. */
  readonly sources: Uint32Array;
  /**
   * The new weight at a spike of the source, and of the target. Leaves: numbers, the `weight`, and columns of the source population, cell i
   * (`pre`), and of the target population, cell j (`post`).
   */
  readonly onPre: Expr | undefined;
  readonly onPost: Expr | undefined;
  readonly postFirst: boolean;
}

/** Its arrays by name; null for those that it has not. */
export const pathwayArrays = ({ rows, targets, weights, plasticity }: Pathway) => ({
  rows,
  targets,
  /** Real where they are plastic. */
  weights: plasticity?.initial ?? weights,
  columns: plasticity?.columns ?? null,
  synapses: plasticity?.synapses ?? null,
  sources: plasticity?.sources ?? null,
});

/** What is done in the first and in the second half of the deliver phase: by spikes of sources ('pre') or of targets ('post'). */
export function halvesOf({ plasticity }: Pathway): readonly ['pre' | 'post', 'pre' | 'post'] {
  return plasticity?.postFirst ? ['post', 'pre'] : ['pre', 'post'];
}
