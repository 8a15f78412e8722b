/** Which names a model may give. */

import { type CallableOp, operations } from '../expression/ops.ts';

/** Functions made of several operations, and those that draw or look back; how many arguments they take: [least, most]. */
const composed = {
  expm1: [1, 1],
  log10: [1, 1],
  sinh: [1, 1],
  cosh: [1, 1],
  int: [1, 1],
  heaviside: [1, 1],
  clip: [3, 3],
  select: [3, 3],
  where: [3, 3],
  previous: [1, 1],
  crosses: [2, 2],
  rand: [0, 0],
  randn: [0, 0],
  uniform: [2, 2],
  normal: [2, 2],
  poisson: [1, 1],
} as const;

export type ComposedFunction = keyof typeof composed;
export type FunctionName = CallableOp | ComposedFunction;

export const isFunction = (name: string): name is FunctionName => functions.has(name);

/** Whether it is an operation that is called by its name. */
export const isCallable = (name: string): name is CallableOp => isFunction(name) && !Object.hasOwn(composed, name);

/** Functions and how many arguments they take: [least, most]. */
export const functions: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  ...Object.entries(operations).flatMap(([name, row]): [string, [number, number]][] =>
    'call' in row ? [[name, [row.arity, 'most' in row.call ? row.call.most : row.arity]]] : [],
  ),
  ...Object.entries(composed),
]);

const reserved: ReadonlySet<string> = new Set(['t', 'dt', 'pi', 'and', 'or', 'not', 'true', 'false', 'if', 'else']);

/** White noise: `xi`, or `xi_` and a name for independent sources. */
export const isNoise = (name: string): boolean => name === 'xi' || name.startsWith('xi_');

/** Why a model may not use this name, or undefined if it may. */
export function nameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'names consist of the letters A–Z and a–z, digits and _';
  if (name.length > 60) return 'names have at most 60 characters';
  if (name.startsWith('__')) return "names do not start with '__'";
  if (functions.has(name)) return 'it is the name of a function';
  if (isNoise(name)) return 'it is the name of a noise source';
  if (reserved.has(name)) return 'it has a meaning of its own';
  // What plain objects inherit ('constructor', 'toString') cannot serve as a key of parameters.
  if (name in {}) return 'it is a word of the language that runs this';
  return undefined;
}
