/** The exact rule for linear equations with constant coefficients. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { exponentialNoise } from './euler.ts';
import { atTime, blocks, type Course, type Integrator, jacobian, nonlinearity, type System } from './system.ts';

export const exact: Integrator = {
  name: 'exact',
  aliases: ['linear'],
  title: 'exact for linear equations',
  order: Number.POSITIVE_INFINITY,
  source: 'Rotter & Diesmann 1999, Biol. Cybern. 81:381',
  noise: 'additive',
  synapses: 'joint',
  jacobian: 'constant',
  refuses: (system) => {
    const found = nonlinearity(system);
    return found
      ? `'exact' needs linear equations with constant coefficients, and d${found.row}/dt is not linear in ${found.column}; use 'exp_midpoint' or 'rk4'.`
      : undefined;
  },
  advance: (system, h) => exactStep(system, h),
  noiseScale: exponentialNoise,
};

/**
 * y + h·φ₁(hA)·f(y, t + h/2). Exact where inputs are constant over the step; an input that varies with time is taken at the middle of
 * the step, which is second order and puts a step of the input that falls on a step boundary on the right side of it.
 * φ₁(hA) is constant, so the host evaluates it once in f64. Parts that do not see one another go apart.
 */
export function exactStep(system: System, h: Expr): Expr[] {
  return exactIncrements(system, h).map((increment, i) => {
    const { name, derivative: slope } = system[i]!;
    const y = b.state(name);
    // A pure decay keeps its relative precision: y·e^{hλ}.
    return increment ? b.add(y, increment) : b.mul(y, b.exp(b.mul(h, derivative(slope, name))));
  });
}

/** The way of a linear system with constant coefficients and inputs through a step. */
export const exactCourse = (system: System): Course => ({
  at: (offset) => byName(system, offset === b.zero ? system.map((v) => b.state(v.name)) : exactStep(system, offset)),
  mean: (length) =>
    byName(
      system,
      byBlock(system, (block) => blockMean(block, length)),
    ),
});

const byName = (system: System, values: readonly Expr[]): ReadonlyMap<string, Expr> =>
  new Map(system.map((v, i) => [v.name, values[i]!]));

const exactIncrements = (system: System, h: Expr): (Expr | undefined)[] =>
  byBlock(system, (block) => blockIncrements(block, h));

/** What `solve` says of each part, in the order of the system. */
function byBlock<T>(system: System, solve: (block: System) => readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const block of blocks(system))
    solve(block).forEach((value, i) => {
      found.set(block[i]!.name, value);
    });
  return system.map((v) => found.get(v.name)!);
}

function blockIncrements(system: System, h: Expr): (Expr | undefined)[] {
  const matrix = jacobian(system).map((entry) => b.mul(h, entry));
  const slopes = atTime(
    system.map((v) => v.derivative),
    b.mul(b.number(0.5), h),
  );
  if (system.length === 1) {
    if (constants(system)[0] === b.zero) return [undefined];
    return [b.mul(b.mul(h, b.exprel(matrix[0]!)), slopes[0]!)];
  }
  return combined(
    columnsOfPhi1(matrix, system.length),
    slopes.map((slope) => b.mul(h, slope)),
  );
}

/** ∫₀¹ e^{shA}y ds = φ₁(hA)·y; with constant inputs c for (y, 1) and the matrix (A c; 0 0). */
function blockMean(system: System, h: Expr): Expr[] {
  const n = system.length;
  const inputs = constants(system);
  const values = system.map((v) => b.state(v.name));
  const a = jacobian(system);
  const pure = inputs.every((c) => c === b.zero);
  if (n === 1 && pure) return [b.mul(values[0]!, b.exprel(b.mul(h, a[0]!)))];
  const size = pure ? n : n + 1;
  const matrix = Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    return i === n ? b.zero : b.mul(h, j === n ? inputs[i]! : a[i * n + j]!);
  });
  return combined(columnsOfPhi1(matrix, size), pure ? values : [...values, b.one]).slice(0, n);
}

/** Slopes where all variables of the system are 0. */
const constants = (system: System): Expr[] =>
  substituteStates(
    system.map((v) => v.derivative),
    new Map(system.map((v) => [v.name, b.zero])),
  );

const columnsOfPhi1 = (matrix: readonly Expr[], n: number): Expr[][] =>
  Array.from({ length: n }, (_, j) =>
    b.phi1(
      matrix,
      Array.from({ length: n }, (__, i) => (i === j ? b.one : b.zero)),
    ),
  );

/** Σ columns × factors. */
const combined = (columns: readonly (readonly Expr[])[], factors: readonly Expr[]): Expr[] =>
  columns[0]!.map((_, i) =>
    columns.reduce<Expr>((sum, column, j) => b.add(sum, b.mul(column[i]!, factors[j]!)), b.zero),
  );
