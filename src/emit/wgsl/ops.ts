/** Operations as WGSL, on the texts of their operands. */
import type { Operation, PerArgument } from '../../expression/ops.ts';

const infix =
  (sign: string) =>
  (x: string, y: string): string =>
    `(${x} ${sign} ${y})`;

/** A function by name: built in, or of shaders/math.wgsl where the built-in one lacks accuracy or range. */
const call =
  (name: string) =>
  (...args: string[]): string =>
    `${name}(${args.join(', ')})`;

export const wgsl: { readonly [K in Operation]: (...args: PerArgument<K, string>) => string } = {
  neg: (x) => `(-${x})`,
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  pow: call('power'),
  exp: call('exponential'),
  exprel: call('exprel'),
  log: call('logarithm'),
  sqrt: call('square_root'),
  sin: call('sine'),
  cos: call('cosine'),
  tan: call('tangent'),
  tanh: call('hyperbolic_tangent'),
  abs: call('abs'),
  sign: call('signum'),
  floor: call('floor'),
  ceil: call('ceil'),
  single: (x) => x,
  rounded: call('rounded'),
  min: call('lesser'),
  max: call('greater'),
  mod: call('modulo'),
  lt: infix('<'),
  le: infix('<='),
  gt: infix('>'),
  ge: infix('>='),
  eq: infix('=='),
  ne: infix('!='),
  // On booleans these evaluate both sides, without a branch.
  and: infix('&'),
  or: infix('|'),
  not: (x) => `(!${x})`,
  select: (condition, x, y) => `select(${y}, ${x}, ${condition})`,
};
