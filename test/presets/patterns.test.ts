/** The named firing patterns of AdEx and of Izhikevich's cell, told apart by their spike times. */
import { describe, expect, it } from 'vitest';
import { presetRun } from './preset-run.ts';

async function times(name: string, set: Readonly<Record<string, string>> = {}): Promise<number[]> {
  const { spikes, dt } = await presetRun(name, { set, backend: 'reference' });
  return Array.from(spikes.steps, (step) => step * dt);
}
const gaps = (t: readonly number[]): number[] => t.slice(1).map((x, k) => x - t[k]!);
const grows = (x: readonly number[], slack: number): boolean => x.every((v, k) => k === 0 || v >= x[k - 1]! - slack);

describe('AdEx (Naud et al. 2008, figures 4 and 5)', () => {
  it('tonic: equal intervals', async () => {
    const g = gaps(await times('adex-tonic')).slice(8);
    expect(g.length).toBeGreaterThan(40);
    expect(Math.max(...g) / Math.min(...g)).toBeLessThan(1.02);
  });

  it('adapting: intervals that grow to several times the first', async () => {
    const g = gaps(await times('adex-adapting'));
    expect(grows(g, 0.1)).toBe(true);
    expect(g.at(-1)! / g[0]!).toBeGreaterThan(4);
  });

  it('initial burst: short intervals first, then regular long ones', async () => {
    const g = gaps(await times('adex-initial-burst'));
    expect(Math.max(...g.slice(0, 2))).toBeLessThan(12);
    expect(Math.min(...g.slice(2))).toBeGreaterThan(40);
    expect(Math.max(...g.slice(4)) / Math.min(...g.slice(4))).toBeLessThan(1.05);
  });

  it('regular bursting: bursts of equal size at equal distance', async () => {
    const g = gaps(await times('adex-regular-bursting')).slice(2);
    const long = g.filter((x) => x > 50);
    const short = g.filter((x) => x < 15);
    expect(long.length + short.length).toBe(g.length);
    expect(long.length).toBeGreaterThan(2);
    expect(Math.max(...long) / Math.min(...long)).toBeLessThan(1.05);
    g.forEach((x, k) => {
      if (k > 1) expect(x > 50).toBe(g[k - 2]! > 50);
    });
  });

  it('delayed accelerating: a late first spike, then intervals that shrink', async () => {
    const t = await times('adex-delayed-accelerating');
    const g = gaps(t);
    expect(t[0]!).toBeGreaterThan(1.5 * g[0]!);
    expect(grows([...g].reverse(), 0.1)).toBe(true);
    expect(g[0]! / g.at(-1)!).toBeGreaterThan(1.8);
  });

  it('delayed bursting: a late first spike, then bursts', async () => {
    const t = await times('adex-delayed-bursting');
    const g = gaps(t);
    const long = g.filter((x) => x > 30);
    expect(t[0]!).toBeGreaterThan(50);
    expect(long.length).toBeGreaterThan(5);
    expect(Math.max(...g.filter((x) => x <= 30))).toBeLessThan(15);
    expect(Math.max(...long) / Math.min(...long)).toBeLessThan(1.1);
  });

  it('transient: it falls silent under the same current', async () => {
    const t = await times('adex-transient');
    expect(t.length).toBeGreaterThanOrEqual(1);
    expect(t.at(-1)!).toBeLessThan(100);
  });

  it('irregular: intervals without a period, and a nearby start parts from it', async () => {
    const t = await times('adex-irregular');
    const g = gaps(t);
    const mean = g.reduce((a, x) => a + x, 0) / g.length;
    const cv = Math.sqrt(g.reduce((a, x) => a + (x - mean) ** 2, 0) / g.length) / mean;
    expect(cv).toBeGreaterThan(0.4);
    for (let period = 1; period <= 6; period++)
      expect(g.slice(period).some((x, k) => Math.abs(x - g[k]!) > 3)).toBe(true);
    const other = await times('adex-irregular', { I: '160.001 pA' });
    expect(Math.abs(other[0]! - t[0]!)).toBeLessThan(0.1);
    expect(t.some((x, k) => k > 5 && Math.abs(x - (other[k] ?? Number.POSITIVE_INFINITY)) > 5)).toBe(true);
  });
});

describe('Izhikevich 2003, figure 2', () => {
  it('rs: adapts within a few spikes to a slow tonic rate', async () => {
    const g = gaps(await times('izhikevich-rs'));
    expect(g[1]! / g[0]!).toBeGreaterThan(1.5);
    expect(Math.max(...g.slice(3)) / Math.min(...g.slice(3))).toBeLessThan(1.02);
    expect(g.at(-1)!).toBeGreaterThan(30);
  });

  it('ib: one burst, then single spikes', async () => {
    const g = gaps(await times('izhikevich-ib'));
    expect(Math.max(...g.slice(0, 2))).toBeLessThan(6);
    expect(Math.min(...g.slice(3))).toBeGreaterThan(25);
  });

  it('ch: bursts again and again', async () => {
    const g = gaps(await times('izhikevich-ch'));
    expect(g.filter((x) => x > 25).length).toBeGreaterThan(5);
    expect(g.filter((x) => x < 8).length).toBeGreaterThan(25);
  });

  it('fs: fast, with hardly any adaptation', async () => {
    const g = gaps(await times('izhikevich-fs')).slice(5);
    expect(Math.max(...g) / Math.min(...g)).toBeLessThan(1.05);
    expect(1000 / g.at(-1)!).toBeGreaterThan(100);
  });

  it('lts: fast with adaptation, and it fires at a current that leaves rs silent', async () => {
    const g = gaps(await times('izhikevich-lts'));
    expect(g.at(-1)! / g[0]!).toBeGreaterThan(3);
    expect(await times('izhikevich-lts', { I: '1.5 mV/ms' })).not.toHaveLength(0);
    expect(await times('izhikevich-rs', { I: '1.5 mV/ms' })).toHaveLength(0);
  });

  it('tc: a rebound burst after hyperpolarisation, tonic under a depolarising current', async () => {
    const rebound = await times('izhikevich-tc');
    expect(rebound.length).toBeGreaterThanOrEqual(2);
    expect(rebound.at(-1)!).toBeLessThan(200);
    const tonic = gaps(await times('izhikevich-tc', { I_before: '0 mV/ms', I: '3 mV/ms' })).slice(-6);
    expect(tonic.length).toBe(6);
    expect(Math.max(...tonic) / Math.min(...tonic)).toBeLessThan(1.05);
  });

  it('rz: a damped oscillation below threshold, near the frequency of its linearisation', async () => {
    const { traces, dt } = await presetRun('izhikevich-rz', { backend: 'reference', record: [0] });
    const v = traces[0]!.values;
    const crossings: number[] = [];
    const rest = v.at(-1)!;
    for (let k = Math.round(105 / dt); k < v.length; k++) if (v[k - 1]! < rest && v[k]! >= rest) crossings.push(k * dt);
    // Linearised at rest, −61.61 mV: trace −0.03/ms, determinant a(b − 0.08v − 5) = 0.0188/ms², so 0.136 rad/ms, a period of 46 ms.
    expect(crossings.length).toBeGreaterThan(4);
    const periods = gaps(crossings).slice(0, 4);
    for (const period of periods) expect(Math.abs(period - 46)).toBeLessThan(4);
  });
});
