/** A cell model after checking: what `equations/` makes of text, and what integrators, networks and pages read. Internal units. */
import type { Expr } from '../expression/node.ts';
import type { Dimension } from '../quantity/dimension.ts';

/** What a user writes. Every text is parsed, checked and never executed. */
export interface CellDescription {
  /**
   * One equation per line, Brian2 syntax: `dv/dt = (E_L - v)/tau : mV (unless refractory)`, subexpressions `I = g*(E - v) : pA`,
   * declared parameters `g_L : nS`. `#` starts a comment.
   */
  readonly equations: string;
  /** Values of parameters: `'6 nS'`, a plain number if dimensionless, or one value per cell as an array of either. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Condition that makes a spike, for example `v > -50 mV` or `crosses(v, 0 mV)` (upward). */
  readonly threshold?: string;
  /**
   * Further events by name, each a condition at the end of a step, whether or not the cell is refractory: `{ gspike: 'v > 0.5' }`. They
   * move nothing of the cell; rules of synapses act at them. The cell has each as a variable too, 1 in a step in which it holds and else 0.
   */
  readonly events?: Readonly<Record<string, string>>;
  /** Statements carried out at a spike, separated by `;` or line ends: `v = E_L; w += b`. */
  readonly reset?: string;
  /** A duration (`5 ms`, or an expression of that unit) or a condition during which the cell is refractory. */
  readonly refractory?: string;
  /** Name of the integrator, unless the simulation names another. */
  readonly integrator?: string;
  /** Functions of one argument by table, for example `{ I_t: { values: ['0 nA', '1 nA'], dt: '1 ms' } }`, used as `I_t(t)`. */
  readonly tables?: Readonly<Record<string, TableDescription>>;
}

export type ParameterValue = string | number | readonly (string | number)[];

export interface TableDescription {
  /** One course, read as `name(x)`; or a list of courses of one length, read as `name(x, k)`, k = 0, 1, …, such as `i` for one per cell. */
  readonly values: readonly (string | number)[] | readonly (readonly (string | number)[])[];
  /** Width of one entry of the table, a quantity; entry ⌊x/dt⌋, clamped to the ends, is the value at x. */
  readonly dt: string;
}

/** The checked model. `state` leaves are current values; `previous(x)` those at the end of the previous step. */
export interface Model {
  readonly states: readonly StateVariable[];
  readonly parameters: readonly ModelParameter[];
  /** Sums over other cells, which couplings put together in each step; `parameter` leaves in expressions. */
  readonly sums: readonly SummedVariable[];
  /** Named subexpressions, inlined wherever they are used; kept here so that they can be plotted. */
  readonly derived: readonly DerivedVariable[];
  readonly threshold: Expr | undefined;
  /** Further conditions, of what rules of synapses act at; left out where there are none. */
  readonly events?: readonly { readonly name: string; readonly condition: Expr }[];
  /** In order; each sees the effect of those before it. */
  readonly reset: readonly Assignment[];
  readonly refractory: { readonly kind: 'duration' | 'condition'; readonly value: Expr } | undefined;
  readonly integrator: string | undefined;
  readonly tables: readonly { readonly name: string; readonly values: Float64Array }[];
  /** How many uniform and normal draws per step its expressions use. */
  readonly draws: { readonly uniform: number; readonly normal: number };
  readonly bounds?: readonly Bound[];
  /** The text it was made from. */
  readonly description: CellDescription;
}

/** What is known of a model's variables whatever the step: names, dimensions, units. Every `Model` is one. */
export interface ModelShape {
  readonly states: readonly Named[];
  readonly parameters: readonly Named[];
  readonly derived: readonly Named[];
  readonly sums?: readonly Named[];
}

interface Named {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
}

/** The names of all its variables and parameters. */
export const namesOf = ({ states, parameters, derived, sums = [] }: ModelShape): Set<string> =>
  new Set([...states, ...parameters, ...derived, ...sums].map((v) => v.name));

export interface StateVariable {
  readonly name: string;
  readonly dimension: Dimension;
  /** As the user wrote it: 'mV'. */
  readonly unit: string;
  /** d/dt without its noise terms, per ms. */
  readonly derivative: Expr;
  /** White-noise terms: d/dt gains amplitude·ξ, where ξ of equal `source` is the same noise; amplitude in unit·ms^-½. */
  readonly noise: readonly { readonly source: string; readonly amplitude: Expr }[];
  /** Held (also against synaptic events) while the cell is refractory. */
  readonly unlessRefractory: boolean;
  /** Where its values end, internal units; beyond, the run has blown up. Undefined: far beyond what is sensible. */
  readonly limit?: number;
}

export interface ModelParameter {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  /** One number, or one per cell, in internal units; undefined where the user declared the parameter and gave no value yet. */
  readonly value: number | Float64Array | undefined;
  /** Whether the user declared it the same for all cells. */
  readonly shared?: boolean;
}

/** Declared as 'I_gap : pA (summed)'. Held during a step; 0 without couplings. */
export interface SummedVariable {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  /** Whether the user declared it the same for all cells. */
  readonly shared: boolean;
}

/** A value that the host knows and that must lie within bounds, whenever a parameter changes. */
export interface Bound {
  /** Over shared parameters and dt. */
  readonly value: Expr;
  /** The value is at least 0 and at most this. */
  readonly most: number;
  /** 'The mean of poisson', in sentences. */
  readonly what: string;
  /** What to do, as a clause. */
  readonly advice: string;
}

export interface DerivedVariable {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly value: Expr;
}

export interface Assignment {
  readonly target: string;
  readonly value: Expr;
}
