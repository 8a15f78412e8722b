/**
 * φ₁(M)·f = ((e^M − 1)/M)·f for a small dense matrix, in f64.
 *
 * Scaling and squaring on the pair (e^Z, φ₁(Z)): with Z = M/2^s and ‖Z‖∞ ≤ ½, both start as Taylor series and double by
 * φ₁(2Z) = ½(e^Z + 1)·φ₁(Z), e^{2Z} = (e^Z)². No inverse of M is taken, so a singular M is exact
 * (Higham, Functions of Matrices, 2008, §10.7.4; Hochbruck & Ostermann, Acta Numerica 19, 2010, §2).
 */

/** Taylor terms of φ₁ at ‖Z‖ ≤ ½: the first one left out is below 2^-16·½^15/16! ≈ 2e-18. */
const TERMS = 15;

/** `matrix`: n×n entries, row by row; `vector`: n entries; returns n entries. */
export function phi1Action(matrix: ArrayLike<number>, vector: ArrayLike<number>): Float64Array {
  const n = vector.length;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(matrix[i * n + j]!);
    norm = Math.max(norm, row);
  }
  const result = new Float64Array(n);
  if (!Number.isFinite(norm)) return result.fill(Number.NaN);
  const doublings = norm > 0.5 ? Math.ceil(Math.log2(norm)) + 1 : 0;
  const scale = 2 ** -doublings;
  const z = Float64Array.from({ length: n * n }, (_, i) => matrix[i]! * scale);
  // Horner: φ₁(Z) = 1 + Z/2(1 + Z/3(1 + …)).
  let phi = identity(n);
  for (let k = TERMS; k >= 2; k--) {
    phi = multiply(z, phi, n);
    for (let i = 0; i < n * n; i++) phi[i] = phi[i]! / k;
    for (let i = 0; i < n; i++) phi[i * n + i] = phi[i * n + i]! + 1;
  }
  let e = multiply(z, phi, n);
  for (let i = 0; i < n; i++) e[i * n + i] = e[i * n + i]! + 1;
  for (let d = 0; d < doublings; d++) {
    const next = multiply(e, phi, n);
    for (let i = 0; i < n * n; i++) next[i] = 0.5 * (next[i]! + phi[i]!);
    phi = next;
    if (d + 1 < doublings) e = multiply(e, e, n);
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += phi[i * n + j]! * vector[j]!;
    result[i] = sum;
  }
  return result;
}

function identity(n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) m[i * n + i] = 1;
  return m;
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const aik = a[i * n + k]!;
      if (aik === 0) continue;
      for (let j = 0; j < n; j++) c[i * n + j] = c[i * n + j]! + aik * b[k * n + j]!;
    }
  return c;
}
