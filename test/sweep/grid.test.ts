import { expect, it } from 'vitest';
import { combinations, spaced } from '../../src/index.ts';

it('spaces values evenly, with clean ends', () => {
  expect(spaced(0, 1, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(spaced(0.1, 0.7, 7)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(spaced(3, 9, 1)).toEqual([3]);
  expect(spaced(1, 1000, 4, true)).toEqual([1, 10, 100, 1000]);
});

it('combines axes, the last one fastest', () => {
  expect(
    combinations([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual([
    [1, 3],
    [1, 4],
    [2, 3],
    [2, 4],
  ]);
  expect(combinations([[1, 2]])).toEqual([[1], [2]]);
  expect(combinations([])).toEqual([[]]);
});

it('refuses what cannot be spaced or is too much', () => {
  expect(() => spaced(0, 1, 0)).toThrow(/whole number of values/);
  expect(() => spaced(0, 1, 3, true)).toThrow(/above 0/);
  expect(() => spaced(0, Number.NaN, 3)).toThrow(/finite/);
  expect(() => combinations([spaced(0, 1, 100), spaced(0, 1, 100)])).toThrow(/10000 networks/);
});
