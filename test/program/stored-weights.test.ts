import { expect, test } from 'vitest';
import { areLevels, bytesPerWeight, levelsOf, plainWeights, weightBytes } from '../../src/program/stored-weights.ts';

/** So many different numbers of both signs, each multiple of a power of two, in no order, and each again. */
const weights = (values: number): Int32Array =>
  Int32Array.from({ length: 2 * values }, (_, s) => 2 ** 14 * (((s * 31_337) % values) - values / 2));

test('weights by number are the weights, with as many values as there are numbers of 16 bits', () => {
  for (const whole of [
    weights(40),
    weights(2 ** 16),
    Int32Array.of(0, -(2 ** 31), 2 ** 31 - 1, -1, 0),
    new Int32Array(0),
  ]) {
    const levels = levelsOf(whole)!;
    expect(areLevels(levels)).toBe(true);
    expect(plainWeights(levels)).toEqual(whole);
    expect(levels.values.length).toBe(new Set(whole).size);
    expect(weightBytes(levels)).toBe(2 * whole.length + 4 * levels.values.length);
    expect(bytesPerWeight(levels)).toBe(2);
  }
});

test('more values are not numbered', () => {
  const more = new Int32Array(2 ** 17 + 1);
  more.set(weights(2 ** 16));
  more[2 ** 17] = 1;
  expect(levelsOf(more)).toBeUndefined();
});
