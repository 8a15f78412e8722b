/** What the stimulus models share. */
import type { Model, ModelParameter, ModelShape, StateVariable } from '../equations/model.ts';
import type { Expr } from '../expression/node.ts';

/** A stimulus: what it is at a step of dt ms, and what of that does not depend on the step. */
export interface Source {
  readonly shape: ModelShape;
  /** Throws a UserError where dt (ms) does not fit. */
  model(dt: number): Model;
}

/** A stimulus source as a cell model without equations: it spikes where `threshold` is true. */
export function sourceModel(parts: {
  readonly states?: readonly StateVariable[];
  readonly parameters: readonly ModelParameter[];
  readonly threshold: Expr;
  readonly reset?: Model['reset'];
  readonly tables?: Model['tables'];
  readonly draws?: number;
  readonly bounds?: Model['bounds'];
  /** Its condition in words, for people. */
  readonly says: string;
}): Model {
  return {
    states: parts.states ?? [],
    parameters: parts.parameters,
    sums: [],
    derived: [],
    threshold: parts.threshold,
    reset: parts.reset ?? [],
    refractory: undefined,
    integrator: undefined,
    tables: parts.tables ?? [],
    bounds: parts.bounds ?? [],
    draws: { uniform: parts.draws ?? 0, normal: 0 },
    description: { equations: '', threshold: parts.says },
  };
}
