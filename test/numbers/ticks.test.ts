import { expect, test } from 'vitest';
import { grouped } from '../../src/numbers/grouped.ts';
import { roundUp, tickLabel, tickStep, ticks } from '../../src/numbers/ticks.ts';

test('ticks are multiples of 1, 2 or 5 within the range', () => {
  expect(ticks(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticks(-90, 50, 3)).toEqual([-50, 0, 50]);
  expect(ticks(0.3, 0.7, 4).map((t) => Number(t.toFixed(6)))).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(tickStep(0, 1, 3)).toBe(0.5);
  expect(tickLabel(0.30000000000000004, 0.1)).toBe('0.3');
  expect(tickLabel(-75, 25)).toBe('\u221275');
  expect(grouped('1234567')).toBe('1\u2009234\u2009567');
  expect([0, 7, 10, 11, 430].map(roundUp)).toEqual([1, 10, 10, 20, 500]);
});

test('a number that is round but for its last bits is the round one, and nothing is minus zero', () => {
  expect(roundUp(0.1 + 0.1)).toBe(0.2);
  expect(roundUp(0.7 - 0.2)).toBe(0.5);
  expect(roundUp(1.0000000000000002)).toBe(1);
  expect(tickLabel(-0, 0.5)).toBe('0.0');
  expect(tickLabel(-1e-17, 0.5)).toBe('0.0');
});
