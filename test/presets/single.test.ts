import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BackendName, parseStep, simulate } from '../../src/index.ts';
import { linearCrossings } from '../../src/laboratory/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { golden, goldenCrossings, largest } from '../laboratory/golden.ts';
import { spikeTable } from './spike-table.ts';

/** State variables of a preset's cell after every step, the state at time 0 in front. */
async function traces(
  name: string,
  options: { set?: Record<string, string>; integrator: string; dt: string; duration: string; backend?: BackendName },
): Promise<number[][]> {
  const preset = presetByName(name);
  const { set, ...rest } = options;
  const run = await simulate(preset.build(presetValues(preset, set), 1), {
    backend: 'reference',
    ...rest,
    record: [{ variables: preset.variables, cells: [0] }],
  });
  const { values } = run.traces[0]!;
  const n = preset.variables.length;
  return Array.from({ length: values.length / n }, (_, k) => Array.from(values.subarray(k * n, k * n + n)));
}

describe('hh-tutorial', () => {
  it.each(spikeTable)('$integrator at $dt ms: spike times of the table', async ({ integrator, dt, times }) => {
    const rows = await traces('hh-tutorial', {
      set: { V_spread: '0 mV' },
      integrator,
      dt: `${dt} ms`,
      duration: '100 ms',
    });
    const found = linearCrossings([-65, ...rows.map((r) => r[0]!)], dt);
    expect(found).toHaveLength(3);
    expect(largest(found, times)).toBeLessThan(0.002);
  });

  it.each(spikeTable)('$integrator at $dt ms on wasm: spike times to 0.02 ms', async ({ integrator, dt, times }) => {
    const rows = await traces('hh-tutorial', {
      set: { V_spread: '0 mV' },
      integrator,
      dt: `${dt} ms`,
      duration: '100 ms',
      backend: 'wasm',
    });
    const found = linearCrossings([-65, ...rows.map((r) => r[0]!)], dt);
    expect(found).toHaveLength(3);
    expect(largest(found, times)).toBeLessThan(0.02);
  });

  it('ends rk4 at 0.1 ms near 42.5 ms', async () => {
    const set = { V_spread: '0 mV' };
    const run = traces('hh-tutorial', { set, integrator: 'rk4', dt: '0.1 ms', duration: '100 ms' });
    // V leaves ±100 V one step before it becomes NaN.
    await expect(run).rejects.toMatchObject({ name: 'BlowUpError', variable: 'V', time: expect.closeTo(42.45, 1) });
  });

  const steps = readFileSync(new URL('../golden/hh_tutorial_steps.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  it.each(
    steps
      .slice(1)
      .map((line) => line.split(','))
      .filter(([method]) => method !== 'exact'),
  )('%s, dt %s ms: golden state at %s ms', async (integrator, dt, time, ...expected) => {
    const rows = await traces('hh-tutorial', {
      set: { V_spread: '0 mV' },
      integrator: integrator!,
      dt: `${dt} ms`,
      duration: `${time} ms`,
    });
    const last = rows.at(-1)!;
    // The table has 6 decimals of the voltage and 8 of the gates: half a unit of the last one is printing.
    expect(Math.abs(last[0]! - Number(expected[0]))).toBeLessThan(5e-7 + 2e-7);
    for (let gate = 1; gate < 4; gate++)
      expect(Math.abs(last[gate]! - Number(expected[gate]))).toBeLessThan(5e-9 + 2e-7);
  });
});

describe('hh-classic', () => {
  it("rk4 at 0.01 ms agrees with NEURON's trace to 0.02 mV, its spike times to 0.001 ms", async () => {
    const expected = golden('hh_classic_10uA.csv');
    const rows = await traces('hh-classic', {
      set: { E_L: '-54.3 mV' },
      integrator: 'rk4',
      dt: '0.01 ms',
      duration: '100 ms',
    });
    const fine = [-65, ...rows.map((r) => r[0]!)];
    const dt = parseStep('0.01 ms');
    const errors = expected.map(([time, V]) => Math.abs(fine[Math.round(time! / dt)]! - V!));
    expect(Math.max(...errors)).toBeLessThan(0.02);
    const spikes = linearCrossings(fine, dt);
    expect(largest(spikes, goldenCrossings('hh_classic_10uA.csv'))).toBeLessThan(0.001);
  });

  it('fires at the rates of the exact curve', async () => {
    // Intervals of the exact curve after 1 s: 68.3, 78.6 and 86.5 Hz.
    for (const [I, rate] of [
      [10, 68.3],
      [15, 78.6],
      [20, 86.5],
    ] as const) {
      const rows = await traces('hh-classic', {
        set: { I: `${I} uA/cm^2` },
        integrator: 'exp_euler',
        dt: '0.05 ms',
        duration: '200 ms',
      });
      const spikes = linearCrossings(
        rows.map((r) => r[0]!),
        0.05,
      );
      expect(Math.abs(1000 / (spikes.at(-1)! - spikes.at(-2)!) - rate)).toBeLessThan(0.2);
    }
  });
});

describe('tm-cell', () => {
  it('ind_exp_euler at 0.1 ms equals the golden run over 200 ms', async () => {
    const expected = golden('tm_0.3nA_ind_exp_euler_dt0.1.csv');
    const rows = await traces('tm-cell', { integrator: 'ind_exp_euler', dt: '0.1 ms', duration: '200 ms' });
    expect(rows).toHaveLength(2000);
    for (let v = 0; v < 4; v++)
      expect(
        largest(
          rows.map((r) => r[v]!),
          expected.slice(1).map((r) => r[v + 1]!),
        ),
      ).toBeLessThan(1e-6);
  });

  it('staggered at 0.1 ms fires every 17.09 ms', async () => {
    const rows = await traces('tm-cell', { integrator: 'staggered', dt: '0.1 ms', duration: '200 ms' });
    const spikes = linearCrossings(
      rows.map((r) => r[0]!),
      0.1,
      -20,
    );
    const interval = (spikes.at(-1)! - spikes[0]!) / (spikes.length - 1);
    expect(Math.abs(interval - 17.09)).toBeLessThan(0.01);
  });
});
