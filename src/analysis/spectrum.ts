/** Power spectra of population rates. */

import { InternalError } from '../errors.ts';
import { noMore } from '../no-more.ts';

export interface Spectrum {
  /** Hz */
  readonly frequencies: Float64Array;
  /** One-sided power spectral density, (unit of the signal)²/Hz. */
  readonly power: Float64Array;
}

/**
 * Welch's estimate: segments of `segment` samples (rounded down to a power of two), half overlapping, mean removed, Hann window. `interval`
 * is the time between samples in ms. Empty where the signal is shorter than two samples.
 */
export function powerSpectrum(
  signal: ArrayLike<number>,
  interval: number,
  segment = 1024,
  ...more: undefined[]
): Spectrum {
  noMore('powerSpectrum', 'a signal, its interval and a segment', more);
  const n = 2 ** Math.floor(Math.log2(Math.min(segment, signal.length)));
  if (!(n >= 2)) return { frequencies: new Float64Array(0), power: new Float64Array(0) };
  const hann = Float64Array.from({ length: n }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / n));
  const rate = 1000 / interval;
  const scale = 1 / (rate * hann.reduce((sum, w) => sum + w * w, 0));
  const power = new Float64Array(n / 2 + 1);
  let segments = 0;
  for (let from = 0; from + n <= signal.length; from += n / 2) {
    let mean = 0;
    for (let k = 0; k < n; k++) mean += signal[from + k]! / n;
    const re = Float64Array.from(hann, (w, k) => w * (signal[from + k]! - mean));
    const im = new Float64Array(n);
    fft(re, im);
    for (let k = 0; k <= n / 2; k++) {
      const sides = k === 0 || k === n / 2 ? 1 : 2;
      power[k]! += sides * scale * (re[k]! ** 2 + im[k]! ** 2);
    }
    segments++;
  }
  return {
    frequencies: power.map((_, k) => (k * rate) / n),
    power: power.map((p) => p / segments),
  };
}

/** Discrete Fourier transform in place, Σ x_j e^{−2πijk/n}; n a power of two. Radix 2 (Cooley & Tukey 1965). */
export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  if (n < 1 || (n & (n - 1)) !== 0 || im.length !== n)
    throw new InternalError(`Fft takes a power of two of samples, not ${n}.`);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j |= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const c = Math.cos((-Math.PI * k) / half);
      const s = Math.sin((-Math.PI * k) / half);
      for (let i = k; i < n; i += 2 * half) {
        const j = i + half;
        const x = re[j]! * c - im[j]! * s;
        const y = re[j]! * s + im[j]! * c;
        re[j] = re[i]! - x;
        im[j] = im[i]! - y;
        re[i]! += x;
        im[i]! += y;
      }
    }
  }
}
