import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import { parseExpression } from '../../src/equations/expression.ts';
import { modelScope } from '../../src/equations/scope.ts';
import { some } from '../../src/expression/visit.ts';
import { valueAt } from './models.ts';

// Their values over the whole range of numbers are tested on every backend with the other functions (test/fixtures/programs/ranges.ts).
const scope = modelScope(buildModel({ equations: 'dx/dt = 0/ms : 1\ndy/dt = 0/ms : 1', parameters: {} }));
const read = (text: string) => parseExpression(text, scope).value;
const changed = (text: string): boolean => some(read(text), (e) => e.op === 'select');

describe('products that are far out', () => {
  it.each([
    ['exp(x)/(1 + exp(y))', 2],
    ['(1 + exp(x))/(2 + exp(y))', 2],
    ['-(1 + exp(x))/exp(y)', -2],
    ['3*exp(-y)*(1 + exp(x))', 6],
    ['exp(x)/(1 + exp(y))**2*exp(y)', 2],
    ['exp(x)*exp(y)/exp(2*y)', 2],
    ['y*exp(x)/(exp(y) - 1)/y', 2],
  ])('%s is right where every exponential is e^800 or so', (text, whole) => {
    // e^(x − y) is 2.
    expect(valueAt(read(text), { x: 800 + Math.LN2, y: 800 })).toBeCloseTo(whole, 10);
    expect(valueAt(read(text), { x: 90 + Math.LN2, y: 90 })).toBeCloseTo(whole, 10);
  });

  it('have the same bits as written where nothing is far out', () => {
    for (const [x, y] of [
      [3.7, -2.1],
      [-50.3, 20.2],
      [39.9, 39.9],
      [-300, 300.7],
    ] as const) {
      const plain = Math.exp(x) / (1 + Math.exp(y));
      expect(valueAt(read('exp(x)/(1 + exp(y))'), { x, y })).toBe(plain);
      expect(valueAt(read('(1 + exp(x))/(2 + exp(y))'), { x, y })).toBe((1 + Math.exp(x)) / (2 + Math.exp(y)));
    }
  });

  it.each(['1/(1 + exp(-x))', 'x*exp(y)', '1/(exp(x) + exp(y))', 'exp(x)*(1 - y)', '(2 - x)/(1 + exp(y))'])(
    '%s needs nothing',
    (text) => expect(changed(text)).toBe(false),
  );

  it('are left alone where one falls as the other grows', () => {
    // The exponents meet at 10, of what may be far out at 45.
    expect(changed('exp(-x)/(1 + exp(x - 20))')).toBe(false);
    expect(changed('exp(90 - x)/(1 + exp(x))')).toBe(true);
  });
});
