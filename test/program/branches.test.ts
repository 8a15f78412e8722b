import { expect, test } from 'vitest';
import { branchesOf } from '../../src/program/branches.ts';

const told = (parents: readonly number[]) => {
  const { places, firsts, levels } = branchesOf({ parents: Int32Array.from(parents) });
  return Array.from({ length: levels.length - 1 }, (_, l) =>
    Array.from({ length: levels[l + 1]! - levels[l]! }, (_, b) => [
      ...places.subarray(firsts[levels[l]! + b], firsts[levels[l]! + b + 1]),
    ]),
  );
};

test('a cable is one stretch on one level', () => {
  expect(told([-1, 0, 1, 2])).toEqual([[[0, 1, 2, 3]]]);
  expect(told([-1])).toEqual([[[0]]]);
});

test('stretches end at forks; those of a level hang on the level before, in the order of their first places', () => {
  //  0─1─┬─2─4─┬─6
  //      └─3─5 └─7─8
  expect(told([-1, 0, 1, 1, 2, 3, 4, 4, 7])).toEqual([
    [[0, 1]],
    [
      [2, 4],
      [3, 5],
    ],
    [[6], [7, 8]],
  ]);
});

test('of a random tree: every place once, after its parent, which is before it in its stretch or the end of one a level up', () => {
  let seed = 5;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const parents = Array.from({ length: 300 }, (_, k) => (k === 0 ? -1 : Math.max(0, k - 1 - random(4))));
  const levels = told(parents);
  expect(levels.flat(2).sort((a, b) => a - b)).toEqual([...parents.keys()]);
  levels.forEach((stretches, level) => {
    for (const stretch of stretches)
      stretch.forEach((place, i) => {
        if (i > 0) expect(parents[place]).toBe(stretch[i - 1]);
        else if (level > 0) expect(levels[level - 1]!.map((above) => above.at(-1))).toContain(parents[place]);
        else expect(parents[place]).toBe(-1);
      });
  });
});
