import { expect, test } from 'vitest';
import * as b from '../../src/expression/build.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import type { Expr } from '../../src/expression/node.ts';
import type { CompareOp } from '../../src/expression/ops.ts';
import { compareInstants } from '../../src/program/instants.ts';

const onset = b.parameter('onset');
const shared = (name: string): boolean => name === 'onset';

/** Whether the comparison holds in a step; `own` is a value that each cell has of its own. */
function holds(e: Expr, step: number, dt: number, at = 0): boolean {
  const leaves: Record<string, number> = { time: step * dt, dt, parameter: at };
  const parts = { whole: step, high: Math.floor(step / 2 ** 16), low: step % 2 ** 16 };
  return evaluate(e, (leaf) => (leaf.op === 'step' ? parts[leaf.part] : leaves[leaf.op])) === 1;
}

const comparison = (op: CompareOp, x: Expr, y: Expr): Expr => compareInstants([b.compare(op, x, y)], shared)[0]!;

test.each([0.1, 0.025, 0.03, 0.005, 1])(
  'at dt %f ms, every instant on the grid begins and ends with its step',
  (dt) => {
    const forms: [Expr, Expr][] = [
      [b.time, onset],
      [b.time, b.parameter('own')],
      [b.sub(b.time, onset), b.zero],
      [b.neg(onset), b.neg(b.time)],
    ];
    for (const [x, y] of forms)
      for (let k = 1; k < 3000; k++) {
        // As it is read from a text: the number nearest to the decimal.
        const at = Number((k * dt).toFixed(3));
        const found = (['ge', 'gt', 'lt', 'le'] as const).map((op) =>
          [k - 1, k, k + 1].map((step) => holds(comparison(op, x, y), step, dt, at)),
        );
        expect(found, `${k}`).toEqual([
          [false, true, true],
          [false, false, true],
          [true, false, false],
          [true, true, false],
        ]);
      }
  },
);

test('an instant between two steps divides them', () => {
  for (const part of [0.01, 0.3, 0.5, 0.99])
    for (const op of ['ge', 'gt'] as const) {
      const e = comparison(op, b.time, onset);
      expect([7, 8].map((step) => holds(e, step, 0.1, 0.7 + 0.1 * part))).toEqual([false, true]);
    }
});

test('equality finds its step, and none between steps', () => {
  const e = comparison('eq', b.time, onset);
  const other = comparison('ne', b.time, onset);
  for (const [at, steps] of [
    [1.15, [46]],
    [1.16, []],
  ] as const) {
    const all = Array.from({ length: 60 }, (_, k) => k);
    expect(all.filter((k) => holds(e, k, 0.025, at))).toEqual(steps);
    expect(all.filter((k) => !holds(other, k, 0.025, at))).toEqual(steps);
  }
});

test('pulses begin and end with their steps', () => {
  const train = b.binary('mod', b.sub(b.time, b.number(0.3)), b.number(1.1));
  const e = comparison('lt', train, b.number(0.2));
  for (let k = 3; k < 5000; k++) expect(holds(e, k, 0.1), `step ${k}`).toBe((k - 3) % 11 < 2);
});

test('what is no comparison of times stays as it is', () => {
  const [x, y] = [b.state('x'), b.mul(b.time, b.time)];
  for (const e of [b.compare('gt', x, onset), b.compare('lt', y, onset), b.compare('eq', b.time, x), b.add(b.time, x)])
    expect(compareInstants([e], shared)[0]).toBe(e);
});
