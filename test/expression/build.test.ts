import { describe, expect, it } from 'vitest';
import * as b from '../../src/expression/build.ts';
import { derivative } from '../../src/expression/derivative.ts';
import { byName, evaluate } from '../../src/expression/evaluate.ts';
import type { Expr } from '../../src/expression/node.ts';
import { phi1Action } from '../../src/expression/phi1.ts';
import { statesOf, substituteStates, topological } from '../../src/expression/visit.ts';

const x = b.state('x');
const y = b.state('y');
const at = (values: Record<string, number>) => byName((name) => values[name]);

describe('constructors', () => {
  it('intern: equal structures are one node', () => {
    expect(b.add(b.mul(b.number(2), x), y)).toBe(b.add(b.mul(b.number(2), x), y));
    expect(b.state('x')).not.toBe(b.previous('x'));
    expect(b.neg(b.zero)).toBe(b.zero);
  });

  it('drop neutral and absorbing elements', () => {
    expect(b.add(x, b.zero)).toBe(x);
    expect(b.mul(b.one, x)).toBe(x);
    expect(b.mul(x, b.zero)).toBe(b.zero);
    expect(b.div(x, b.one)).toBe(x);
    expect(b.sub(x, x)).toBe(b.zero);
    expect(b.neg(b.neg(x))).toBe(x);
    expect(b.select(b.always, x, y)).toBe(x);
    expect(b.and(b.always, b.compare('lt', x, y))).toBe(b.compare('lt', x, y));
  });

  it('fold literals in f64', () => {
    expect(b.exp(b.number(1))).toBe(b.number(Math.E));
    expect(b.div(b.number(1), b.number(3))).toBe(b.number(1 / 3));
    expect(b.compare('lt', b.number(1), b.number(2))).toBe(b.always);
  });

  it('turn whole powers into products', () => {
    const cube = b.pow(x, b.number(3));
    expect(topological([cube]).some((e) => e.op === 'pow')).toBe(false);
    expect(evaluate(cube, at({ x: 1.5 }))).toBe(1.5 ** 3);
    expect(evaluate(b.pow(x, b.number(-2)), at({ x: 4 }))).toBe(1 / 16);
    expect(evaluate(b.pow(x, b.number(0.3)), at({ x: 4 }))).toBe(4 ** 0.3);
  });
});

describe('derivative', () => {
  // Central differences of step 1e-5 are good to about 1e-9 of the third derivative here; 1e-7 relative leaves two digits of room.
  const cases: [string, Expr][] = [
    ['product and quotient', b.div(b.mul(x, y), b.add(b.one, b.mul(x, x)))],
    ['exp', b.exp(b.mul(b.number(-0.7), x))],
    ['exprel', b.exprel(b.mul(b.number(1.3), x))],
    ['1/exprel', b.div(b.one, b.exprel(b.sub(x, y)))],
    ['pow', b.pow(x, b.number(2.5))],
    ['pow of exponent', b.pow(b.number(2), x)],
    ['log and sqrt', b.mul(b.unary('log', x), b.unary('sqrt', x))],
    ['trigonometry', b.mul(b.unary('sin', x), b.unary('cos', b.mul(x, y)))],
    ['tan and tanh', b.add(b.unary('tan', x), b.unary('tanh', x))],
    ['select', b.select(b.compare('gt', x, y), b.mul(x, x), b.neg(x))],
    ['min and max', b.binary('min', b.binary('max', x, y), b.mul(x, x))],
    ['abs', b.unary('abs', b.neg(x))],
  ];
  for (const [name, e] of cases)
    it(name, () => {
      for (const value of [0.11, 0.6, 1.7, 2.9]) {
        const h = 1e-5;
        const f = (v: number): number => evaluate(e, at({ x: v, y: 0.8 }));
        const numeric = (f(value + h) - f(value - h)) / (2 * h);
        const symbolic = evaluate(derivative(e, 'x'), at({ x: value, y: 0.8 }));
        expect(Math.abs(symbolic - numeric)).toBeLessThan(1e-7 * Math.max(1, Math.abs(numeric)));
      }
    });

  it('of exprel is smooth through 0', () => {
    const d = derivative(b.exprel(x), 'x');
    for (const v of [-0.1001, -0.0999, -1e-9, 0, 1e-9, 0.0999, 0.1001]) {
      // d exprel/dx = Σ k x^(k−1)/(k+1)!
      let sum = 0;
      for (let k = 30, factorial = 1; k >= 1; k--) {
        factorial = 1;
        for (let i = 2; i <= k + 1; i++) factorial *= i;
        sum += (k * v ** (k - 1)) / factorial;
      }
      expect(Math.abs(evaluate(d, at({ x: v })) - sum)).toBeLessThan(1e-11);
    }
  });
});

describe('substitution', () => {
  it('replaces current values and keeps previous ones', () => {
    const e = b.sub(x, b.previous('x'));
    const [result] = substituteStates([e], new Map([['x', y]]));
    expect(result).toBe(b.sub(y, b.previous('x')));
    expect([...statesOf(e)]).toEqual(['x']);
  });
});

describe('phi1', () => {
  it('equals exprel for 1×1, at all sizes', () => {
    for (const z of [-40, -10, -1, -1e-9, 0, 1e-9, 0.3, 1, 10]) {
      const expected = z === 0 ? 1 : Math.expm1(z) / z;
      // Squaring d times multiplies rounding by about 2^d: at |z| = 40, 7 doublings, 128·2.2e-16 of the largest term.
      expect(Math.abs(phi1Action([z], [1])[0]! - expected)).toBeLessThan(1e-13 * Math.max(1, expected));
    }
  });

  it('is exact for a singular matrix', () => {
    // M = [[0, a], [0, 0]]: φ₁(M) = 1 + M/2.
    const [p, q] = phi1Action([0, 6, 0, 0], [1, 2]);
    expect(p).toBeCloseTo(1 + 6, 14);
    expect(q).toBeCloseTo(2, 14);
  });

  it('solves a rotation: φ₁ of [[0, −w], [w, 0]]', () => {
    const w = 3;
    const [p, q] = phi1Action([0, -w, w, 0], [1, 0]);
    expect(p).toBeCloseTo(Math.sin(w) / w, 13);
    expect(q).toBeCloseTo((1 - Math.cos(w)) / w, 13);
  });

  it('passes NaN through', () => {
    expect(phi1Action([Number.NaN], [1])[0]).toBeNaN();
  });
});
