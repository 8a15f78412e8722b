/** Binomial counts, the same to the bit in any JavaScript engine. */
import { ln, logComplement, logUniform } from './logarithm.ts';

/** Below this mean counts are made by waiting times, above by rejection. */
const FEW = 10;

/**
 * How many of `n` independent trials of chance `p` succeed. `next` gives random words (u32). Few: waiting times between successes are
 * geometric. Many: transformed rejection (Hörmann 1993, "The generation of binomial random variates", J. Stat. Comput. Simul. 46:101,
 * algorithm BTRS), 1.2 to 1.5 pairs of words per count.
 */
export function binomial(n: number, p: number, next: () => number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p, next);
  return n * p < FEW ? byWaiting(n, p, next) : byRejection(n, p, next);
}

function byWaiting(n: number, p: number, next: () => number): number {
  const perGap = 1 / logComplement(p);
  let count = 0;
  for (let trial = 1 + Math.floor(logUniform(next()) * perGap); trial <= n; count++)
    trial += 1 + Math.floor(logUniform(next()) * perGap);
  return count;
}

function byRejection(n: number, p: number, next: () => number): number {
  const odds = p / (1 - p);
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const accepted = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    // In (0, 1): a word's middle.
    const v = (next() + 0.5) * 2 ** -32;
    const u = (next() + 0.5) * 2 ** -32 - 0.5;
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + n * p + 0.5);
    if (edge >= 0.07 && v <= accepted) return k;
    if (k < 0 || k > n) continue;
    const bound =
      (mode + 0.5) * ln((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * ln((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * ln((odds * (n - k + 1)) / (k + 1)) +
      (correction(mode) + correction(n - mode) - correction(k) - correction(n - k));
    if (ln((v * alpha) / (a / (edge * edge) + b)) <= bound) return k;
  }
}

/** What Stirling's formula leaves out: ln k! − (k + ½)·ln(k + 1) + (k + 1) − ½·ln 2π. Error below 1e-9 from k = 10 on. */
function correction(k: number): number {
  if (k < SMALL.length) return SMALL[k]!;
  const y = k + 1;
  return (1 / 12 - (1 / 360 - 1 / 1260 / (y * y)) / (y * y)) / y;
}

const SMALL: readonly number[] = (() => {
  let logFactorial = 0;
  return Array.from({ length: 10 }, (_, k) => {
    if (k > 0) logFactorial += ln(k);
    return logFactorial - (k + 0.5) * ln(k + 1) + (k + 1) - 0.5 * ln(2 * Math.PI);
  });
})();
