import { describe, expect, test } from 'vitest';
import { kolmogorovTail, ksDistance, ksPValue } from '../../src/analysis/kolmogorov-smirnov.ts';
import { fft, powerSpectrum } from '../../src/analysis/spectrum.ts';

describe('Kolmogorov–Smirnov', () => {
  test('distance is the largest gap between the distribution functions', () => {
    expect(ksDistance([1, 2, 3, 4], [1, 2, 3, 4])).toBe(0);
    expect(ksDistance([1, 2], [3, 4])).toBe(1);
    expect(ksDistance([1, 2, 3, 4], [2.5, 3.5, Number.NaN])).toBe(0.5);
    expect(ksDistance([1, 1, 1, 2], [1, 2])).toBe(0.25);
    expect(ksDistance([], [1])).toBeNull();
  });
  test('Kolmogorov’s distribution has its tabled quantiles', () => {
    // Smirnov 1948: 10 %, 5 %, 1 % points, to the digits printed.
    for (const [lambda, tail] of [
      [1.2238, 0.1],
      [1.3581, 0.05],
      [1.6276, 0.01],
    ] as const)
      expect(kolmogorovTail(lambda)).toBeCloseTo(tail, 4);
    // Both series agree where they meet.
    expect(kolmogorovTail(1.18 - 1e-9)).toBeCloseTo(kolmogorovTail(1.18), 8);
    expect(kolmogorovTail(0.1)).toBeCloseTo(1, 12);
  });
  test('p falls with distance and size', () => {
    expect(ksPValue(0, 100, 100)).toBe(1);
    expect(ksPValue(0.3, 100, 100)).toBeLessThan(ksPValue(0.2, 100, 100));
    expect(ksPValue(0.2, 400, 400)).toBeLessThan(1e-6);
  });
});

describe('spectrum', () => {
  test('the transform equals its defining sum', () => {
    const n = 16;
    const x = Float64Array.from({ length: n }, (_, k) => Math.sin(k * k) + 0.3 * k);
    const y = Float64Array.from({ length: n }, (_, k) => Math.cos(3 * k));
    const re = x.slice();
    const im = y.slice();
    fft(re, im);
    for (let k = 0; k < n; k++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let j = 0; j < n; j++) {
        const angle = (-2 * Math.PI * j * k) / n;
        sumRe += x[j]! * Math.cos(angle) - y[j]! * Math.sin(angle);
        sumIm += x[j]! * Math.sin(angle) + y[j]! * Math.cos(angle);
      }
      expect(re[k]).toBeCloseTo(sumRe, 10);
      expect(im[k]).toBeCloseTo(sumIm, 10);
    }
  });
  test('a sine has its power at its frequency', () => {
    const signal = Float64Array.from({ length: 4096 }, (_, k) => 5 + 3 * Math.sin(2 * Math.PI * 62.5 * k * 0.001));
    const { frequencies, power } = powerSpectrum(signal, 1, 1024);
    const peak = power.indexOf(Math.max(...power));
    expect(frequencies[peak]).toBeCloseTo(62.5, 6);
    // Total power is the variance, 9/2.
    expect(power.reduce((a, p) => a + p, 0) * (frequencies[1]! - frequencies[0]!)).toBeCloseTo(4.5, 6);
  });
  test('a signal too short has none', () => {
    expect(powerSpectrum([1], 1).power).toHaveLength(0);
  });
});
