/** Means, variances, quantiles. */

/** Mean and variance (divisor n); null of no values. */
export function moments(values: ArrayLike<number>): { mean: number; variance: number } | null {
  const n = values.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return { mean, variance: squares / n };
}

/** The middle value, or the mean of the two middle ones; null of no values. */
export function median(values: Float64Array): number | null {
  const n = values.length;
  if (n === 0) return null;
  const sorted = values.slice().sort();
  return n % 2 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
}
