/** What a network's fan-out is to be built from, and what comes out. */
import type { Expr } from '../../expression/node.ts';
import type { DrawnPlan } from '../../network/drawn.ts';
import type { ConnectionRule, RuleTask } from '../../network/rules/rule.ts';
import type { SynapseReader, SynapseValue } from '../../network/synapse-values.ts';

/** One projection, resolved to numbers. */
export interface ProjectionPlan {
  readonly name: string;
  readonly rule: ConnectionRule;
  readonly task: RuleTask;
  /** Network-wide index of its first source. */
  readonly firstSource: number;
  /** First target within the target population. */
  readonly firstTarget: number;
  /** Cells of the target population. */
  readonly cells: number;
  /** Of targets with dendrites: per statement the places of which each synapse draws one. */
  readonly places: readonly (readonly number[])[] | undefined;
  /** The inlets that each of its synapses delivers to: one per statement of `onSpike`. */
  readonly inlets: readonly number[];
  /** Delay in steps, ≥ 1; or how such are read or drawn. */
  readonly delay: number | PerSynapse | DrawnPlan;
  /** Real factors of its synapses; drawn whole multiples of the quantum of its inlets; or undefined where all are 1. */
  readonly weight: PerSynapse | DrawnPlan | undefined;
}

/** Where a statement's places begin in its inlet: of one place alone at that; of several each synapse draws one later. */
export const placeOffset = ({ places, cells }: Pick<ProjectionPlan, 'places' | 'cells'>, statement: number): number => {
  const own = places?.[statement];
  return own?.length === 1 ? own[0]! * cells : 0;
};

/** Whether values are drawn by a table. */
export const isDrawn = (value: PerSynapse | DrawnPlan): value is DrawnPlan => 'table' in value;

export interface PerSynapse {
  readonly value: SynapseValue;
  readonly read: SynapseReader;
}

export interface InletPlan {
  /** Cells of its population. */
  readonly size: number;
  /** Whether its synapses carry their own real weights; then all of them do. */
  readonly perSynapse: boolean;
  /** Where its synapses carry drawn weights: what one unit of these stands for. */
  readonly quantum?: number | undefined;
}

export interface InletDraft extends InletPlan {
  /** Number of its population. */
  readonly population: number;
  /** State variable that gains `factor` × the sum of weights. */
  readonly variable: string;
  readonly factor: Expr;
  /** See `Projection.effects`. */
  readonly slope?: Expr | undefined;
}
