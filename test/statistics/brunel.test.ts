/** The regimes of Brunel's network, told apart by rate, regularity of the cells and spectrum of the population. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { regimeOf, type Signature, signatureOf } from '../../src/studies/networks/measure/regime.ts';
import { presetRun } from '../presets/preset-run.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/brunel_brian2.json', import.meta.url), 'utf8')) as {
  networks: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>;
};

/** The last part of a run of `duration` ms, `skip` ms left out; the fast regular regimes need less than the others. */
async function signature(name: string, duration: number, skip: number): Promise<Signature> {
  const { spikes, dt, cells, steps } = await presetRun(name, { backend: 'wasm', duration, seed: 1 });
  return signatureOf(spikes, cells, { from: Math.round(skip / dt), to: steps }, dt);
}

describe('brunel-2000: 12 500 cells', () => {
  it('SR, AR, SI (fast and slow) and AI each have a signature of their own', async () => {
    const ai = await signature('brunel-2000', 1000, 200);
    const fast = await signature('brunel-2000-si-fast', 1000, 200);
    const slow = await signature('brunel-2000-si-slow', 1000, 200);
    const sr = await signature('brunel-2000-sr', 400, 200);
    const ar = await signature('brunel-2000-ar', 400, 200);

    expect([ai, fast, slow, sr, ar].map(regimeOf)).toEqual(['AI', 'SI', 'SI', 'SR', 'AR']);

    // Rates: figure 8 of the paper gives 60.7 Hz for SI fast, 37.7 Hz for AI and 5.5 Hz for SI slow.
    expect(ai.rate).toBeGreaterThan(36.5);
    expect(ai.rate).toBeLessThan(39);
    expect(fast.rate).toBeGreaterThan(58);
    expect(fast.rate).toBeLessThan(62);
    expect(slow.rate).toBeGreaterThan(4);
    expect(slow.rate).toBeLessThan(6.5);
    expect(Math.abs(sr.rate - 312)).toBeLessThan(3);
    expect(Math.abs(ar.rate - 323)).toBeLessThan(4);

    // Brian2's own runs of the same networks (0.3 s, 2 seeds each). Its external spikes wait one step longer after a refractory period,
    // which slows the fastest regimes by 1 %; CVs of so short windows differ by up to 0.1 from seed to seed.
    const peers: readonly (readonly [string, Signature])[] = [
      ['brunel-ai', ai],
      ['brunel-si-fast', fast],
      ['brunel-sr', sr],
      ['brunel-ar', ar],
    ];
    for (const [name, own] of peers) {
      const rows = golden.networks[name]!;
      const theirs = (column: string): number => rows.reduce((a, row) => a + row[column]!, 0) / rows.length;
      expect(Math.abs(own.rate / theirs('rate_E') - 1), `${name}, rate`).toBeLessThan(0.03);
      expect(Math.abs(own.cv - theirs('cv_isi')), `${name}, CV`).toBeLessThan(0.2);
    }

    // Regular or irregular.
    expect(sr.cv).toBeLessThan(0.02);
    expect(ar.cv).toBeLessThan(0.1);
    expect(ai.cv).toBeGreaterThan(0.3);
    expect(fast.cv).toBeGreaterThan(0.6);
    expect(slow.cv).toBeGreaterThan(0.35);

    // Synchronous or not: volleys of whole groups (above 1), a deep oscillation, or what chance leaves.
    expect(sr.synchrony).toBeGreaterThan(1.2);
    expect(ar.synchrony).toBeLessThan(0.05);
    expect(fast.synchrony).toBeGreaterThan(0.85);
    expect(slow.synchrony).toBeGreaterThan(1.5);
    expect(ai.synchrony).toBeLessThan(0.7);

    // Spectrum: volleys one delay (1.6 ms) apart; the fast oscillation near 175 Hz, three times the cells' rate; the slow one near 20 Hz.
    expect(Math.abs(sr.peak - 625)).toBeLessThan(10);
    expect(Math.abs(fast.peak - 175)).toBeLessThan(15);
    expect(fast.peak / fast.rate).toBeGreaterThan(2.5);
    expect(slow.peak).toBeGreaterThan(10);
    expect(slow.peak).toBeLessThan(32);
    expect(sr.power).toBeGreaterThan(1e5);
    expect(ar.power).toBeLessThan(1000);
    expect(fast.power).toBeGreaterThan(4 * ai.power);
  });
});
