/** Axes of a sweep: what they may be, and what they are to begin with. */
import { expect, test } from 'vitest';
import { axisParameters, axisValues, defaultAxis, settledAxis } from '../../src/app/rooms/sweep/plan.ts';
import { UserError } from '../../src/index.ts';
import { presets } from '../../src/presets/index.ts';

const parameter = (name: string) => axisParameters('ei-tutorial').find((p) => p.name === name)!;

test('every parameter of every preset begins with an axis of different values within its bounds', () => {
  for (const preset of presets)
    for (const p of axisParameters(preset.name)) {
      const values = axisValues(defaultAxis(p), p);
      expect(new Set(values).size, `${preset.name}, ${p.name}`).toBe(values.length);
      for (const value of values) {
        expect(value, `${preset.name}, ${p.name}`).toBeGreaterThanOrEqual(p.range[0]);
        expect(value, `${preset.name}, ${p.name}`).toBeLessThanOrEqual(p.range[1]);
      }
    }
});

test('an axis that names a value twice is refused, whole numbers included', () => {
  const weights = { name: 'w_i', from: 67, to: 67, count: 2, logarithmic: false };
  expect(() => settledAxis(weights, parameter('w_i'))).toThrow(UserError);
  expect(() => settledAxis(weights, parameter('w_i'))).toThrow(/one value of w_i, not 2/);
  expect(settledAxis({ ...weights, count: 1 }, parameter('w_i')).count).toBe(1);
  const cells = { name: 'n_exc', from: 100, to: 102, count: 5, logarithmic: false };
  expect(() => settledAxis(cells, parameter('n_exc'))).toThrow(/3 different values of n_exc, not 5/);
});
