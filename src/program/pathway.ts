/**
 * Synapses that deliver more than a constant, or that have a state: graded ones (short-term plasticity), plastic ones (STDP), ones with
 * variables of their own. They share the ring of accumulators with all others, so `gather` does not tell them apart.
 *
 * Contract of the `deliver` phase of step k, after all cells of all populations have their next state and after all other groups. A pathway
 * has passes, one after another; pass n of all pathways is over before pass n + 1 of any begins. `state` means the columns as they stand at
 * the end of step k; i is a source cell, j a target cell, s a synapse:
 *
 * - a pass over the source: for every source cell i to which the pass applies, for every s of its row:
 *      if the pass delivers:
 *        q = plasticity ? round(w[s] ÷ quantum × (amount ?? 1)) : weights ? weights[s] : 1
 *        a = amplitude === undefined ? 1 : state[source][amplitude][i], a whole number
 *        accumulator[((k mod slots)·width + targets[s]) mod (slots·width)] += q·a
 *      the variables of s ← the changes of the pass, all from the values before it; w clipped to [low, high]
 * - a pass over the target: for every target cell j to which it applies, for every s of its column: the changes
 *
 * A pass applies to cells that spiked in step k, or whose column of a flag is above ½ at its end (events), or to all of them (equations).
 *
 * A synapse delivers the weight that it had before its own update. No synapse is touched twice in a pass, so the result does not depend on
 * the order of cells: a GPU needs one dispatch for each pass and no atomics on weights. Values are f32 where the state is; sums are
 * integers as everywhere.
 */
import type { Expr } from '../expression/node.ts';

export interface Pathway {
  readonly kind: 'pathway';
  /** Name of the projection. */
  readonly name: string;
  /** Numbers of the populations that keep the traces of its two ends, and whose spikes count there. */
  readonly source: number;
  /** As large as the population of the inlet: that itself, or one whose cell j stands for its cell j. */
  readonly target: number;
  /** Number of the population of the source cells themselves; that of the target cells is the inlet's. */
  readonly sourceCells: number;
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
  /** Left out: one that delivers at the spikes of the source. */
  readonly passes?: readonly Pass[] | undefined;
}

/** The new value of a variable of a synapse. */
export interface Change {
  /** 0 is the weight. */
  readonly variable: number;
  /**
   * Leaves: numbers; variables of the `synapse`; columns of the populations `source` and `target` (`pre`, `post`) and of the cells
   * themselves (`source`, `target`), cell i and cell j; uniforms of the population of the inlet; the number of the `step`.
   */
  readonly value: Expr;
}

export interface Pass {
  /** Whose cells it goes through, by rows or by columns. */
  readonly over: 'source' | 'target';
  /**
   * The cells that it applies to, of the populations `source` and `target` unless another, as large, is named: those that spike, those with
   * a flag up, or all.
   */
  readonly at:
    | { readonly kind: 'spikes'; readonly population: number }
    | { readonly kind: 'flag'; readonly population: number; readonly column: string }
    | { readonly kind: 'all' };
  /** Whether it delivers; passes over the target never do. */
  readonly delivers: boolean;
  readonly changes: readonly Change[];
}

/** A variable of every synapse besides its weight. */
interface SynapseVariable {
  readonly name: string;
  /** Unit of the values as shown to people. */
  readonly unit: string;
  /** Its value in step k, where its events alone bring it up to date; over the leaves of a `Change`. */
  readonly now?: Expr | undefined;
}

export interface Plasticity {
  /** Unit of the weights as shown to people. */
  readonly unit: string;
  /** Values at time 0 in internal units: the weights, one per synapse, then variable by variable. */
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
  /** Variables 1, 2, … of every synapse; variable 0 is the weight. */
  readonly variables: readonly SynapseVariable[];
  /** What a spike delivers of the weight, from −1 to 1, from the values before the changes of its pass; undefined: all. */
  readonly amount: Expr | undefined;
  /** Column pointers, one more than the target population has cells. */
  readonly columns: Uint32Array;
  /** Synapse numbers, target cell by target cell, ascending within one. */
  readonly synapses: Uint32Array;
  /** Source cell of each of these, in the same order. */
  readonly sources: Uint32Array;
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

/** Its passes, in order. */
export const passesOf = ({ passes, source }: Pathway): readonly Pass[] =>
  passes ?? [{ over: 'source', at: { kind: 'spikes', population: source }, delivers: true, changes: [] }];

/** Passes of the deliver phase: as many as the pathway with the most has. */
export const passCount = (pathways: readonly Pathway[]): number =>
  Math.max(0, ...pathways.map((pathway) => passesOf(pathway).length));

/** The expressions of a pass: what it delivers, if that is not all, then its changes. */
export const rootsOf = ({ plasticity }: Pathway, { delivers, changes }: Pass): readonly Expr[] => [
  ...(delivers && plasticity?.amount ? [plasticity.amount] : []),
  ...changes.map((change) => change.value),
];

/** Whether its passes need the columns of synapses by target. */
export const hasColumns = (pathway: Pathway): boolean => passesOf(pathway).some(({ over }) => over === 'target');
