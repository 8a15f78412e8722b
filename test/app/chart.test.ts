/** Scales and paths of the page's charts. */
import { expect, test } from 'vitest';
import { linePath, nearest } from '../../src/app/plots/chart/path.ts';
import { extent, logEnds, roundEnds, scaleTicks, share, valueAt } from '../../src/app/plots/chart/scale.ts';

test('a logarithmic scale places decades evenly and reads itself back', () => {
  const scale = { low: 0.001, high: 10, log: true };
  expect([0.001, 0.01, 0.1, 1, 10].map((v) => share(scale, v))).toEqual(
    [0, 0.25, 0.5, 0.75, 1].map((v) => expect.closeTo(v, 12)),
  );
  expect(valueAt(scale, share(scale, 0.37))).toBeCloseTo(0.37, 12);
  expect(share(scale, -1)).toBeNaN();
});

test('ticks are round, labelled where there is room, and within the axis', () => {
  const linear = scaleTicks({ low: -80, high: 60, log: false }, 8);
  expect(linear.map((t) => t.label)).toEqual(['−80', '−60', '−40', '−20', '0', '20', '40', '60']);
  const log = scaleTicks({ low: 0.005, high: 0.12, log: true }, 6);
  expect(log.filter((t) => t.label !== '').map((t) => t.label)).toEqual(['0.005', '0.01', '0.02', '0.05', '0.1']);
  const wide = scaleTicks({ low: 1e-9, high: 10, log: true }, 4);
  expect(wide.map((t) => t.label)).toContain('10⁻⁹');
  expect(wide.filter((t) => t.label !== '').length).toBeLessThan(6);
  expect(scaleTicks({ low: 900, high: 1.1e6, log: true }, 3).map((t) => t.label)).toContain('1\u2009000\u2009000');
});

test('extents leave out what cannot be drawn', () => {
  expect(extent([[1, Number.NaN, 3], [Number.POSITIVE_INFINITY]])).toEqual([1, 3]);
  expect(extent([[-1, 0, 2]], true)).toEqual([2, 2]);
  expect(extent([[Number.NaN]])).toBeUndefined();
  expect(roundEnds(-78, 47, 8)).toEqual([-80, 60]);
  const [low, high] = logEnds(0.01, 0.1);
  expect(low).toBeLessThan(0.01);
  expect(high).toBeGreaterThan(0.1);
});

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
