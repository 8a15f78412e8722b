/** A system of ordinary differential equations as integrators see it, and what an integrator is. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import { type Expr, isOperation } from '../expression/node.ts';
import { rowOf } from '../expression/ops.ts';
import { some, statesOf, topological, transform } from '../expression/visit.ts';

export interface SystemVariable {
  readonly name: string;
  /** d/dt over current `state` leaves, parameters and time, per ms. */
  readonly derivative: Expr;
  /** Whether it has the dimension of a voltage: `staggered` advances these first. */
  readonly voltage: boolean;
}

export type System = readonly SystemVariable[];

/** Variables whose way through a step is known: linear ones that see none but themselves. Over their values at its start. */
export interface Course {
  /** Values `offset` (ms) after the start of the step. */
  at(offset: Expr): ReadonlyMap<string, Expr>;
  /** Means over the first `length` (ms) of the step. */
  mean(length: Expr): ReadonlyMap<string, Expr>;
}

export interface Integrator {
  readonly name: string;
  /** Other names of the same rule. */
  readonly aliases?: readonly string[];
  /** One line for people. */
  readonly title: string;
  /** Order of convergence on smooth autonomous systems; Infinity if it is exact. */
  readonly order: number;
  /** Paper or book, with the equation. */
  readonly source: string;
  /** Whether it evaluates slopes only, without exponentials or divisions: stiff equations then bound its step. */
  readonly explicit?: boolean;
  /** Whether it takes exponential steps of its variables, which stay bounded on stiff equations, whatever the step. */
  readonly exponential?: boolean;
  /**
   * Whether a voltage that runs away into a spike is seen by the other variables as it was before the step only, so that the reset takes
   * the rest.
   */
  readonly containsRunaway?: boolean;
  /** The noise that it integrates: of constant amplitude only, or also of one that depends on the state (multiplicative, Itô). */
  readonly noise: 'additive' | 'any';
  /**
   * What it makes of variables that are linear with constant coefficients among themselves, as synaptic ones are:
   * - 'moving': they follow their exact course, and the others see them move within the step, through `course`;
   * - 'held': they decay exactly, then take what arrives, and the others see that value for the whole step;
   * - 'joint': they are part of the system like any other variable.
   */
  readonly synapses: 'moving' | 'held' | 'joint';
  /** Whether its stages evaluate derivatives away from the old state, so that variables must be held inside the stages. */
  readonly stages?: boolean;
  /**
   * Whether a variable's step depends on how others move in it, through the whole Jacobian, so that variables must be held inside it as
   * well; and whether that matrix is made of constants, or anew in each step.
   */
  readonly jacobian?: 'constant' | 'varying';
  /** Whether it solves with that matrix by elimination, and needs no function of it. */
  readonly eliminates?: boolean;
  /** A sentence that says why it does not fit this system, if it does not. */
  refuses?(system: System): string | undefined;
  /** The variables after a step of length h (ms), in order, over their current values. `course`: where `synapses` is 'moving'. */
  advance(system: System, h: Expr, course?: Course): Expr[];
  /**
   * Standard deviation over a step of the noise that white noise of unit amplitude puts on `variable`; default √h (Euler–Maruyama,
   * Kloeden & Platen 1992, §10.2).
   */
  noiseScale?(variable: SystemVariable, h: Expr): Expr;
}

/** ∂f_i/∂y_j, row by row. */
export function jacobian(system: System): Expr[] {
  return system.flatMap((row) => system.map((column) => derivative(row.derivative, column.name)));
}

/** The system split into parts that do not see one another, each in the order of the system. */
export function blocks(system: System): System[] {
  const parts: SystemVariable[][] = [];
  for (const variable of system) {
    const seen = statesOf(variable.derivative);
    const touching = parts.filter((part) =>
      part.some((other) => seen.has(other.name) || statesOf(other.derivative).has(variable.name)),
    );
    const merged = [...touching.flat(), variable];
    for (const part of touching) parts.splice(parts.indexOf(part), 1);
    parts.push(merged);
  }
  return parts.map((part) => part.sort((x, y) => system.indexOf(x) - system.indexOf(y)));
}

/** Linear parts with more variables than this are taken exactly only where it is asked for: matrices grow with the cube of their number. */
export const LARGEST_EXACT = 16;

/** Most variables that matrix functions take together: making one costs the cube of their number. */
const MOST_JOINT = 64;
/** Elimination keeps the zeros of a sparse Jacobian, but its expressions nest as deep as there are variables. */
const MOST_ELIMINATED = 256;

/** Why an integrator does not take so many variables, if it does not. */
export function refuseLarge({ name, jacobian: matrix, eliminates }: Integrator, system: System): string | undefined {
  const most = eliminates ? MOST_ELIMINATED : MOST_JOINT;
  if (matrix === undefined || system.length <= most) return undefined;
  const largest = matrix === 'constant' ? Math.max(...blocks(system).map((part) => part.length)) : system.length;
  return largest > most
    ? `'${name}' makes a matrix of the ${largest} variables of a cell${matrix === 'constant' ? ' that see one another' : ''}, and takes at most ${most}; use 'exp_midpoint', 'rk4' or another rule without matrices.`
    : undefined;
}

/** Whether the expression varies with any state variable. */
export const dependsOnState = (e: Expr): boolean => some(e, (node) => node.op === 'state' || node.op === 'previous');

/** Whether the expression varies from step to step or from cell to cell by itself (time, noise, events). */
export const variesByItself = (e: Expr): boolean =>
  some(e, (node) => ['time', 'step', 'draw', 'inlet', 'lookup'].includes(node.op));

const jumps = (e: Expr): boolean => isOperation(e) && rowOf(e.op).jumps === true;

/** A derivative and a variable that it is not linear in with a constant coefficient; undefined where there is none. */
export function nonlinearity(system: System): { readonly row: string; readonly column: string } | undefined {
  const jumping = (e: Expr, name: string): boolean => some(e, (node) => jumps(node) && statesOf(node).has(name));
  for (const { name: row, derivative: slope } of system)
    for (const column of statesOf(slope)) {
      const known = slopeIn(slope, column);
      if (!known || dependsOnState(known) || variesByItself(known) || jumping(slope, column)) return { row, column };
    }
  return undefined;
}

/** ∂slope/∂(state `name`), or undefined where it has none (a table of the state, say). */
export function slopeIn(slope: Expr, name: string): Expr | undefined {
  try {
    return derivative(slope, name);
  } catch {
    return undefined;
  }
}

/** The expressions with time moved forward: `time` becomes time + offset (ms). */
export function atTime(roots: readonly Expr[], offset: Expr): Expr[] {
  return offset === b.zero ? [...roots] : transform(roots, (e) => (e === b.time ? b.add(b.time, offset) : undefined));
}

/** Whether every value of the expression is certainly above zero, whatever the state. Parameters may have either sign. */
export function isPositive(e: Expr): boolean {
  const known = new Map<Expr, 1 | 0>();
  for (const node of topological([e])) {
    const [x, y] = node.args.map((a) => known.get(a) === 1);
    known.set(node, rule(node, x ?? false, y ?? false) ? 1 : 0);
  }
  return known.get(e) === 1;
}

function rule(node: Expr, x: boolean, y: boolean): boolean {
  if (node.op === 'number') return node.value > 0;
  if (!isOperation(node)) return node.op === 'dt';
  const row = rowOf(node.op);
  return row.gives === 'real' && (row.positive?.(x, y) ?? false);
}
