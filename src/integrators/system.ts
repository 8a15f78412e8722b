/** A system of ordinary differential equations as integrators see it, and what an integrator is. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { some, topological, transform } from '../expression/visit.ts';

export interface Variable {
  readonly name: string;
  /** d/dt over current `state` leaves, parameters and time, per ms. */
  readonly derivative: Expr;
  /** Whether it has the dimension of a voltage: `staggered` advances these first. */
  readonly voltage: boolean;
}

export type System = readonly Variable[];

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
  /** Whether it wants synaptic variables in the same system as the membrane instead of advanced beforehand. */
  readonly joint?: boolean;
  /** Whether its stages evaluate derivatives away from the old state, so that variables must be held inside the stages. */
  readonly stages?: boolean;
  /** A sentence that says why it does not fit this system, if it does not. */
  refuses?(system: System): string | undefined;
  /** The variables after a step of length h (ms), in order, over their current values. */
  advance(system: System, h: Expr): Expr[];
  /** What `advance` adds to each variable, where it is a sum: for sums that keep what rounding loses. Undefined where it is a product. */
  increments?(system: System, h: Expr): (Expr | undefined)[];
  /**
   * Standard deviation over a step of the noise that white noise of unit amplitude puts on `variable`; default √h (Euler–Maruyama,
   * Kloeden & Platen 1992, §10.2).
   */
  noiseScale?(variable: Variable, h: Expr): Expr;
}

/** ∂f_i/∂y_j, row by row. */
export function jacobian(system: System): Expr[] {
  return system.flatMap((row) => system.map((column) => derivative(row.derivative, column.name)));
}

/** Whether the expression varies with any state variable. */
export const dependsOnState = (e: Expr): boolean => some(e, (node) => node.op === 'state');

/** Whether the expression varies from step to step or from cell to cell by itself (time, noise, events). */
export const variesByItself = (e: Expr): boolean =>
  some(e, (node) => ['time', 'step', 'random', 'inlet', 'lookup'].includes(node.op));

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
  switch (node.op) {
    case 'number':
      return node.value > 0;
    case 'dt':
    case 'exp':
    case 'exprel':
      return true;
    case 'add':
    case 'mul':
    case 'div':
    case 'min':
      return x && y;
    case 'max':
      return x || y;
    case 'sqrt':
    case 'pow':
      return x;
    default:
      return false;
  }
}
