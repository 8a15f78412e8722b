import { expect, test } from 'vitest';
import { evenly, share, valueAt } from '../../src/numbers/scale.ts';

test('a logarithmic scale places decades evenly and reads itself back', () => {
  const scale = { low: 0.001, high: 10, log: true };
  expect([0.001, 0.01, 0.1, 1, 10].map((v) => share(scale, v))).toEqual(
    [0, 0.25, 0.5, 0.75, 1].map((v) => expect.closeTo(v, 12)),
  );
  expect(valueAt(scale, share(scale, 0.37))).toBeCloseTo(0.37, 12);
  expect(share(scale, -1)).toBeNaN();
});

test('values lie evenly between their ends, or in equal ratios', () => {
  expect(Array.from(evenly(-10, 10, 5))).toEqual([-10, -5, 0, 5, 10]);
  expect(Array.from(evenly(4, 2, 3))).toEqual([4, 3, 2]);
  expect(Array.from(evenly(3, 5, 1))).toEqual([3]);
  // Powers by logarithms: a few units in the last place of 1000.
  evenly(1, 1000, 4, true).forEach((value, k) => {
    expect(value / 10 ** k).toBeCloseTo(1, 12);
  });
});
