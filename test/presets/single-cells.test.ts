import { describe, expect, it } from 'vitest';
import { morrisLecar, morrisLecarSets } from '../../src/cells/index.ts';
import { simulate } from '../../src/index.ts';
import { altered, fICurve, judge, specimen, steadyStateIV } from '../../src/laboratory/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { largest, presetCell } from '../laboratory/golden.ts';

const voltages = Float64Array.from({ length: 1201 }, (_, i) => -90 + i / 10);

/** Largest current at which the cell still rests below −20 mV: the knee of its steady-state I–V curve. */
function knee(subject: Parameters<typeof steadyStateIV>[0]): number {
  const { total, voltages: V } = steadyStateIV(altered(subject, { parameters: { I: 0 } }), voltages);
  for (let i = 1; i + 1 < V.length; i++)
    if (V[i]! < -20 && total[i]! < total[i - 1]! && total[i]! <= total[i + 1]!) return -total[i]!;
  return Number.NaN;
}

describe.each(['connor-stevens', 'wang-buzsaki', 'morris-lecar', 'thalamic-relay'])('%s', (name) => {
  it('runs as its preset says and agrees with the exact curve', async () => {
    const preset = presetByName(name);
    const run = await simulate(preset.build(presetValues(preset), 1), {
      backend: 'reference',
      integrator: preset.integrator,
      dt: `${preset.dt} ms`,
      duration: `${preset.duration} ms`,
    });
    const exact = judge(presetCell(name), { duration: preset.duration }).spikeTimes;
    const found = Array.from(run.spikes.steps, (k) => k * preset.dt);
    expect(found.length).toBe(exact.length);
    expect(found.length).toBeGreaterThan(3);
    // A spike is noted at the start of its step.
    expect(largest(found, exact)).toBeLessThan(preset.dt + 0.2);
  });
});

describe('published figures of the cells', () => {
  it('Wang–Buzsáki: rests at −64.018 mV and fires from 0.16 µA/cm² on (Wang & Buzsáki 1996, Fig. 1)', () => {
    const subject = presetCell('wang-buzsaki');
    const fine = Float64Array.from({ length: 201 }, (_, i) => -64.1 + i / 1000);
    const { rests } = steadyStateIV(altered(subject, { parameters: { I: 0 } }), fine);
    expect(rests[0]!.voltage).toBeCloseTo(-64.0176, 3);
    expect(knee(subject)).toBeCloseTo(0.16, 3);
  });

  it('Connor–Stevens: rests at −68 mV and fires slower than 10 Hz at its threshold (type I)', async () => {
    const subject = presetCell('connor-stevens');
    const { rests } = steadyStateIV(altered(subject, { parameters: { I: 0 } }), voltages);
    expect(rests[0]!.voltage).toBeCloseTo(-68, 1);
    const { rates, rheobase } = await fICurve(subject, {
      currents: [7.5, 8, 8.3, 8.6, 9],
      duration: 1500,
      backend: 'reference',
    });
    expect(rheobase).toBe(8.3);
    expect(rates[2]).toBeLessThan(10);
    // Without the A current the same cell starts at a high rate (type II).
    const without = await fICurve(altered(subject, { parameters: { g_A: 0, g_K: 67.7 } }), {
      currents: Float64Array.from({ length: 41 }, (_, i) => -8 + i / 2),
      duration: 500,
      backend: 'reference',
    });
    expect(Math.min(...without.rates.filter((rate) => rate > 0))).toBeGreaterThan(30);
  });

  it('Morris–Lecar: the saddle–node of the type I set lies at 39.96 µA/cm² (Rinzel & Ermentrout 1998)', () => {
    const snic = specimen(morrisLecar(morrisLecarSets.snic), { V: '-60 mV' });
    expect(knee(snic)).toBeCloseTo(39.96, 2);
  });

  it('Morris–Lecar: rest loses its stability between 90 and 98 µA/cm² with the type II set (93.86)', () => {
    // From the resting state itself, nudged by 0.1 mV, the cell falls back below the Hopf bifurcation and spikes above it.
    const spikes = (I: number): number => {
      const subject = altered(specimen(morrisLecar(), { V: '-60 mV' }), { parameters: { I } });
      const { rests, states } = steadyStateIV(subject, voltages);
      const V = rests[0]!.voltage;
      const w = states['w']![Math.round((V + 90) * 10)]!;
      return judge(altered(subject, { initial: { V: V + 0.1, w } }), { duration: 5000 }).spikeTimes.length;
    };
    expect(spikes(90)).toBe(0);
    expect(spikes(98)).toBeGreaterThan(10);
  });

  it('the thalamic relay cell bursts on release from inhibition, and only with its T current', () => {
    const subject = presetCell('thalamic-relay');
    const { spikeTimes } = judge(subject, { duration: 1000 });
    expect(spikeTimes[0]).toBeGreaterThan(600);
    expect(spikeTimes[0]).toBeLessThan(700);
    expect(spikeTimes.length).toBeGreaterThanOrEqual(3);
    // Spikes of a low-threshold burst come at more than 80 Hz.
    expect(spikeTimes[2]! - spikeTimes[0]!).toBeLessThan(25);
    const without = altered(subject, { parameters: { g_CaT: 0 } });
    expect(judge(without, { duration: 1000 }).spikeTimes).toHaveLength(0);
  });
});
