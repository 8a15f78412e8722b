/** Rules that use the whole Jacobian of a cell: exponential and implicit. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { atTime, type Course, type Integrator, jacobian, type System } from './system.ts';

export const exponentialEuler: Integrator = {
  name: 'exp_euler',
  title: 'exponential Rosenbrock–Euler: exact for the linearised cell',
  order: 2,
  source: 'Hochbruck, Ostermann & Schweitzer 2009, SIAM J. Numer. Anal. 47:786, eq. 2.3',
  exponential: true,
  noise: 'additive',
  synapses: 'moving',
  jacobian: 'varying',
  advance(of, h, course) {
    const system = amid(of, h, course);
    const matrix = jacobian(system).map((entry) => b.mul(h, entry));
    const delta = b.phi1(
      matrix,
      system.map((v) => b.mul(h, v.derivative)),
    );
    return system.map((v, i) => b.add(b.state(v.name), delta[i]!));
  },
};

export const backwardEuler: Integrator = {
  name: 'backward_euler',
  title: 'linearly implicit Euler',
  order: 1,
  source: 'Deuflhard 1985, SIAM Rev. 27:505; Hairer & Wanner 1996, Solving ODEs II, §IV.9',
  noise: 'additive',
  synapses: 'moving',
  jacobian: 'varying',
  eliminates: true,
  advance: (system, h, course) => linearlyImplicit(amid(system, h, course), h, 1),
};

export const crankNicolson: Integrator = {
  name: 'crank_nicolson',
  title: 'linearly implicit trapezoidal rule',
  order: 2,
  source: 'Crank & Nicolson 1947; linearised as in Hairer & Wanner 1996, Solving ODEs II, §IV.7',
  noise: 'additive',
  synapses: 'moving',
  jacobian: 'varying',
  eliminates: true,
  advance: (system, h, course) => linearlyImplicit(amid(system, h, course), h, 0.5),
};

/**
 * The system with time at the middle of the step and linear synapses at their mean over it. So inputs that move count to second order, and
 * an input that jumps on a step boundary is on the right side of it.
 */
function amid(system: System, h: Expr, course: Course | undefined): System {
  const slopes = substituteStates(
    atTime(
      system.map((v) => v.derivative),
      b.mul(b.number(0.5), h),
    ),
    course?.mean(h) ?? new Map(),
  );
  return system.map((v, i) => ({ ...v, derivative: slopes[i]! }));
}

/** y + Δ with (1 − θ·h·A)Δ = h·f(y). */
function linearlyImplicit(system: System, h: Expr, theta: number): Expr[] {
  const n = system.length;
  const a = jacobian(system);
  const matrix = a.map((entry, i) =>
    b.sub(i % (n + 1) === 0 ? b.one : b.zero, b.mul(b.mul(b.number(theta), h), entry)),
  );
  const delta = solve(
    matrix,
    system.map((v) => b.mul(h, v.derivative)),
  );
  return system.map((v, i) => b.add(b.state(v.name), delta[i]!));
}

/**
 * Gaussian elimination on expressions. Rows with the fewest entries are eliminated first, so a cell whose gates see only its voltage
 * (an arrow matrix) costs one division per gate and no fill-in. No pivoting for size: the diagonal 1 − θhA_ii is ≥ 1 for gates, and the
 * voltage comes last.
 */
function solve(matrix: readonly Expr[], vector: readonly Expr[]): Expr[] {
  const n = vector.length;
  const m = Array.from({ length: n }, (_, i) => matrix.slice(i * n, i * n + n));
  const rhs = [...vector];
  const order = [...m.keys()].sort((i, j) => entries(m[i]!) - entries(m[j]!));
  order.forEach((p, at) => {
    const pivot = m[p]![p]!;
    for (const r of order.slice(at + 1)) {
      const entry = m[r]![p]!;
      if (entry === b.zero) continue;
      const factor = b.div(entry, pivot);
      for (const c of order.slice(at)) m[r]![c] = b.sub(m[r]![c]!, b.mul(factor, m[p]![c]!));
      rhs[r] = b.sub(rhs[r]!, b.mul(factor, rhs[p]!));
    }
  });
  const solution: Expr[] = [];
  for (let at = n - 1; at >= 0; at--) {
    const p = order[at]!;
    let sum = rhs[p]!;
    for (const c of order.slice(at + 1)) sum = b.sub(sum, b.mul(m[p]![c]!, solution[c]!));
    solution[p] = b.div(sum, m[p]![p]!);
  }
  return solution;
}

const entries = (row: readonly Expr[]): number => row.filter((e) => e !== b.zero).length;
