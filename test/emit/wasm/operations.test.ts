import { describe, expect, test } from 'vitest';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import * as b from '../../../src/expression/build.ts';
import { byName, evaluate } from '../../../src/expression/evaluate.ts';
import type { Expr } from '../../../src/expression/node.ts';
import { programOf } from '../../fixtures/programs/program.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';
import { magnitudes, onLanes, spread, ulp, worst } from './lanes.ts';

const [x, y] = [b.parameter('x'), b.parameter('y')];
const real = (condition: Expr): Expr => b.select(condition, b.one, b.zero);
const SPECIAL = [0, -0, 1, -1, 0.5, 2.5, -2.5, 1e-3, 3e38, -3e38, 7, -7];

/** Every pair of the special values and some hundred others. */
const pairs = [...SPECIAL, ...spread(-30, 30, 17)].flatMap((p, _, all) => all.map((q) => [p, q] as const));
const [left, right] = [pairs.map(([p]) => Math.fround(p)), pairs.map(([, q]) => Math.fround(q))];

/** Compares with f64 evaluation on the same f32 inputs: `units` in the last place, or both NaN. */
async function agrees(e: Expr, inputs: { x: ArrayLike<number>; y?: ArrayLike<number> }, units: number): Promise<void> {
  const got = await onLanes(e, { ...inputs });
  for (let i = 0; i < got.length; i++) {
    const values: Record<string, number> = { x: Math.fround(inputs.x[i]!), y: Math.fround(inputs.y?.[i] ?? 0) };
    const exact = evaluate(
      e,
      byName((name) => values[name]),
    );
    const beyond = Math.abs(exact) > 3.4028235e38;
    const same =
      Object.is(got[i], exact) ||
      (beyond && got[i] === Math.sign(exact) * Number.POSITIVE_INFINITY) ||
      Math.abs(got[i]! - exact) <= units * ulp(exact);
    if (!same) expect.fail(`${e.op} of ${values['x']}, ${values['y']}: ${got[i]} instead of ${exact}`);
  }
}

describe('correctly rounded operations', () => {
  test.each(['add', 'sub', 'mul', 'div', 'min', 'max'] as const)('%s', (op) =>
    agrees(b.binary(op, x, y), { x: left, y: right }, 0.5),
  );
  test.each(['neg', 'abs', 'sign', 'floor', 'ceil'] as const)('%s', (op) => agrees(b.unary(op, x), { x: left }, 0));
  test('sqrt', () => agrees(b.unary('sqrt', x), { x: left }, 0.5));
  test('min and max with a literal keep NaN', async () => {
    const inputs = [Number.NaN, -5, 5, 0];
    expect([...(await onLanes(b.binary('max', x, b.number(1)), { x: inputs }))]).toEqual([Number.NaN, 1, 5, 1]);
    expect([...(await onLanes(b.binary('min', b.number(1), x), { x: inputs }))]).toEqual([Number.NaN, -5, 1, 0]);
  });
  test.each(['lt', 'le', 'gt', 'ge', 'eq', 'ne'] as const)('%s', (op) =>
    agrees(real(b.compare(op, x, y)), { x: left, y: right }, 0),
  );
  test('and, or, not', async () => {
    const [p, q] = [b.compare('gt', x, b.zero), b.compare('gt', y, b.zero)];
    for (const e of [b.and(p, q), b.or(p, q), b.not(p), b.and(b.not(p), b.or(q, p))])
      await agrees(real(e), { x: left, y: right }, 0);
  });
  test('a long choice that no, some or all of four lanes take, of parts that others use too', async () => {
    const shared = b.sub(b.neg(b.mul(x, y)), x);
    const steps = Array.from({ length: 40 }, (_, k) => real(b.compare('ge', b.add(y, shared), b.number(k - 20))));
    const long = b.add(b.balancedSum(steps), b.neg(shared));
    const e = b.add(b.select(b.compare('gt', x, b.number(20)), long, b.zero), shared);
    // From −30 to 30 in fours: of the first groups of lanes none is above 20, of the last ones all are, of one some.
    const inputs = { x: spread(-30, 30, 60).map(Math.round), y: spread(-9, 9, 60).map(Math.round) };
    expect(inputs.x.filter((value) => value > 20).length % 4).not.toBe(0);
    await agrees(e, inputs, 0);
  });
  test('signs of sums, products and quotients move outwards without changing a bit', async () => {
    const trees = [
      b.sub(b.neg(x), y),
      b.sub(b.neg(b.mul(x, x)), b.neg(y)),
      b.mul(b.neg(x), b.sub(b.neg(y), x)),
      b.div(b.sub(b.neg(x), y), b.neg(y)),
      b.add(b.mul(b.number(-0.5), x), y),
      b.sub(y, b.mul(b.number(-0.5), x)),
    ];
    const f = Math.fround;
    const exact = [
      (p: number, q: number) => f(-p - q),
      (p: number, q: number) => f(-f(p * p) + q),
      (p: number, q: number) => f(-p * f(-q - p)),
      (p: number, q: number) => f(f(-p - q) / -q),
      (p: number, q: number) => f(f(-0.5 * p) + q),
      (p: number, q: number) => f(q - f(-0.5 * p)),
    ];
    const inputs = { x: spread(-30, 31, 999), y: spread(17, -13, 999) };
    for (const [i, e] of trees.entries()) {
      const got = await onLanes(e, inputs, { relaxed: false });
      inputs.x.forEach((p, j) => {
        expect(got[j]).toBe(exact[i]!(p, inputs.y[j]!));
      });
    }
  });
});

describe('functions', () => {
  const fine = magnitudes(-40, 7, 2000);
  test('log: 1 unit in the last place, subnormal numbers, 0, negative numbers and infinity included', async () => {
    const log = b.unary('log', x);
    const inputs = [...magnitudes(-149, 128, 200).map(Math.abs), ...spread(0.5, 2, 100_000)];
    expect(worst(inputs, await onLanes(log, { x: inputs }), Math.log).error).toBeLessThan(1);
    const odd = await onLanes(log, { x: [0, -1, Number.POSITIVE_INFINITY, Number.NaN] });
    expect([...odd]).toEqual([Number.NEGATIVE_INFINITY, Number.NaN, Number.POSITIVE_INFINITY, Number.NaN]);
  });

  test.each(['sin', 'cos'] as const)('%s: absolute error below 1e-7 to ±10 000', async (op) => {
    for (const inputs of [spread(-10_000, 10_000, 300_000), fine]) {
      const got = await onLanes(b.unary(op, x), { x: inputs });
      inputs.forEach((v, i) => {
        const error = Math.abs(got[i]! - Math[op](v));
        if (!(error < 1e-7)) expect.fail(`${op}(${v}) is off by ${error}`);
      });
    }
  });

  // The argument is taken as the f32 number it is; from 2^23 on, where neighbours are a radian apart, there is no value.
  test.each(['sin', 'cos'] as const)('%s: absolute error below 1e-7 to ±2^23, and none beyond', async (op) => {
    const inputs = magnitudes(13, 23, 20_000);
    const got = await onLanes(b.unary(op, x), { x: inputs });
    inputs.forEach((v, i) => {
      const error = Math.abs(got[i]! - Math[op](v));
      if (!(error < 1e-7)) expect.fail(`${op}(${v}) is off by ${error}`);
    });
    const beyond = [2 ** 23, -(2 ** 23), 34992836, 1e30, Number.NaN, 1, Number.POSITIVE_INFINITY];
    expect((await onLanes(b.unary(op, x), { x: beyond })).map(Number.isNaN as never)).toEqual(
      Float64Array.of(1, 1, 1, 1, 1, 0, 1),
    );
  });

  test('tan: 4 units in the last place within ±1.5', async () => {
    const inputs = spread(-1.5, 1.5, 100_000);
    expect(worst(inputs, await onLanes(b.unary('tan', x), { x: inputs }), Math.tan).error).toBeLessThan(4);
  });

  test('tanh: 2 units in the last place', async () => {
    expect(worst(fine, await onLanes(b.unary('tanh', x), { x: fine }), Math.tanh).error).toBeLessThan(2);
  });

  test('pow: error grows with |y·ln x|; whole exponents of negative numbers, and 0', async () => {
    const bases = [...spread(0.01, 30, 40), 1e-6, 1e6].flatMap((p) => new Array<number>(41).fill(Math.fround(p)));
    const exponents = bases.map((_, i) => Math.fround(spread(-5, 5, 41)[i % 41]!));
    const got = await onLanes(b.pow(x, y), { x: bases, y: exponents });
    bases.forEach((p, i) => {
      const exact = p ** exponents[i]!;
      if (Math.abs(exact) > 1e38 || Math.abs(exact) < 1e-37) return;
      const bound = (1 + Math.abs(exponents[i]! * Math.log(p))) * 2 ** -22;
      expect(Math.abs(got[i]! / exact - 1)).toBeLessThan(bound);
    });
    const odd = await onLanes(b.pow(x, y), { x: [-2, -2, -2, 0, 0, 0, 5], y: [3, 4, 0.5, 2, 0, -1, 0] });
    [-8, 16, Number.NaN, 0, 1, Number.POSITIVE_INFINITY, 1].forEach((v, i) => {
      if (Number.isFinite(v)) expect(odd[i]).toBeCloseTo(v, 4);
      else expect(odd[i]).toBe(v);
    });
  });

  test('mod has the sign of the divisor', async () => {
    const inputs = { x: spread(-20, 20, 81), y: spread(-20, 20, 81).map((_, i) => (i % 2 ? 3 : -2.5)) };
    const got = await onLanes(b.binary('mod', x, y), inputs);
    inputs.x.forEach((p, i) => {
      const q = inputs.y[i]!;
      expect(Math.abs(got[i]! - (p - q * Math.floor(p / q)))).toBeLessThan(1e-5);
    });
  });

  test('lookup floors and clamps to the table', async () => {
    const positions = [-5, -0.5, 0, 0.99, 1, 2.5, 3, 99, 1e20, -1e20];
    const got = await onLanes(
      b.lookup(1, x),
      { x: positions },
      { tables: [Float64Array.of(9), Float64Array.of(10, 11, 12, 13)] },
    );
    expect([...got]).toEqual([10, 10, 10, 10, 11, 12, 13, 13, 13, 10]);
  });

  test('NaN has no place in a table', async () => {
    const got = await onLanes(b.lookup(0, x), { x: [Number.NaN, 1] }, { tables: [Float64Array.of(9, 8)] });
    expect([...got]).toEqual([Number.NaN, 8]);
  });

  test('what only uniforms enter is computed by the host in f64', async () => {
    const third = b.div(b.one, b.parameter('three'));
    const got = await onLanes(b.div(x, b.exp(third)), { x: [6, 7, 8] }, { shared: { three: 3 } });
    [6, 7, 8].forEach((v, i) => {
      expect(Math.abs(got[i]! - v / Math.exp(1 / 3))).toBeLessThanOrEqual(ulp(v));
    });
  });
});

describe('what only the step changes', () => {
  /** Values of an expression over time at a late step. */
  async function atStep(step: number, e: Expr, tables: Float64Array[] = []): Promise<number> {
    const program = programOf({
      populations: [
        {
          name: 'a',
          size: 4,
          states: { x: { initial: 0, next: e } },
          shared: { width: 0.1, f: 0.013 },
          tables,
        },
      ],
    });
    const engine = await createWasmEngine(program, imageOf(program, { threads: 1 }));
    engine.restore({ ...(await engine.checkpoint()), step });
    await engine.run(1);
    const values = await engine.readColumn(0, 0);
    engine.dispose();
    expect(new Set(values).size).toBe(1);
    return values[3]!;
  }

  test('is computed in f64: tables over time meet their entries exactly', async () => {
    const table = Float64Array.from({ length: 5000 }, (_, i) => i);
    const position = b.div(b.time, b.parameter('width'));
    for (const step of [0, 3, 7, 29, 1003, 4097, 4999]) {
      expect(await atStep(step, b.lookup(0, position), [table])).toBe(Math.floor((step * 0.1) / 0.1));
      expect(await atStep(step, b.unary('floor', position))).toBe(Math.floor((step * 0.1) / 0.1));
    }
    expect(await atStep(99_999, b.lookup(0, position), [table])).toBe(4999);
    expect(await atStep(5, b.lookup(0, b.neg(position)), [table])).toBe(0);
  });

  test('keeps the phase of an oscillation over a long run', async () => {
    const angle = b.mul(b.number(2 * Math.PI), b.mul(b.parameter('f'), b.time));
    for (const step of [1, 12_345, 10_000_019]) {
      const exact = 2 * Math.PI * (0.013 * (step * 0.1));
      expect(Math.abs((await atStep(step, b.unary('sin', angle))) - Math.sin(exact))).toBeLessThan(5e-7);
      expect(Math.abs((await atStep(step, b.unary('cos', angle))) - Math.cos(exact))).toBeLessThan(5e-7);
    }
  });

  test('mixes with what changes from cell to cell', async () => {
    const e = b.add(b.mul(b.cell, b.zero), b.binary('mod', b.step, b.number(7)));
    expect(await atStep(1000, b.sub(e, b.binary('max', b.unary('sqrt', b.step), b.parameter('f'))))).toBeCloseTo(
      (1000 % 7) - Math.sqrt(1000),
      5,
    );
  });
});
