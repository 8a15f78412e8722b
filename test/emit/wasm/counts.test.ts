import { describe, expect, test } from 'vitest';
import { countsInParts } from '../../../src/emit/wasm/counts.ts';
import * as b from '../../../src/expression/build.ts';
import { evaluate } from '../../../src/expression/evaluate.ts';
import type { Expr } from '../../../src/expression/node.ts';
import { some } from '../../../src/expression/visit.ts';
import { onLanes } from './lanes.ts';

const x = b.parameter('x');
/** How many of the thresholds x has reached. */
const count = (thresholds: readonly Expr[]): Expr =>
  b.balancedSum(thresholds.map((t) => b.select(b.compare('ge', x, t), b.one, b.zero)));
const literals = (values: readonly number[]): Expr[] => values.map((value) => b.number(value));
/** Whether a number is compared with the least of several. */
const isCut = (e: Expr): boolean => some(e, ({ op, args }) => op === 'ge' && args[1]!.op === 'min');

const rising = Array.from({ length: 32 }, (_, k) => k / 4);
const mixed = rising.map((_, k) => rising[(13 * k + 5) % 32]!);

describe('a count of many thresholds', () => {
  test.each([
    ['that rise', rising],
    ['in any order', mixed],
  ])('%s is the same in two parts', async (_, thresholds) => {
    // Groups of four lanes below all, below the eighth, around it and above all; no number reaches what is none.
    const inputs = [-1, -2, -3, -4, 0, 0.5, 1, 1.5, 1.75, 2, 2.25, -5, 8, 9, 7.75, 7.5, Number.NaN, 3];
    const [uniforms] = [thresholds.map((_, k) => b.uniform(k))];
    const [cut] = countsInParts([count(uniforms)]) as [Expr];
    expect(isCut(cut)).toBe(true);
    const right = inputs.map((value) => thresholds.filter((t) => value >= t).length);
    const here = inputs.map((value) =>
      evaluate(cut, (leaf) => (leaf.op === 'uniform' ? thresholds[leaf.index] : value)),
    );
    expect(here).toEqual(right);
    expect([...(await onLanes(count(literals(thresholds)), { x: inputs }))]).toEqual(right);
  });

  test('is left whole where it is short, of other terms, or of several numbers', () => {
    const y = b.select(b.compare('ge', b.parameter('y'), b.one), b.one, b.zero);
    const twice = b.select(b.compare('ge', x, b.number(3)), b.number(2), b.zero);
    const whole = [
      count(literals(rising.slice(0, 12))),
      b.add(count(literals(rising)), y),
      b.add(twice, count(literals(rising))),
    ];
    const left = countsInParts(whole);
    expect(left[0]).toBe(whole[0]);
    // The sum within is still one.
    for (const [k, e] of whole.entries()) expect(left[k] === e).toBe(k === 0);
    expect(countsInParts([count(rising.map((_, k) => b.parameter(`p${k}`)))]).some(isCut)).toBe(false);
  });
});
