/** Small dense matrices, row by row. */

/** Value of the Taylor series of e^A, of a matrix made small by halving, squared back; to rounding for the norms met here. */
export function exponential(a: readonly number[], n: number): number[] {
  const norm = Math.max(...Array.from({ length: n }, (_, i) => rowSum(a, n, i)));
  if (!Number.isFinite(norm)) return a.map(() => Number.NaN);
  const halvings = Math.max(0, Math.ceil(Math.log2(norm)) + 3);
  const small = a.map((x) => x / 2 ** halvings);
  let sum = identity(n);
  let power = identity(n);
  // (1/8)^k/k! is below 2⁻⁵³ of 1 from k = 12 on.
  for (let k = 1; k <= 14; k++) {
    power = product(power, small, n).map((x) => x / k);
    sum = sum.map((x, i) => x + power[i]!);
  }
  for (let k = 0; k < halvings; k++) sum = product(sum, sum, n);
  return sum;
}

/** φ₁(A) = ∫₀¹ e^{sA} ds, the upper right block of e^(A 1; 0 0). */
export function phi1(a: readonly number[], n: number): number[] {
  const m = 2 * n;
  const wide = new Array<number>(m * m).fill(0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) wide[i * m + j] = a[i * n + j]!;
    wide[i * m + n + i] = 1;
  }
  const e = exponential(wide, m);
  return Array.from({ length: n * n }, (_, k) => e[Math.floor(k / n) * m + n + (k % n)]!);
}

export const identity = (n: number): number[] =>
  Array.from({ length: n * n }, (_, k) => (Math.floor(k / n) === k % n ? 1 : 0));

const rowSum = (a: readonly number[], n: number, i: number): number => {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += Math.abs(a[i * n + j]!);
  return sum;
};

function product(a: readonly number[], b: readonly number[], n: number): number[] {
  const out = new Array<number>(n * n).fill(0);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]!;
      if (x !== 0) for (let j = 0; j < n; j++) out[i * n + j]! += x * b[k * n + j]!;
    }
  return out;
}

/** Solves A·x = y by elimination with row pivots. */
export function solved(matrix: readonly number[], y: readonly number[]): number[] {
  const n = y.length;
  const a = [...matrix];
  const x = [...y];
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[best * n + k]!)) best = i;
    if (best !== k) {
      for (let j = 0; j < n; j++) [a[k * n + j], a[best * n + j]] = [a[best * n + j]!, a[k * n + j]!];
      [x[k], x[best]] = [x[best]!, x[k]!];
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / a[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
      x[i]! -= factor * x[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i]! -= a[i * n + j]! * x[j]!;
    x[i]! /= a[i * n + i]!;
  }
  return x;
}
