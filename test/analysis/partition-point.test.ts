import { expect, it } from 'vitest';
import { partitionPoint } from '../../src/analysis/partition-point.ts';

it('finds the first place that is not before, in lists of any length', () => {
  for (let n = 0; n <= 20; n++)
    for (let place = 0; place <= n; place++) {
      const asked: number[] = [];
      const found = partitionPoint(n, (k) => {
        asked.push(k);
        return k < place;
      });
      expect(found).toBe(place);
      // Within the list, and at most ⌊log₂ n⌋ + 1 times.
      expect(asked.every((k) => k >= 0 && k < n)).toBe(true);
      expect(asked.length).toBeLessThanOrEqual(n === 0 ? 0 : Math.floor(Math.log2(n)) + 1);
    }
});

it('of equal values it finds the first, or the place after the last', () => {
  const list = [1, 2, 2, 2, 5];
  expect(partitionPoint(list.length, (k) => list[k]! < 2)).toBe(1);
  expect(partitionPoint(list.length, (k) => list[k]! <= 2)).toBe(4);
});
