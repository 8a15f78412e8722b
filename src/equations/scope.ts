/** What names mean inside an expression. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { Dimension } from '../quantity/dimension.ts';
import type { Model } from './model.ts';
import { parseTables, type Table } from './tables.ts';

export interface Variable {
  readonly kind: 'state' | 'parameter' | 'derived' | 'sum';
  /** 'boolean': its value is a condition. */
  readonly dimension: Dimension | 'boolean';
  readonly value: Expr;
}

export interface Scope {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly tables: ReadonlyMap<string, Table>;
  /** Words with their own meaning that may be used here, for sentences; default: t, dt, i and pi. */
  readonly builtins?: readonly string[];
}

/** Numbers the random draws of the expressions that belong together; counts go up as expressions are read. */
export interface DrawCounts {
  uniform: number;
  normal: number;
}

export const noDraws = (): DrawCounts => ({ uniform: 0, normal: 0 });

/**
 * The scope of a model's own names, for initial values, weights and spike statements. `extra` adds parameters that the model does not
 * have (a synapse's weight); they become `parameter` leaves and hide model names.
 */
export function modelScope(
  model: Model,
  extra: Iterable<{ readonly name: string; readonly dimension: Dimension }> = [],
): Scope {
  const variables = new Map<string, Variable>();
  for (const { name, dimension } of model.states)
    variables.set(name, { kind: 'state', dimension, value: b.state(name) });
  for (const { name, dimension } of model.parameters)
    variables.set(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  for (const { name, dimension } of model.sums)
    variables.set(name, { kind: 'sum', dimension, value: b.parameter(name) });
  for (const { name, dimension, value } of model.derived) variables.set(name, { kind: 'derived', dimension, value });
  for (const { name, dimension } of extra)
    variables.set(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  return { variables, tables: parseTables(model.description.tables) };
}

/** A scope with nothing but numbers, functions, t, dt and i. */
export const emptyScope: Scope = { variables: new Map(), tables: new Map() };
