import { describe, expect, it } from 'vitest';
import { spikeDifference } from '../../src/analysis/spike-difference.ts';

const spikes = (pairs: readonly (readonly [number, number])[]) => ({
  steps: Uint32Array.from(pairs, ([step]) => step),
  cells: Uint32Array.from(pairs, ([, cell]) => cell),
});
const how = { cells: 3, steps: 100, dt: 0.1, tolerance: 2 };
const run = spikes([
  [1, 0],
  [1, 2],
  [40, 1],
  [90, 0],
]);

describe('spikeDifference', () => {
  it('finds equal runs equal, empty ones too', () => {
    const same = spikeDifference(run, run, how);
    expect(same).toMatchObject({ equal: true, first_difference: null, spikes: { a: 4, b: 4, common: 4, near: 4 } });
    expect(same.distance).toEqual({ rates: 0, intervals: 0 });
    expect(spikeDifference(spikes([]), spikes([]), how).equal).toBe(true);
  });

  it('names the first spike that is in one of them only, whichever it is', () => {
    const later = spikes([
      [1, 0],
      [1, 2],
      [41, 1],
      [90, 0],
    ]);
    expect(spikeDifference(run, later, how)).toMatchObject({
      equal: false,
      first_difference: { step: 40, neuron: 1, only_in: 'a' },
      spikes: { common: 3, near: 4 },
    });
    expect(spikeDifference(later, run, how).first_difference).toEqual({ step: 40, neuron: 1, only_in: 'b' });
    const fewer = spikes([
      [1, 0],
      [40, 1],
      [90, 0],
    ]);
    expect(spikeDifference(run, fewer, how).first_difference).toEqual({ step: 1, neuron: 2, only_in: 'a' });
    expect(spikeDifference(fewer, run, how).first_difference).toEqual({ step: 1, neuron: 2, only_in: 'b' });
  });

  it('finds a run that ends before the other', () => {
    expect(spikeDifference(run, spikes([[1, 0]]), how)).toMatchObject({
      first_difference: { step: 1, neuron: 2, only_in: 'a' },
      spikes: { a: 4, b: 1, common: 1 },
      // 3 and 1 spikes of 3 cells in 10 ms: 4/3 and 1/3 per cell.
      rate_hz: { a: expect.closeTo(400 / 3, 9), b: expect.closeTo(100 / 3, 9) },
    });
    expect(spikeDifference(spikes([]), run, how).first_difference).toEqual({ step: 1, neuron: 0, only_in: 'b' });
  });
});
