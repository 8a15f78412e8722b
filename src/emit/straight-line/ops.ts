/** The operations of a step as statements: one row for each, and which of them a library computes. */
import type { Expr, Op } from '../../expression/node.ts';
import type { Operation } from '../../expression/ops.ts';
import type { HelperName } from './functions.ts';
import { assign, type CodeStatement, type Dialect, when } from './statement.ts';

/** What the writer of a step lends to its operations. */
export interface StepText {
  readonly statements: CodeStatement[];
  d(): Dialect;
  number(value: number): string;
  /** A name for what the text computes. */
  named(text: string, type?: 'real' | 'boolean'): string;
  /** A name for one of the functions that are written out, called. */
  call(name: HelperName, x: string): string;
  /** `otherwise`, unless the condition holds. */
  chosen(condition: string, then: string, otherwise: string, type?: 'real' | 'boolean'): string;
}

type Writer = (this: StepText, e: Expr, x: string, y: string, z: string) => string;

const infix = (sign: string): Writer =>
  function (_, x, y) {
    return this.named(`${x} ${sign} ${y}`);
  };
const comparison = (sign: string): Writer =>
  function (_, x, y) {
    return this.named(`${x} ${sign} ${y}`, 'boolean');
  };
const inC = (name: string): Writer =>
  function (_, x) {
    return this.named(`${name}(${x})`);
  };
const written = (name: HelperName): Writer =>
  function (_, x) {
    return this.call(name, x);
  };
/** The smaller or larger; NaN where either is NaN, as `Math.min` and `Math.max` have it. */
const extreme = (sign: string): Writer =>
  function (_, x, y) {
    return this.chosen(this.d().or(`${y} ${sign} ${x}`, `${y} != ${y}`), y, x);
  };

/** By operation: its statements are appended; the text of its value. */
export const writers: Readonly<Record<Operation, Writer>> = {
  neg(_, x) {
    return this.named(`-${x}`);
  },
  rounded: (_, x) => x,
  single: written('gsingle'),
  exp: written('gexp'),
  exprel: written('gexprel'),
  tanh: written('gtanh'),
  log: written('glog'),
  sqrt(_, x) {
    return this.named(this.d().squareRoot(x));
  },
  sin: inC('sin'),
  cos: inC('cos'),
  tan: inC('tan'),
  abs(_, x) {
    return this.named(this.d().absolute(x));
  },
  sign(_, x) {
    const name = this.chosen(`${x} > ${this.number(0)}`, this.number(1), x);
    this.statements.push(when(`${x} < ${this.number(0)}`, [assign(name, this.number(-1))]));
    return name;
  },
  floor: inC('floor'),
  ceil: inC('ceil'),
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  pow(_, x, y) {
    return this.named(this.d().power(x, y));
  },
  min: extreme('<'),
  max: extreme('>'),
  mod(_, x, y) {
    return this.named(`${x} - ${y} * floor(${x} / ${y})`);
  },
  lt: comparison('<'),
  le: comparison('<='),
  gt: comparison('>'),
  ge: comparison('>='),
  eq: comparison('=='),
  ne: comparison('!='),
  and(_, x, y) {
    return this.named(this.d().and(x, y), 'boolean');
  },
  or(_, x, y) {
    return this.named(this.d().or(x, y), 'boolean');
  },
  not(_, x) {
    return this.named(this.d().not(x), 'boolean');
  },
  select(e, x, y, z) {
    return this.chosen(x, y, z, e.type === 'boolean' ? 'boolean' : 'real');
  },
};

/** What is left to the C library, by the names that users know. */
export const libraryOps: Readonly<Partial<Record<Op, string>>> = {
  pow: 'powers that are no whole numbers',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
};

/** What cannot be written as statements. */
export const unwrittenOps: Readonly<Partial<Record<Op, string>>> = {
  lookup: 'a table',
  poisson: 'poisson(…) of a mean that varies or is 8 or more',
};
