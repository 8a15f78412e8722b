/**
 * Integrators, each written from its formula on dense vectors: y' = f(y, t) for the variables that a rule advances itself, with Jacobian J.
 * Variables that are linear among themselves (see `dense.ts`) come with their exact course.
 */
import { exprel, type Machine } from './machine.ts';
import { identity, phi1, solved } from './matrices.ts';

/** One cell at the start of a step. */
export interface Cell {
  /** Values at the start of the step, events of the step included. */
  readonly y: readonly number[];
  /** Which variables the rule advances; the others are linear ones with a known course. */
  readonly free: readonly number[];
  /** Which are voltages. */
  readonly voltage: readonly boolean[];
  /**
   * Slopes of all variables, per ms, at these values; `at` is the time in steps after the start of this one. Held variables stand still.
   */
  slopes(values: readonly number[], at: number): number[];
  /** ∂slopes[i]/∂values[j] at [i·n + j]. */
  jacobian(values: readonly number[], at: number): number[];
  /** `values` with the linear variables as they are after the fraction `at` of the step. */
  moved(values: readonly number[], at: number): number[];
  /** `values` with the linear variables at their mean over the first `length` of the step. */
  meant(values: readonly number[], length: number): number[];
  /** Step, ms. */
  readonly h: number;
  readonly machine: Machine;
}

/** What becomes of linear variables: see docs/networks.md, "Projections". */
type Synapses = 'moving' | 'held' | 'joint';

export interface Rule {
  readonly synapses: Synapses;
  /** New values of the free variables; those of others are not looked at. */
  advance(cell: Cell): number[];
}

/**
 * Runge–Kutta methods by nodes c, rows a and weights b, from the books that the field takes them from (Hairer, Nørsett & Wanner; Ralston
 * 1962).
 */
const tableaux: Readonly<Record<string, readonly [c: number[], a: number[][], b: number[]]>> = {
  euler: [[0], [[]], [1]],
  midpoint: [
    [0, 1 / 2],
    [[], [1 / 2]],
    [0, 1],
  ],
  rk2: [
    [0, 2 / 3],
    [[], [2 / 3]],
    [1 / 4, 3 / 4],
  ],
  heun2: [
    [0, 1],
    [[], [1]],
    [1 / 2, 1 / 2],
  ],
  rk3: [
    [0, 1 / 2, 1],
    [[], [1 / 2], [-1, 2]],
    [1 / 6, 4 / 6, 1 / 6],
  ],
  heun3: [
    [0, 1 / 3, 2 / 3],
    [[], [1 / 3], [0, 2 / 3]],
    [1 / 4, 0, 3 / 4],
  ],
  ralston3: [
    [0, 1 / 2, 3 / 4],
    [[], [1 / 2], [0, 3 / 4]],
    [2 / 9, 3 / 9, 4 / 9],
  ],
  ssprk3: [
    [0, 1, 1 / 2],
    [[], [1], [1 / 4, 1 / 4]],
    [1 / 6, 1 / 6, 4 / 6],
  ],
  rk4: [
    [0, 1 / 2, 1 / 2, 1],
    [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
    [1 / 6, 2 / 6, 2 / 6, 1 / 6],
  ],
  // Ralston's paper prints eight decimals.
  ralston4: [
    [0, 0.4, 0.45573725, 1],
    [[], [0.4], [0.29697761, 0.15875964], [0.2181004, -3.05096516, 3.83286476]],
    [0.17476028, -0.55148066, 1.2055356, 0.17118478],
  ],
};

function rungeKutta(name: string): Rule {
  const [c, a, b] = tableaux[name]!;
  return {
    synapses: name === 'euler' ? 'joint' : 'moving',
    advance(cell) {
      const { y, free, h, machine } = cell;
      const { R } = machine;
      // Each stage sees the linear variables at its node, all moved alike so that the weighted sum is their mean over the step.
      const nodes = c.map((at) => cell.moved(y, at));
      const mean = cell.meant(y, 1);
      const shift = mean.map((m, i) => R(m - nodes.reduce((sum, node, stage) => sum + b[stage]! * node[i]!, 0)));
      const slopes: number[][] = [];
      c.forEach((at, stage) => {
        const point = nodes[stage]!.map((x, i) => R(x + shift[i]!));
        for (const i of free) {
          const sum = slopes.reduce((total, k, j) => R(total + R(a[stage]![j]! * k[i]!)), 0);
          point[i] = R(y[i]! + R(h * sum));
        }
        slopes.push(cell.slopes(point, at));
      });
      return y.map((x, i) => R(x + R(h * slopes.reduce((total, k, j) => R(total + R(b[j]! * k[i]!)), 0))));
    },
  };
}

/**
 * y + h·φ₁(hλ)·f for one variable with all others as they are in `values`. Programs write the same y∞ + (y − y∞)e^{hλ} where λ < 0, as for
 * gates, and then err by roundings of y∞ = y − f/λ.
 */
function exponentialStep(cell: Cell, values: readonly number[], at: number, h: number): number[] {
  const { F, R, jitter, unit } = cell.machine;
  const f = cell.slopes(values, at);
  const J = cell.jacobian(values, at);
  const n = values.length;
  return values.map((x, i) => {
    const rate = J[i * n + i]!;
    const next = R(x + R(R(h * F(exprel, R(h * rate))) * f[i]!));
    return rate < 0 && unit > 0 ? next + jitter() * unit * Math.min(LARGEST_LIMIT, Math.abs(x - f[i]! / rate)) : next;
  });
}

/** Of variables that are so written; others may have any y∞. */
const LARGEST_LIMIT = 10;

const independent: Rule = {
  synapses: 'held',
  advance: (cell) => exponentialStep(cell, cell.y, 0, cell.h),
};

const staggered: Rule = {
  synapses: 'held',
  advance(cell) {
    const first = exponentialStep(cell, cell.y, 0, cell.h);
    const between = cell.y.map((x, i) => (cell.voltage[i] ? first[i]! : x));
    const second = exponentialStep(cell, between, 0, cell.h);
    return cell.y.map((_, i) => (cell.voltage[i] ? first[i]! : second[i]!));
  },
};

const exponentialMidpoint: Rule = {
  synapses: 'moving',
  advance(cell) {
    const { y, h, free } = cell;
    const middle = exponentialStep(cell, cell.meant(y, 1 / 2), 0, h / 2);
    const mean = cell.meant(y, 1);
    const out = [...y];
    for (const i of free) {
      const values = [...mean];
      for (const j of free) values[j] = j === i ? y[j]! : middle[j]!;
      out[i] = exponentialStep(cell, values, 1 / 2, h)[i]!;
    }
    return out;
  },
};

/** Slopes and Jacobian of the free variables in the middle of the step, linear ones at their mean. */
function middle(cell: Cell): { f: number[]; J: number[] } {
  const { free, y } = cell;
  const values = cell.meant(y, 1);
  const f = cell.slopes(values, 1 / 2);
  const J = cell.jacobian(values, 1 / 2);
  return { f: free.map((i) => f[i]!), J: free.flatMap((i) => free.map((j) => J[i * y.length + j]!)) };
}

/** y + Δ on the free variables. */
const plus = (cell: Cell, delta: readonly number[]): number[] => {
  const out = [...cell.y];
  cell.free.forEach((i, k) => {
    out[i] = cell.machine.R(cell.y[i]! + delta[k]!);
  });
  return out;
};

/** h·φ₁(hJ)·f. */
function exponentialIncrement(cell: Cell, J: readonly number[], f: readonly number[]): number[] {
  const { h, machine } = cell;
  const phi = roughPhi1(
    J.map((x) => machine.R(h * x)),
    f.length,
    machine,
  );
  return f.map((_, i) =>
    machine.R(f.reduce((sum, x, j) => machine.R(sum + machine.R(phi[i * f.length + j]! * machine.R(h * x))), 0)),
  );
}

/** φ₁ with the error of algorithms that square k times: 2ᵏ, about the norm, roundings of its largest entry. */
export function roughPhi1(a: readonly number[], n: number, machine: Machine): number[] {
  const phi = phi1(a, n);
  if (!machine.rough) return phi;
  const norm = a.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  const largest = phi.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return phi.map((x) => (x === 0 ? 0 : machine.R(x) + machine.jitter() * machine.unit * norm * largest));
}

const exponentialRosenbrock: Rule = {
  synapses: 'moving',
  advance(cell) {
    const { f, J } = middle(cell);
    return plus(cell, exponentialIncrement(cell, J, f));
  },
};

const exact: Rule = { ...exponentialRosenbrock, synapses: 'joint' };

/** (1 − θhJ)Δ = h·f. */
const implicit = (theta: number): Rule => ({
  synapses: 'moving',
  advance(cell) {
    const { f, J } = middle(cell);
    const { R } = cell.machine;
    const unity = identity(f.length);
    return plus(
      cell,
      solved(
        J.map((x, k) => R(unity[k]! - R(theta * cell.h * x))),
        f.map((x) => R(cell.h * x)),
      ).map((x) => R(R(x))),
    );
  },
});

/** Every rule of docs/equations.md by its name there. */
export const rules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(Object.keys(tableaux).map((name) => [name, rungeKutta(name)])),
  ind_exp_euler: independent,
  staggered,
  exp_midpoint: exponentialMidpoint,
  exp_euler: exponentialRosenbrock,
  backward_euler: implicit(1),
  crank_nicolson: implicit(0.5),
  exact,
};
