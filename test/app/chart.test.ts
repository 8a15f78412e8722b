/** Scales and paths of the page's charts. */
import { expect, test } from 'vitest';
import { linePath, nearest } from '../../src/app/plots/chart/path.ts';

test('a long trace is thinned to its pixels without losing a spike or bridging a gap', () => {
  const x = Float64Array.from({ length: 200_000 }, (_, i) => i / 1000);
  const y = x.map((_, i) => (i === 123_456 ? 40 : -65));
  const frame = { x: (t: number) => t * 5, y: (v: number) => -v, from: 0, to: 200, width: 1000 };
  const path = linePath(x, y, frame);
  expect(path).toContain(' -40');
  expect(path.length).toBeLessThan(100_000);
  expect(linePath([0, 1, 2, 3], [1, 2, Number.NaN, 4], { ...frame, x: (t) => t })).toBe('M0 -1L1 -2M3 -4');
});

test('the nearest point is found at both ends and between', () => {
  const xs = [0, 1, 4];
  expect([-5, 0.4, 0.6, 2.4, 2.6, 9].map((v) => nearest(xs, v))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(nearest([], 1)).toBe(-1);
});
