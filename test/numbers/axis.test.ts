import { expect, test } from 'vitest';
import { extent, logEnds, roundEnds, scaleTicks } from '../../src/numbers/axis.ts';

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
  // Equal but for rounding, as the synchrony of one cell is: no axis between the two.
  const [from, to] = roundEnds(1 - 9e-12, 1);
  expect(from).toBeCloseTo(0, 9);
  expect(to).toBeCloseTo(2, 9);
  expect(roundEnds(0, 0)).toEqual([-1, 1]);
  const [low, high] = logEnds(0.01, 0.1);
  expect(low).toBeLessThan(0.01);
  expect(high).toBeGreaterThan(0.1);
});
