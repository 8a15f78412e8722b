import { describe, expect, test } from 'vitest';
import * as b from '../../src/expression/build.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import { topological } from '../../src/expression/visit.ts';
import { spreadPoisson } from '../../src/program/poisson.ts';

const shared = (name: string): boolean => name === 'm';

/** The count for a uniform number where the mean is m or a literal; `rest` is what the table would add, by its mean. */
function count(mean: number, u: number, literal: boolean): { count: number; rest: number } {
  const { roots } = spreadPoisson([b.poisson(literal ? b.number(mean) : b.parameter('m'), 0)], shared, 0);
  let rest = 0;
  const value = evaluate(roots[0]!, (leaf) => {
    if (leaf.op === 'parameter') return mean;
    if (leaf.op === 'draw') return u;
    if (leaf.op === 'poisson') rest = evaluate(leaf.args[0], () => mean);
    return 0;
  });
  return { count: value, rest };
}

describe('a mean that no cell changes', () => {
  test.each([0.1, 2.5, 7.9])('of %f is inverted from one uniform number', (mean) => {
    let cumulative = 0;
    let probability = Math.exp(-mean);
    for (let k = 0; k < 25; k++) {
      const before = cumulative;
      cumulative += probability;
      probability *= mean / (k + 1);
      // 24-bit draws do not reach further.
      if (cumulative > 1 - 1e-7) break;
      const middle = (before + cumulative) / 2;
      for (const literal of [true, false]) expect(count(mean, middle, literal)).toEqual({ count: k, rest: 0 });
    }
  });

  test('leaves whole eights and tiny means to the table', () => {
    for (const literal of [true, false]) {
      expect(count(40, 0.999, literal)).toEqual({ count: 0, rest: 40 });
      expect(count(83.5, 0.5, literal)).toEqual({ count: 3, rest: 80 });
      expect(count(1e-4, 0.9999, literal)).toEqual({ count: 0, rest: Math.fround(1e-4) });
      expect(count(0, 1 - 2 ** -24, literal)).toEqual({ count: 0, rest: 0 });
    }
  });

  test('needs no table where it is a literal below 8', () => {
    expect(spreadPoisson([b.poisson(b.number(3), 0)], shared, 0).tabled).toBe(false);
    expect(spreadPoisson([b.poisson(b.number(30), 0)], shared, 0).tabled).toBe(true);
  });
});

test('a mean that changes from cell to cell is left to the table', () => {
  const { roots, tabled, means } = spreadPoisson([b.poisson(b.parameter('own'), 4)], shared, 2);
  expect(tabled).toBe(true);
  expect(means).toEqual([]);
  const node = topological(roots).find((e) => e.op === 'poisson')!;
  expect([node.table, node.args[1].index]).toEqual([2, 4]);
});
