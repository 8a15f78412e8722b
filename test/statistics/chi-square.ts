/** Pearson's test of counts against their law. */

/** ln Γ(x) for x > 0: Stirling's series from 10 on (first term left out below 1e-13), recurrence below. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** P(N = k) of a Poisson count. */
export const poissonShare = (mean: number, k: number): number =>
  mean === 0 ? Number(k === 0) : Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));

/** P(N = k) of n trials of chance p, 0 < p < 1. */
export const binomialShare = (n: number, p: number, k: number): number =>
  k > n
    ? 0
    : Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));

/**
 * Upper tail of the χ² law with `freedom` degrees, by the regularised incomplete Γ function: series below the mean, continued fraction
 * above.
 */
function chiSquareTail(statistic: number, freedom: number): number {
  const [a, x] = [freedom / 2, statistic / 2];
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-15; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - scale * sum;
  }
  // Lentz's method.
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return scale * h;
}

/**
 * p-value of whole numbers against P(k) = share(k). `from` is a number below which nothing is expected. Neighbouring values are pooled
 * until ten or more are expected of each pool, so that χ² is what the statistic follows (Cochran 1954, Biometrics 10:417); the last takes
 * the rest.
 */
export function chiSquare(values: ArrayLike<number>, share: (k: number) => number, from = 0): number {
  const n = values.length;
  const histogram = new Map<number, number>();
  for (let i = 0; i < n; i++) histogram.set(values[i]!, (histogram.get(values[i]!) ?? 0) + 1);
  const pools: { expected: number; found: number }[] = [];
  let [expected, found, left, seen] = [0, 0, n, 0];
  for (let k = from; left > 10 && seen < n; k++) {
    expected += n * share(k);
    found += histogram.get(k) ?? 0;
    seen += histogram.get(k) ?? 0;
    if (expected < 10) continue;
    left -= expected;
    pools.push({ expected, found });
    [expected, found] = [0, 0];
  }
  const rest = { expected: Math.max(0, left), found: n - pools.reduce((sum, pool) => sum + pool.found, 0) };
  const last = pools.at(-1);
  if (rest.expected >= 10 || !last) pools.push(rest);
  else pools[pools.length - 1] = { expected: last.expected + rest.expected, found: last.found + rest.found };
  const statistic = pools.reduce((sum, pool) => sum + (pool.found - pool.expected) ** 2 / pool.expected, 0);
  return pools.length < 2 ? 1 : chiSquareTail(statistic, pools.length - 1);
}
