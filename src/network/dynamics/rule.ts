/** What a release or a plasticity is read into. */
import type { ModelParameter } from '../../equations/model.ts';
import type { SynapticVariable } from '../../equations/synaptic.ts';
import type { Expr } from '../../expression/node.ts';
import type { Change } from '../../program/pathway.ts';
import type { Dimension } from '../../quantity/dimension.ts';
import type { Attachment } from '../attachment.ts';
import type { CellEnd } from '../cell-scope.ts';
import type { Slice } from '../population.ts';
import type { RoutineRule } from '../synapse-rules.ts';
import type { SynapseValue } from '../synapse-values.ts';
import type { DelayPlace, PlasticityDescription } from './description.ts';

/** State of the ends and of the synapses, checked. */
export interface Dynamics {
  readonly source: Attachment | undefined;
  readonly target: Attachment | undefined;
  readonly plasticity: PlasticRule | undefined;
}

/** A variable of the synapses besides their weight. */
export interface RuleVariable {
  readonly name: string;
  readonly unit: string;
  readonly dimension: Dimension;
  readonly initial: SynapseValue;
  /** Its value in a step, where events alone bring it up to date. */
  readonly now: Expr | undefined;
}

export interface RuleEvent {
  readonly at: CellEnd;
  readonly event: string | undefined;
  /** ms */
  readonly delay: number;
  readonly changes: readonly Change[];
}

/** Expressions are over the leaves of `program/pathway.ts`, with shared parameters of the target population in the place of uniforms. */
export interface PlasticRule {
  /** What it was read from. */
  readonly description: Omit<PlasticityDescription, 'range'>;
  /** The variables of its equations that have a derivative, the weight among them if it does. */
  readonly moving: readonly SynapticVariable[];
  /** Undefined: whatever the weights are. */
  readonly bounds: readonly [low: number, high: number] | undefined;
  readonly variables: readonly RuleVariable[];
  readonly onPre: readonly Change[];
  readonly onPost: readonly Change[];
  readonly on: readonly RuleEvent[];
  readonly step: readonly Change[] | undefined;
  readonly amount: Expr | undefined;
  readonly delays: DelayPlace;
  /** Events in the place of spikes. */
  readonly at: { readonly source?: string; readonly target?: string };
  readonly parameters: readonly ModelParameter[];
  /** Variables of the cells of which their values before the reset are kept. */
  readonly views: Readonly<Record<CellEnd, readonly string[]>>;
  readonly routines: readonly (RoutineRule & { /** ms */ readonly interval: number })[];
}

/** What a plasticity or a release is read for. */
export interface PlasticContext {
  readonly source: Slice;
  readonly target: Slice;
  /** Of the weights. */
  readonly dimension: Dimension;
}
