/** The exact rule for linear equations with constant coefficients. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { exponentialNoise } from './euler.ts';
import { atTime, dependsOnState, type Integrator, jacobian, type System, variesByItself } from './system.ts';

export const exact: Integrator = {
  name: 'exact',
  aliases: ['linear'],
  title: 'exact for linear equations',
  order: Number.POSITIVE_INFINITY,
  source: 'Rotter & Diesmann 1999, Biol. Cybern. 81:381',
  joint: true,
  refuses: (system) => {
    const n = system.length;
    const at = jacobian(system).findIndex((entry) => dependsOnState(entry) || variesByItself(entry));
    if (at < 0) return undefined;
    const name = system[Math.floor(at / n)]!.name;
    return `'exact' needs linear equations with constant coefficients, and d${name}/dt is not linear in ${system[at % n]!.name}; use 'exp_euler' or 'rk4'.`;
  },
  advance: exactStep,
  increments: exactIncrements,
  noiseScale: exponentialNoise,
};

/**
 * y + h·φ₁(hA)·f(y, t + h/2). Exact where inputs are constant over the step; an input that varies with time is taken at the middle of
 * the step, which is second order and puts a step of the input that falls on a step boundary on the right side of it.
 * φ₁(hA) is constant, so the host evaluates it once in f64.
 */
export function exactStep(system: System, h: Expr): Expr[] {
  return exactIncrements(system, h).map((increment, i) => {
    const { name, derivative: slope } = system[i]!;
    const y = b.state(name);
    // A pure decay keeps its relative precision: y·e^{hλ}.
    return increment ? b.add(y, increment) : b.mul(y, b.exp(b.mul(h, derivative(slope, name))));
  });
}

function exactIncrements(system: System, h: Expr): (Expr | undefined)[] {
  const n = system.length;
  const matrix = jacobian(system).map((entry) => b.mul(h, entry));
  const slopes = atTime(
    system.map((v) => v.derivative),
    b.mul(b.number(0.5), h),
  );
  if (n === 1) {
    const { name, derivative: slope } = system[0]!;
    if (substituteStates([slope], new Map([[name, b.zero]]))[0] === b.zero) return [undefined];
    return [b.mul(b.mul(h, b.exprel(matrix[0]!)), slopes[0]!)];
  }
  const columns = system.map((_, j) =>
    b.phi1(
      matrix,
      system.map((__, i) => (i === j ? b.one : b.zero)),
    ),
  );
  return system.map((_, i) =>
    columns.reduce<Expr>((sum, column, j) => b.add(sum, b.mul(b.mul(h, column[i]!), slopes[j]!)), b.zero),
  );
}
