/** Histograms as they are drawn: shares of all values, as the corners of their steps. */
import { describe, expect, it } from 'vitest';
import { histogramOf, linear, stepped } from '../../src/analysis/histogram.ts';

describe('histograms', () => {
  it('give each bin its share of all values, drawn as steps from zero to zero', () => {
    const { x, y } = stepped([0, 0.5, 1, 1.5, 3, 9], linear(0, 3, 3));
    expect([...x]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect([...y].map((v) => Number(v.toFixed(3)))).toEqual([0, 33.333, 33.333, 33.333, 33.333, 16.667, 16.667, 0]);
  });

  it('count whole numbers one by one', () => {
    const { x, y, mean, sd } = histogramOf([2, 2, 3, 5], true);
    expect(x[1]).toBe(1.5);
    expect(y[1]).toBe(50);
    expect(mean).toBe(3);
    expect(sd).toBeCloseTo(Math.sqrt(1.5), 12);
  });
});
