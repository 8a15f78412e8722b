/** Axes of a sweep: what they may be, and what they are to begin with; how its numbers are written. */
import { expect, test } from 'vitest';
import { mapView } from '../../src/app/rooms/sweep/view.ts';
import { UserError } from '../../src/index.ts';
import { pointPresets } from '../../src/presets/index.ts';
import { rateOf } from '../../src/presets/sweeps/measures.ts';
import {
  axisParameters,
  axisValues,
  defaultAxis,
  planFor,
  presetOrFirst,
  settledAxis,
} from '../../src/presets/sweeps/plan.ts';
import { valueText } from '../../src/presets/sweeps/table.ts';

const parameter = (name: string) => axisParameters(presetOrFirst('ei-tutorial')).find((p) => p.name === name)!;

test('every parameter of every preset begins with an axis of different values within its bounds', () => {
  for (const preset of pointPresets)
    for (const p of axisParameters(preset)) {
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

test('a spread is written no finer than its mean', () => {
  const measures = (rate: number) => ({
    rates: { E: rate },
    cv: 1,
    synchrony: 0,
    silent: 0,
    firstSpike: 14,
    hash: '',
    spikes: 0,
  });
  const text = (...rates: number[]) => valueText(rateOf('E'), { measures: rates.map(measures), reasons: [] });
  expect(text(293, 295)).toBe('294 ± 1\u2009Hz');
  expect(text(50.1, 64.7)).toBe('57.4 ± 10.3\u2009Hz');
  expect(text(57.4)).toBe('57.4\u2009Hz');
});

test('axes are titled with symbols as they are set, not as they are typed', () => {
  const plan = { ...planFor(presetOrFirst('brunel-2000')), seeds: 1 };
  const { x, y } = mapView(plan, [], undefined);
  expect([x.title, y!.title]).toEqual(['inhibitory ÷ excitatory weight g', 'external rate ÷ threshold rate η']);
});
