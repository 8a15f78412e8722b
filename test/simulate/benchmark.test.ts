/** Rows of the benchmark: the same spikes by every backend's own count, and phases that add up to a step. */
import { expect, test } from 'vitest';
import { benchmark } from '../../src/index.ts';
import { presetByName, presetValues, sized } from '../../src/presets/index.ts';

const preset = presetByName('ei-brette2007');
const { settings } = sized(preset, 400);
const small = {
  name: 'ei-brette2007, 400 cells',
  build: () => preset.build(presetValues(preset, settings), 1),
  steps: 300,
  dt: `${preset.dt} ms`,
  integrator: preset.integrator,
};

test('phases are told where they are asked for, and with the rest they are the step', async () => {
  const fractions: number[] = [];
  const rows = await benchmark(small, {
    backends: ['wasm', 'reference'],
    threads: [1, 2],
    rounds: 2,
    phases: true,
    onProgress: (_, fraction) => fractions.push(fraction),
  });
  expect(rows.map((row) => row.phases?.means)).toEqual(['thread clocks', 'thread clocks', 'clock']);
  for (const { phases, backend } of rows) {
    const { rows: times, ms_per_step, waiting_ms_per_step, rest_ms_per_step } = phases!;
    expect(times.map((t) => t.phase)).toEqual(['gather+integrate+detect', 'deliver', 'record']);
    for (const time of times) {
      expect(time.ms_per_step).toBeGreaterThan(0);
      expect(time.dispatches_per_step).toBe(0);
    }
    const sum = times.reduce((n, t) => n + t.ms_per_step, waiting_ms_per_step + rest_ms_per_step);
    // Sums of numbers of nanoseconds in f64; where threads' clocks overlap by their rounding, there is no rest.
    expect(sum).toBeGreaterThan(ms_per_step * (1 - 1e-9));
    expect(sum).toBeLessThanOrEqual(ms_per_step * (1 + 1e-9) + 1e-6);
    if (backend === 'reference') expect(waiting_ms_per_step).toBe(0);
  }
  expect(rows[1]!.phases!.waiting_ms_per_step).toBeGreaterThan(0);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test('without the question there are none, and one backend gives the same spikes for any number of threads', async () => {
  const rows = await benchmark(small, { backends: ['wasm'], threads: [1, 2], rounds: 1 });
  expect(rows.map((row) => 'phases' in row)).toEqual([false, false]);
  expect(rows[0]!.spikes).toBeGreaterThan(0);
  expect(rows[1]!.spike_hash).toBe(rows[0]!.spike_hash);
});
