/** Explicit Runge–Kutta methods: one rule, the Butcher tableaux as data. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { atTime, type Course, type Integrator, type System } from './system.ts';

export interface Tableau {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly order: number;
  readonly source: string;
  /** Nodes, one per stage. */
  readonly c: readonly number[];
  /** Row i holds the weights of stages 0 … i − 1. */
  readonly a: readonly (readonly number[])[];
  /** Weights of the stages in the step. */
  readonly b: readonly number[];
}

const HAIRER = 'Hairer, Nørsett & Wanner 1993, Solving ODEs I, §II.1';
const RALSTON = 'Ralston 1962, Math. Comput. 16:431';

export const tableaux: readonly Tableau[] = [
  { name: 'euler', title: 'forward Euler', order: 1, source: HAIRER, c: [0], a: [[]], b: [1] },
  {
    name: 'midpoint',
    title: 'explicit midpoint',
    order: 2,
    source: HAIRER,
    c: [0, 1 / 2],
    a: [[], [1 / 2]],
    b: [0, 1],
  },
  {
    name: 'rk2',
    aliases: ['ralston2'],
    title: "Ralston's second-order method",
    order: 2,
    source: RALSTON,
    c: [0, 2 / 3],
    a: [[], [2 / 3]],
    b: [1 / 4, 3 / 4],
  },
  { name: 'heun2', title: "Heun's method", order: 2, source: HAIRER, c: [0, 1], a: [[], [1]], b: [1 / 2, 1 / 2] },
  {
    name: 'rk3',
    title: "Kutta's third-order method",
    order: 3,
    source: HAIRER,
    c: [0, 1 / 2, 1],
    a: [[], [1 / 2], [-1, 2]],
    b: [1 / 6, 2 / 3, 1 / 6],
  },
  {
    name: 'heun3',
    title: "Heun's third-order method",
    order: 3,
    source: HAIRER,
    c: [0, 1 / 3, 2 / 3],
    a: [[], [1 / 3], [0, 2 / 3]],
    b: [1 / 4, 0, 3 / 4],
  },
  {
    name: 'ralston3',
    title: "Ralston's third-order method",
    order: 3,
    source: RALSTON,
    c: [0, 1 / 2, 3 / 4],
    a: [[], [1 / 2], [0, 3 / 4]],
    b: [2 / 9, 1 / 3, 4 / 9],
  },
  {
    name: 'ssprk3',
    title: 'strong-stability-preserving third-order method',
    order: 3,
    source: 'Shu & Osher 1988, J. Comput. Phys. 77:439',
    c: [0, 1, 1 / 2],
    a: [[], [1], [1 / 4, 1 / 4]],
    b: [1 / 6, 1 / 6, 2 / 3],
  },
  {
    name: 'rk4',
    title: 'the classical fourth-order method',
    order: 4,
    source: HAIRER,
    c: [0, 1 / 2, 1 / 2, 1],
    a: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
    b: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  },
  {
    name: 'ralston4',
    title: "Ralston's fourth-order method",
    order: 4,
    source: RALSTON,
    c: [0, 0.4, 0.45573725, 1],
    a: [[], [0.4], [0.29697761, 0.15875964], [0.2181004, -3.05096516, 3.83286476]],
    b: [0.17476028, -0.55148066, 1.2055356, 0.17118478],
  },
];

/** h·Σ weights·slopes, or zero. */
function combination(weights: readonly number[], slopes: readonly Expr[], h: Expr): Expr {
  const sum = weights.reduce<Expr>((s, w, i) => b.add(s, b.mul(b.number(w), slopes[i]!)), b.zero);
  return b.mul(h, sum);
}

/**
 * Linear variables as each stage sees them: their values at its node, all moved by the same amount, so that the stages' weighted sum is
 * the true mean over the step. What flows through a synapse in a step is then exact; the amount is as small as the rule's own error.
 */
function stageValues({ b: weights, c }: Tableau, h: Expr, course: Course): ReadonlyMap<string, Expr>[] {
  const nodes = c.map((fraction) => course.at(b.mul(b.number(fraction), h)));
  const shifts = new Map(
    [...course.mean(h)].map(([name, mean]) => {
      const sum = weights.reduce<Expr>((s, w, i) => b.add(s, b.mul(b.number(w), nodes[i]!.get(name)!)), b.zero);
      return [name, b.sub(mean, sum)];
    }),
  );
  return nodes.map((values) => new Map([...values].map(([name, value]) => [name, b.add(value, shifts.get(name)!)])));
}

/** The method of a tableau. */
export function rungeKutta(tableau: Tableau): Integrator {
  return {
    name: tableau.name,
    ...(tableau.aliases ? { aliases: tableau.aliases } : {}),
    title: tableau.title,
    order: tableau.order,
    source: tableau.source,
    explicit: true,
    // One stage: each variable sees the others as they were, and Euler–Maruyama takes noise of any amplitude.
    containsRunaway: tableau.c.length === 1,
    noise: tableau.c.length === 1 ? 'any' : 'additive',
    // Forward Euler stays the plain method that the field means by it, for all variables.
    synapses: tableau.order > 1 ? 'moving' : 'joint',
    stages: tableau.c.length > 1,
    advance(system: System, h: Expr, course?: Course) {
      const y = system.map((v) => b.state(v.name));
      const f = system.map((v) => v.derivative);
      /** slopes[i][v]: stage i's derivative of variable v. */
      const slopes: Expr[][] = [];
      const known = course && stageValues(tableau, h, course);
      for (let i = 0; i < tableau.c.length; i++) {
        const offset = b.mul(b.number(tableau.c[i]!), h);
        const point = new Map(known?.[i]);
        system.forEach((v, j) => {
          const moved = combination(
            tableau.a[i]!,
            slopes.map((k) => k[j]!),
            h,
          );
          point.set(v.name, b.add(y[j]!, moved));
        });
        slopes.push(substituteStates(atTime(f, offset), point));
      }
      return y.map((value, j) =>
        b.add(
          value,
          combination(
            tableau.b,
            slopes.map((k) => k[j]!),
            h,
          ),
        ),
      );
    },
  };
}
