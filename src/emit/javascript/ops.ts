/** Operations as JavaScript, on named operands. */
import type { Operation, PerArgument } from '../../expression/ops.ts';

const infix =
  (sign: string) =>
  (x: string, y: string): string =>
    `${x} ${sign} ${y}`;

/** A function of one argument or two, by name. */
const call =
  (name: string) =>
  (...args: string[]): string =>
    `${name}(${args.join(', ')})`;

export const javascript: { readonly [K in Operation]: (...args: PerArgument<K, string>) => string } = {
  neg: (x) => `-${x}`,
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  pow: call('Math.pow'),
  exp: call('Math.exp'),
  exprel: call('exprel'),
  log: call('Math.log'),
  sqrt: call('Math.sqrt'),
  sin: call('Math.sin'),
  cos: call('Math.cos'),
  tan: call('Math.tan'),
  tanh: call('Math.tanh'),
  abs: call('Math.abs'),
  sign: call('Math.sign'),
  floor: call('Math.floor'),
  ceil: call('Math.ceil'),
  single: call('Math.fround'),
  rounded: (x) => x,
  min: call('Math.min'),
  max: call('Math.max'),
  mod: (x, y) => `${x} - ${y} * Math.floor(${x} / ${y})`,
  lt: infix('<'),
  le: infix('<='),
  gt: infix('>'),
  ge: infix('>='),
  eq: infix('==='),
  ne: infix('!=='),
  and: infix('&&'),
  or: infix('||'),
  not: (x) => `!${x}`,
  select: (condition, x, y) => `${condition} ? ${x} : ${y}`,
};
