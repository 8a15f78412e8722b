import { describe, expect, it } from 'vitest';
import { cell } from '../../src/cells/index.ts';
import {
  altered,
  currentClamp,
  currentNames,
  derivedTraces,
  fICurve,
  gateNames,
  judge,
  specimen,
  steadyStateIV,
  voltageClamp,
} from '../../src/laboratory/index.ts';
import { largest, presetCell } from './golden.ts';

const classic = presetCell('hh-classic');
const quiet = altered(classic, { parameters: { I: 0 } });

describe('f–I curve', () => {
  it('runs all currents at once and finds the rheobase between 6.0 and 6.3 µA/cm²', async () => {
    const currents = Float64Array.from({ length: 200 }, (_, i) => i / 10);
    const curve = await fICurve(classic, { currents, duration: 500, backend: 'reference' });
    expect(curve.unit).toBe('uA/cm^2');
    expect(curve.rheobase).toBeGreaterThan(6);
    expect(curve.rheobase).toBeLessThanOrEqual(6.31);
    expect(curve.rates[0]).toBe(0);
    expect(curve.latency[0]).toBeNaN();
    // 10, 15 and 19.9 µA/cm² against the exact curve.
    for (const at of [100, 150, 199]) {
      const { spikeTimes } = judge(altered(classic, { parameters: { I: currents[at]! } }), { duration: 500 });
      expect(Math.abs(curve.rates[at]! - 1000 / (spikeTimes.at(-1)! - spikeTimes.at(-2)!))).toBeLessThan(0.3);
      expect(Math.abs(curve.latency[at]! - spikeTimes[0]!)).toBeLessThan(0.1);
    }
  });

  it('says what is missing', async () => {
    const mute = specimen(cell({ equations: 'dv/dt = -v/ms : mV' }));
    await expect(fICurve(mute, { currents: [0] })).rejects.toThrow(/no threshold/);
    await expect(fICurve(classic, { currents: [0], parameter: 'J' })).rejects.toThrow(/no variable or parameter 'J'/);
  });
});

describe('steady-state I–V curve', () => {
  it('is zero at rest and gives the gates there', () => {
    const curve = steadyStateIV(
      quiet,
      Float64Array.from({ length: 121 }, (_, i) => i - 100),
    );
    expect(curve.rests).toHaveLength(1);
    // Rest of the squid axon with E_L −54.387 mV.
    expect(curve.rests[0]!.voltage).toBeCloseTo(-65, 1);
    expect(curve.rests[0]!.slope).toBe('falling');
    expect(curve.states['n']![35]).toBeCloseTo(0.31767691, 7);
    const sum = curve.voltages.map((_, i) =>
      ['I_Na', 'I_K', 'I_L'].reduce((s, name) => s + curve.currents[name]![i]!, 0),
    );
    expect(largest(sum, curve.total)).toBeLessThan(1e-9);
  });

  it('waits for variables that are not linear in themselves', () => {
    const cubic = specimen(cell({ equations: 'dV/dt = -V/ms : mV\ndx/dt = (V/mV - x**3)/ms : 1' }));
    expect(steadyStateIV(cubic, [8, 27]).states['x']!.map((x) => Math.round(x * 1e9) / 1e9)).toEqual(
      Float64Array.of(2, 3),
    );
  });
});

describe('voltage clamp', () => {
  const traces = voltageClamp(quiet, {
    protocol: [
      { level: -65, duration: 5 },
      { level: 0, duration: 10 },
      { level: -65, duration: 5 },
    ],
  });
  const index = (time: number): number => traces.times.findIndex((t) => t >= time - 1e-9);

  it('holds the level', () => {
    expect(traces.states['V']!.every((v, i) => v === traces.level[i])).toBe(true);
    expect(traces.times.at(-1)).toBe(20);
  });

  it('shows gates relaxing exponentially', () => {
    // n(t) = n∞ + (n₀ − n∞)e^(−t/τ) with α_n and β_n at 0 mV.
    const [alpha, beta] = [0.1 / (Math.expm1(-5.5) / -5.5), 0.125 * Math.exp(-65 / 80)];
    const [limit, tau] = [alpha / (alpha + beta), 1 / (alpha + beta)];
    const start = traces.states['n']![index(5)]!;
    for (const after of [0.5, 2, 7])
      expect(traces.states['n']![index(5 + after)]).toBeCloseTo(limit + (start - limit) * Math.exp(-after / tau), 8);
  });

  it('records inward current first, then outward', () => {
    expect(traces.clamp[index(5.5)]).toBeLessThan(-500);
    expect(traces.clamp[index(14)]).toBeGreaterThan(500);
    expect(Math.abs(traces.clamp[index(4)]!)).toBeLessThan(0.1);
  });
});

describe('current clamp', () => {
  it('follows a protocol', () => {
    const traces = currentClamp(classic, {
      protocol: [
        { level: 0, duration: 20 },
        { level: 10, duration: 30 },
        { level: 0, duration: 10 },
      ],
    });
    const steps = judge(
      specimen(
        { ...classic.model },
        { V: '-65 mV', m: classic.initial['m']!, h: classic.initial['h']!, n: classic.initial['n']! },
      ),
      { duration: 30 },
    );
    expect(traces.spikeTimes).toHaveLength(2);
    // The axon rests within 0.01 mV of −65, so the first spike comes as it does from −65 mV.
    expect(Math.abs(traces.spikeTimes[0]! - 20 - steps.spikeTimes[0]!)).toBeLessThan(0.02);
    expect(traces.level[0]).toBe(0);
    expect(traces.level.at(-1)).toBe(0);
  });

  it('keeps the clock of a stimulus running from segment to segment', () => {
    const ramp = specimen(
      cell({ equations: 'dV/dt = t/ms*mV/ms + 0*I : mV\nI : mV/ms', parameters: { I: '0 mV/ms' } }),
    );
    const { states } = currentClamp(ramp, {
      protocol: [
        { level: 0, duration: 2 },
        { level: 0, duration: 2 },
      ],
    });
    expect(states['V']!.at(-1)).toBeCloseTo(8, 8);
  });

  it('refuses an empty protocol', () => {
    expect(() => currentClamp(classic, { protocol: [] })).toThrow(/protocol is empty/);
    expect(() => voltageClamp(classic, { protocol: [{ level: 0, duration: 0 }] })).toThrow(/must be above 0/);
  });
});

describe('derived traces', () => {
  it('are currents and rates along a trace', () => {
    expect(currentNames(classic)).toEqual(['I_Na', 'I_K', 'I_L']);
    expect(gateNames(classic)).toEqual(['m', 'h', 'n']);
    // Its calcium has no unit, and is no gate.
    expect(gateNames(presetCell('pinsky-rinzel'))).toEqual(['h', 'n', 's', 'c', 'q']);
    const verdict = judge(classic, { duration: 20 });
    const times = Float64Array.from({ length: 200 }, (_, i) => i / 10);
    const rows = Array.from(times, (t) => verdict.at(t));
    const states = classic.model.states.map((_, s) => rows.map((row) => row[s]!));
    const { values, units } = derivedTraces(classic, times, states, ['I_Na', 'alpha_n']);
    expect(Object.keys(values)).toEqual(['I_Na', 'alpha_n']);
    expect(units['I_Na']).toBe('uA/cm^2');
    const [V, m, h] = rows[30] as unknown as [number, number, number];
    expect(values['I_Na']![30]).toBeCloseTo(120 * m ** 3 * h * (50 - V), 9);
  });
});
