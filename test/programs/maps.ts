/** Programs whose every column is a function of a few inputs: what one step does to random states, operation by operation. */
import * as b from '../../src/expression/build.ts';
import type { Expr } from '../../src/expression/node.ts';
import type { BinaryOp, UnaryOp } from '../../src/expression/ops.ts';
import type { Program } from '../../src/program/program.ts';
import { cobahh } from './cobahh.ts';
import { programOf, type StateSpec } from './program.ts';

/** Numbers in [0, 1) that are the same in every run of the tests. */
export function* stream(seed: number): Generator<number, never> {
  let x = seed >>> 0;
  for (;;) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

/** `size` values that f32 can hold, from lo to hi, after the given first ones. */
export function spread(
  size: number,
  lo: number,
  hi: number,
  seed: number,
  first: readonly number[] = [],
): Float64Array {
  const random = stream(seed);
  return Float64Array.from({ length: size }, (_, i) => Math.fround(first[i] ?? lo + (hi - lo) * random.next().value));
}

const n = b.number;
const x = b.state('x');
const y = b.state('y');
const z = b.state('z');
const SIZE = 200;

/** A population with inputs x, y, z that stay, and one column per expression. */
function mapOf(inputs: Record<'x' | 'y' | 'z', Float64Array>, outputs: Record<string, Expr>, more = {}): Program {
  const states: Record<string, StateSpec> = {};
  for (const [name, initial] of Object.entries(inputs)) states[name] = { initial, next: b.state(name) };
  for (const [name, next] of Object.entries(outputs)) states[name] = { initial: 0, next };
  return programOf({ dt: 0.1, populations: [{ name: 'map', size: SIZE, states, ...more }] });
}

const tiny = [0, -0, 1e-7, -1e-7, 1e-3, -1e-3, 0.0999, -0.0999, 0.1, 0.4999, -0.4999, 0.5, -0.5, 1, -1];
const plain = {
  x: spread(SIZE, -8, 8, 1, tiny),
  y: spread(SIZE, 0.2, 6, 2),
  z: spread(SIZE, -1, 1, 3, tiny),
};

const unaries = (ops: readonly UnaryOp[], of: Expr): Record<string, Expr> =>
  Object.fromEntries(ops.map((op) => [op, b.unary(op, of)]));
const binaries = (ops: readonly BinaryOp[], left: Expr, right: Expr): Record<string, Expr> =>
  Object.fromEntries(ops.map((op) => [op, b.binary(op, left, right)]));

/** phi1 of an n×n matrix with a decaying diagonal, as of the linear part of a model, and of a singular one. */
function matrices(): Record<string, Expr> {
  const outputs: Record<string, Expr> = {};
  for (const [size, scale] of [
    [1, 1],
    [2, 0.2],
    [3, 4],
    [4, 1],
  ] as const) {
    const matrix = Array.from({ length: size * size }, (_, i) => {
      const row = Math.floor(i / size);
      const column = i % size;
      return row === column ? b.mul(n(-scale), y) : b.mul(n((scale * (1 + ((row + 2 * column) % 3))) / (4 * size)), z);
    });
    const vector = Array.from({ length: size }, (_, i) => b.add(x, n(i)));
    b.phi1(matrix, vector).forEach((entry, i) => {
      outputs[`phi${size}_${i}`] = entry;
    });
  }
  b.phi1([b.zero, y, b.zero, b.zero], [x, z]).forEach((entry, i) => {
    outputs[`singular${i}`] = entry;
  });
  return outputs;
}

const deep = (levels: number): Expr => {
  let e = x;
  for (let i = 0; i < levels; i++) e = b.add(b.mul(e, n(0.5)), i % 2 ? y : z);
  return e;
};

export const maps: Record<string, Program> = {
  'sums, products and quotients': mapOf(plain, {
    ...binaries(['add', 'sub', 'mul', 'div', 'min', 'max'], x, y),
    neg: b.neg(x),
    whole: b.pow(x, n(5)),
    inverse: b.pow(y, n(-3)),
    mixed: b.div(b.sub(b.mul(x, y), n(0.1)), b.add(y, n(-0.05))),
    deep: deep(200),
  }),
  'functions of one number': mapOf(plain, {
    ...unaries(['exp', 'exprel', 'tanh', 'abs', 'sign', 'floor', 'ceil', 'sin', 'cos'], x),
    ...Object.fromEntries(Object.entries(unaries(['log', 'sqrt'], y))),
    tan: b.unary('tan', z),
    far: b.unary('sin', b.mul(n(40), x)),
  }),
  'exponentials from -30 to 30': mapOf(
    { ...plain, x: spread(SIZE, -30, 30, 4) },
    {
      exp: b.exp(x),
      exprel: b.exprel(x),
      ratio: b.div(x, b.sub(b.exp(x), b.one)),
      logistic: b.div(b.one, b.add(b.one, b.exp(x))),
    },
  ),
  'powers and remainders': mapOf(plain, {
    pow: b.pow(y, x),
    root: b.pow(y, n(0.3)),
    large: b.pow(b.add(z, n(2)), n(17)),
    signed: b.pow(x, b.unary('floor', y)),
    mod: b.binary('mod', x, y),
    negative: b.binary('mod', x, b.neg(y)),
    phase: b.binary('mod', b.mul(n(3), b.unary('floor', x)), n(5)),
  }),
  conditions: mapOf(plain, {
    ...Object.fromEntries(
      (['lt', 'le', 'gt', 'ge', 'eq', 'ne'] as const).map((op) => [op, b.select(b.compare(op, x, z), y, b.neg(y))]),
    ),
    and: b.select(b.and(b.compare('gt', x, n(0)), b.compare('lt', z, n(0))), n(1), n(2)),
    or: b.select(b.or(b.compare('gt', x, n(5)), b.not(b.compare('lt', z, n(0)))), n(1), n(2)),
    always: b.select(b.and(b.always, b.compare('gt', x, n(0))), x, n(0)),
    nested: b.select(
      b.select(b.compare('gt', x, n(0)), b.compare('gt', y, n(3)), b.compare('gt', z, n(0))),
      n(1),
      n(2),
    ),
    guarded: b.select(b.compare('eq', x, n(0)), n(1), b.div(n(1), x)),
  }),
  'time, step, cell, dt and parameters': mapOf(
    plain,
    {
      time: b.time,
      step: b.step,
      cell: b.cell,
      dt: b.mul(b.dt, x),
      wave: b.unary('sin', b.mul(p('omega'), b.time)),
      shared: b.add(b.mul(p('a'), x), b.div(p('b'), p('a'))),
      scaled: b.mul(p('own'), x),
      constant: b.mul(p('a'), b.exp(b.neg(b.div(b.dt, p('b'))))),
    },
    { shared: { a: 2.5, b: -7, omega: 0.3 }, perCell: { own: spread(SIZE, -2, 2, 5) } },
  ),
  'extreme literals': mapOf(plain, {
    huge: b.select(b.compare('lt', x, n(1e300)), y, x),
    lowest: b.select(b.compare('gt', x, n(-1e300)), y, x),
    infinite: b.select(b.compare('lt', x, n(Number.POSITIVE_INFINITY)), y, x),
    large: b.mul(n(1e30), b.mul(n(1e-30), x)),
    small: b.mul(b.mul(x, n(1e-30)), n(1e30)),
    subnormal: b.add(x, n(1e-42)),
    exact: b.add(n(16777215), b.mul(n(0.1), b.zero)),
    negative: b.sub(x, n(-1.25)),
  }),
  tables: mapOf(
    plain,
    {
      first: b.lookup(0, b.mul(n(3), x)),
      second: b.lookup(1, b.add(b.step, b.cell)),
      sum: b.add(b.lookup(0, y), b.mul(b.lookup(1, y), x)),
    },
    { tables: [spread(7, -1, 1, 6), spread(64, 10, 20, 7)] },
  ),
  'matrix functions': mapOf({ ...plain, y: spread(SIZE, 0.2, 2, 8) }, matrices()),
  'random numbers': mapOf(plain, {
    u0: b.draw('uniform', 0),
    u1: b.draw('uniform', 1),
    u6: b.draw('uniform', 6),
    n0: b.draw('normal', 0),
    n1: b.draw('normal', 1),
    n2: b.draw('normal', 2),
    n5: b.add(b.mul(x, n(0.5)), b.draw('normal', 5)),
  }),
  'Traub-Miles cells': traubMiles(),
};

function p(name: string): Expr {
  return b.parameter(name);
}

/** The cells of the benchmark network, from states all over the place; the rates' singular points among them. */
function traubMiles(): Program {
  const program = cobahh(SIZE, 0);
  const initial: Record<string, Float64Array> = {
    v: spread(SIZE, -150, 100, 9, [-50, -23, -48, -63, -49.999, -150, 100]),
    m: spread(SIZE, 0, 1, 10, [0, 1]),
    h: spread(SIZE, 0, 1, 11, [0, 1]),
    n: spread(SIZE, 0, 1, 12, [0, 1]),
    g_e: spread(SIZE, 0, 100, 13),
    g_i: spread(SIZE, 0, 500, 14),
  };
  return {
    ...program,
    populations: program.populations.map((population) => ({
      ...population,
      columns: population.columns.map((column) => ({ ...column, initial: initial[column.name]! })),
    })),
  };
}
