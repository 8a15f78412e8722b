/** The laboratory's first rows on WebGPU. */
import { afterAll, describe, expect, it } from 'vitest';
import { impedance, lifInterval, releaseDevices, stepResponse } from '../../src/index.ts';
import { fiCurrents, impedancePeriods, presetByName, presetValues } from '../../src/presets/index.ts';
import { lockIn } from './lock-in.ts';
import { presetRun } from './preset-run.ts';

afterAll(releaseDevices);

const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

describe('the LIF laboratory on WebGPU', () => {
  it.each([0.1, 1, 7])('the RC curve is exact to 2e-6 at a step of %d ms', async (dt) => {
    const set = { I: '100 pA', V_0: '-80 mV' };
    const { traces } = await presetRun('lif', { set, backend: 'webgpu', dt, duration: 280, record: [0] });
    const worst = traces[0]!.values.reduce(
      (most, V, k) => Math.max(most, Math.abs(V / stepResponse(cell, 100, -80, (k + 1) * dt) - 1)),
      0,
    );
    expect(worst).toBeLessThan(2e-6);
  });

  it('200 currents: every interval within one step of T_ISI', async () => {
    const currents = fiCurrents(presetValues(presetByName('lif-fi')));
    const { spikes, dt } = await presetRun('lif-fi', { backend: 'webgpu', duration: 300 });
    const last = new Map<number, number>();
    let intervals = 0;
    spikes.cells.forEach((c, k) => {
      const step = spikes.steps[k]!;
      const before = last.get(c);
      last.set(c, step);
      if (before === undefined) return;
      intervals++;
      // f32 moves the passage by up to 1e-4 ms (see lif.test.ts).
      expect(Math.abs((step - before) * dt - lifInterval(cell, currents[c]!))).toBeLessThanOrEqual(dt + 2e-4);
    });
    expect(intervals).toBeGreaterThan(5000);
    for (let i = 0; i < 200; i++) expect(last.has(i)).toBe(currents[i]! > 150);
  });

  it('impedance of 24 frequencies from 10 to 1000 Hz within 0.5 % and 0.5°', async () => {
    const preset = presetByName('lif-impedance');
    const set = { cells: '24', f_low: '10 Hz' };
    const periods = impedancePeriods(presetValues(preset, set));
    const duration = 500;
    const meter = lockIn(periods, preset.dt, 300, duration);
    const record = Array.from(periods, (_, i) => i);
    await presetRun('lif-impedance', { set, backend: 'webgpu', duration, record, onTrace: meter.add });
    meter.results().forEach(({ amplitude, phase }, i) => {
      const exact = impedance(cell, 1000 / periods[i]!);
      expect(Math.abs(amplitude / 100 / exact.amplitude - 1)).toBeLessThan(0.005);
      expect(Math.abs(phase - exact.phase)).toBeLessThan(0.5);
    });
  });
});
