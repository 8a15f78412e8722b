import { describe, expect, it } from 'vitest';
import { meanCv, meanRate } from '../../src/analysis/index.ts';
import { brunelPlanePoints, presetByName, presetValues } from '../../src/presets/index.ts';
import { presetRun } from './preset-run.ts';

describe('brunel-2000-plane', () => {
  const set = { columns: '2', rows: '3', eta_low: '0.4', eta_high: '3' };

  it('lays its points out row by row, each with cells of its own', () => {
    const points = brunelPlanePoints(presetValues(presetByName('brunel-2000-plane'), set));
    expect(points.map(({ g, eta }) => [g, Number(eta.toFixed(9))])).toEqual([
      [3, 0.4],
      [6.5, 0.4],
      [3, 1.7],
      [6.5, 1.7],
      [3, 3],
      [6.5, 3],
    ]);
    expect(points.map(({ first }) => first)).toEqual([0, 500, 1000, 1500, 2000, 2500]);
  });

  it('is silent below the threshold rate, regular where excitation wins, irregular where inhibition does', async () => {
    const { spikes, dt, steps } = await presetRun('brunel-2000-plane', {
      set,
      backend: 'wasm',
      duration: 400,
      seed: 2,
    });
    const points = brunelPlanePoints(presetValues(presetByName('brunel-2000-plane'), set));
    const window = { from: 1000, to: steps };
    const rates = points.map((point) => meanRate(spikes, point, window, dt)!);
    const cvs = points.map((point) => meanCv(spikes, point, window));
    for (const k of [0, 1]) expect(rates[k]!).toBeLessThan(2);
    for (const k of [2, 4]) {
      expect(rates[k]!).toBeGreaterThan(250);
      expect(cvs[k]!).toBeLessThan(0.2);
    }
    for (const k of [3, 5]) {
      expect(rates[k]!).toBeGreaterThan(5);
      expect(rates[k]!).toBeLessThan(120);
      expect(cvs[k]!).toBeGreaterThan(0.7);
    }
  });
});
