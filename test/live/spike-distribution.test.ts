/** Distributions and spectra of spikes whose answers are known. */
import { describe, expect, it } from 'vitest';
import { type SpikeKind, spikeDistribution } from '../../src/live/index.ts';

/** Cell 0 fires every 10 ms, cell 1 with it, cell 2 never; 1 s in steps of 1 ms. */
const regular = {
  steps: Uint32Array.from({ length: 200 }, (_, k) => 10 * Math.floor(k / 2)),
  cells: Uint32Array.from({ length: 200 }, (_, k) => k % 2),
  from: 0,
  to: 1000,
  dt: 1,
  groups: [{ name: 'E', first: 0, count: 3 }],
};

describe('distributions of spikes', () => {
  const of = (kind: SpikeKind) => spikeDistribution({ ...regular, kind }).lines[0]!;

  it.each([
    ['isi', 198, 10, 10],
    ['rate', 3, 200 / 3, 100],
    ['cv', 2, 0, 0],
    ['correlation', 1, 1, 1],
  ] as const)('%s', (kind, count, mean, median) => {
    const line = of(kind);
    expect(line.count).toBe(count);
    expect(line.mean).toBeCloseTo(mean, 9);
    expect(line.median).toBeCloseTo(median, 9);
    const total = line.y.reduce((sum, v, k) => sum + (k % 2 === 1 ? v : 0), 0);
    expect(total).toBeCloseTo(100, 9);
  });

  it('the spectrum of a rhythm of 100 Hz peaks there or at a harmonic', () => {
    const peak = of('spectrum').median;
    expect(Math.abs(peak / 100 - Math.round(peak / 100))).toBeLessThan(0.05);
  });
});
