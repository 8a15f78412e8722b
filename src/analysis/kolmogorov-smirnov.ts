/** Two-sample Kolmogorov–Smirnov test. NaN values are left out. */

/** Largest distance between the two empirical distribution functions, 0 to 1; null where a sample is empty. */
import { noMore } from '../no-more.ts';
export function ksDistance(a: ArrayLike<number>, b: ArrayLike<number>, ...more: undefined[]): number | null {
  noMore('ksDistance', 'two samples', more);
  const x = sorted(a);
  const y = sorted(b);
  if (x.length === 0 || y.length === 0) return null;
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!);
    // All ties at once: between equal values no distance exists.
    while (i < x.length && x[i]! === value) i++;
    while (j < y.length && y[j]! === value) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  return distance;
}

const sorted = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values)
    .filter((v) => !Number.isNaN(v))
    .sort();

/**
 * Asymptotic probability of a distance at least this large between samples of sizes n and m of one continuous distribution: Kolmogorov's
 * series with Stephens' correction for finite size (Press et al., Numerical Recipes, 3rd ed., 14.3). Ties make it conservative.
 */
export function ksPValue(distance: number, n: number, m: number, ...more: undefined[]): number {
  noMore('ksPValue', 'a distance and two sizes', more);
  const root = Math.sqrt((n * m) / (n + m));
  return kolmogorovTail((root + 0.12 + 0.11 / root) * distance);
}

/** Q(λ) = 2 Σ (−1)^{k−1} e^{−2k²λ²}; for small λ by the dual series, which converges there. */
export function kolmogorovTail(lambda: number): number {
  if (lambda <= 0) return 1;
  if (lambda < 1.18) {
    const y = Math.exp(-(Math.PI ** 2) / (8 * lambda * lambda));
    return 1 - (Math.sqrt(2 * Math.PI) / lambda) * (y + y ** 9 + y ** 25 + y ** 49);
  }
  const x = Math.exp(-2 * lambda * lambda);
  return 2 * (x - x ** 4 + x ** 9);
}
