/** The two-compartment cell: one hash on both backends of processors, and that its claims say what is seen. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { presetRun } from './preset-run.ts';

it('has one hash on reference and wasm over its whole duration', async () => {
  const preset = presetByName('pinsky-rinzel');
  const [first, second] = await Promise.all(
    (['reference', 'wasm'] as const).map((backend) =>
      simulate(preset.build(presetValues(preset), 1), {
        dt: `${preset.dt} ms`,
        duration: `${preset.duration} ms`,
        integrator: preset.integrator,
        backend,
      }),
    ),
  );
  expect(first!.summary.spikes).toBe(15);
  expect(second!.summary.spike_hash).toBe(first!.summary.spike_hash);
});

/** Sizes of the bursts, whose spikes come within 20 ms, and the time from the first spike of each to that of the next, ms. */
async function bursts(set: Readonly<Record<string, string>>, duration: number) {
  const { spikes, dt } = await presetRun('pinsky-rinzel', { set, backend: 'wasm', duration });
  const groups: number[][] = [];
  for (const time of Array.from(spikes.steps, (step) => step * dt)) {
    const last = groups.at(-1);
    if (last && time - last.at(-1)! < 20) last.push(time);
    else groups.push([time]);
  }
  return {
    sizes: groups.map((g) => g.length),
    intervals: groups.slice(1).map((g, k) => g[0]! - groups[k]![0]!),
  };
}

describe('claims of Pinsky & Rinzel', () => {
  it.each([
    [{ I: '0.5 uA/cm^2' }, 3, 653],
    [{ I: '1 uA/cm^2' }, 4, 348],
    [{ I: '1.5 uA/cm^2' }, 5, 146],
    [{ I: '0 uA/cm^2', I_d: '2.25 uA/cm^2' }, 4, 1000 / 8.4],
    [{ I: '-2 uA/cm^2', I_d: '5 uA/cm^2' }, 3, 1000 / 10.3],
    [{ I: '0.75 uA/cm^2', g_c: '5 mS/cm^2' }, 2, 461],
  ] as const)('%j: bursts of %i every %f ms', async (set, size, interval) => {
    const found = await bursts(set, 3000);
    const late = found.intervals.slice(-4);
    expect(found.sizes.slice(-5, -1)).toEqual([size, size, size, size]);
    // As printed, to three digits; 1.5 µA/cm² alternates between two intervals.
    expect(Math.abs(late.reduce((a, z) => a + z, 0) / late.length / interval - 1)).toBeLessThan(0.01);
  });

  it.each([1.6, 2.5])('%f µA/cm² into the soma: no period for two seconds', async (I) => {
    const { sizes } = await bursts({ I: `${I} uA/cm^2` }, 2000);
    expect(new Set(sizes.slice(-12)).size).toBeGreaterThan(1);
  });

  it.each([
    [{ I: '2.75 uA/cm^2' }, 1000 / 47],
    [{ I: '0.75 uA/cm^2', g_c: '1 mS/cm^2' }, 34],
    [{ I: '0.75 uA/cm^2', g_c: '10 mS/cm^2' }, 372],
  ] as const)('%j: single spikes every %f ms', async (set, interval) => {
    const { spikes, dt } = await presetRun('pinsky-rinzel', { set, backend: 'wasm', duration: 2500 });
    const times = Array.from(spikes.steps, (step) => step * dt).slice(-5);
    expect(times).toHaveLength(5);
    for (const [k, time] of times.slice(1).entries())
      expect(Math.abs((time - times[k]!) / interval - 1)).toBeLessThan(0.03);
  });
});
