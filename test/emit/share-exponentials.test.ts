import { describe, expect, test } from 'vitest';
import { shareExponentials } from '../../src/emit/share-exponentials.ts';
import * as b from '../../src/expression/build.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import type { Expr } from '../../src/expression/node.ts';
import { topological } from '../../src/expression/visit.ts';

const n = b.number;
const v = b.state('v');
const u = b.sub(v, b.uniform(0));
/** The rates of Traub–Miles channels; exps written as in the papers. */
const rates = [
  b.div(n(1.28), b.exprel(b.div(b.sub(n(13), u), n(4)))),
  b.div(n(1.4), b.exprel(b.div(b.sub(u, n(40)), n(5)))),
  b.mul(n(0.128), b.exp(b.div(b.sub(n(17), u), n(18)))),
  b.div(n(4), b.add(b.one, b.exp(b.div(b.sub(n(40), u), n(5))))),
  b.div(n(0.16), b.exprel(b.div(b.sub(n(15), u), n(5)))),
  b.mul(n(0.5), b.exp(b.div(b.sub(n(10), u), n(40)))),
];
const at = (voltage: number, uniforms: readonly number[]) => (leaf: Expr) =>
  leaf.op === 'state' ? voltage : leaf.op === 'uniform' ? uniforms[leaf.index] : undefined;
/** Exponentials that cells compute; those of uniforms alone are the host's. */
const exponentials = (roots: readonly Expr[]): Expr[] =>
  topological(roots).filter(
    (e) => (e.op === 'exp' || e.op === 'exprel') && topological([e]).some((leaf) => leaf.op === 'state'),
  );

describe('shared exponentials', () => {
  test('six exponentials of the Traub–Miles rates become two', () => {
    expect(exponentials(rates).length).toBe(6);
    const shared = shareExponentials(rates)!;
    expect(exponentials(shared.roots).map((e) => e.op)).toEqual(['exp', 'exp']);
  });

  test('the values stay, singular points and other parameters included', () => {
    const shared = shareExponentials(rates)!;
    for (const shift of [-63, -60, 0])
      for (let voltage = -120; voltage <= 80; voltage += 0.25) {
        const environment = at(voltage, [shift]);
        rates.forEach((rate, i) => {
          const value = evaluate(rate, environment);
          expect(Math.abs(evaluate(shared.roots[i]!, environment) / value - 1)).toBeLessThan(2e-7);
        });
      }
  });

  test('slopes that only a uniform knows are shared where they are the same', () => {
    const x = b.div(b.sub(v, b.uniform(0)), b.uniform(1));
    const roots = [
      b.exp(x),
      b.exp(b.mul(n(3), x)),
      b.exprel(b.neg(x)),
      b.exp(b.div(b.sub(v, b.uniform(0)), b.uniform(2))),
    ];
    const shared = shareExponentials(roots)!;
    expect(exponentials(shared.roots).length).toBe(2);
    for (const voltage of [-20, -3, 0.5, 17]) {
      const environment = at(voltage, [2, 7, 9]);
      roots.forEach((root, i) => {
        expect(evaluate(shared.roots[i]!, environment) / evaluate(root, environment)).toBeCloseTo(1, 6);
      });
    }
  });

  test('offsets name what uniforms contribute, so that a host can refuse large ones', () => {
    const roots = [b.exp(b.div(b.sub(v, b.uniform(0)), n(5))), b.exp(b.div(b.sub(v, b.uniform(1)), n(5)))];
    const { offsets } = shareExponentials(roots)!;
    expect(offsets.map((e) => Math.abs(evaluate(e, at(0, [-40, 10]))))).toEqual([10]);
  });

  test('exponentials without a common slope, and slopes more than tenfold apart, are left alone', () => {
    expect(shareExponentials([b.exp(v), b.exp(b.state('w')), b.exp(b.mul(v, v))])).toBeUndefined();
    expect(shareExponentials([b.exp(v), b.exp(b.mul(n(11), v))])).toBeUndefined();
    expect(shareExponentials([b.exp(v), b.exp(b.mul(n(1.5), v))])).toBeUndefined();
  });
});
