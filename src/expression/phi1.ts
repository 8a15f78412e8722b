/**
 * φ₁(M)·f = ((e^M − 1)/M)·f for a small dense matrix, in f64.
 *
 * Scaling and squaring on the pair (e^Z, φ₁(Z)): with Z = M/2^s and ‖Z‖∞ ≤ ½, both start as Taylor series and double by
 * φ₁(2Z) = ½(e^Z + 1)·φ₁(Z), e^{2Z} = (e^Z)². No inverse of M is taken, so a singular M is exact
 * (Higham, Functions of Matrices, 2008, §10.7.4; Hochbruck & Ostermann, Acta Numerica 19, 2010, §2).
 */

/** Taylor terms of φ₁ at ‖Z‖ ≤ ½: the first one left out is below 2^-16·½^15/16! ≈ 2e-18. */
const TERMS = 15;

/** Working memory for one size, so that a step of a thousand cells allocates nothing but its results. */
interface Scratch {
  z: Float64Array;
  phi: Float64Array;
  e: Float64Array;
  spare: Float64Array;
}

const scratches: Scratch[] = [];

function scratchOf(n: number): Scratch {
  const make = (): Float64Array => new Float64Array(n * n);
  scratches[n] ??= { z: make(), phi: make(), e: make(), spare: make() };
  return scratches[n];
}

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
  let { phi, e, spare } = scratchOf(n);
  const { z } = scratchOf(n);
  for (let i = 0; i < n * n; i++) z[i] = matrix[i]! * scale;
  // Horner: φ₁(Z) = 1 + Z/2(1 + Z/3(1 + …)).
  phi.fill(0);
  for (let i = 0; i < n; i++) phi[i * n + i] = 1;
  for (let k = TERMS; k >= 2; k--) {
    multiply(z, phi, spare, n);
    for (let i = 0; i < n * n; i++) spare[i] = spare[i]! / k;
    for (let i = 0; i < n; i++) spare[i * n + i] = spare[i * n + i]! + 1;
    [phi, spare] = [spare, phi];
  }
  multiply(z, phi, e, n);
  for (let i = 0; i < n; i++) e[i * n + i] = e[i * n + i]! + 1;
  for (let d = 0; d < doublings; d++) {
    multiply(e, phi, spare, n);
    for (let i = 0; i < n * n; i++) spare[i] = 0.5 * (spare[i]! + phi[i]!);
    [phi, spare] = [spare, phi];
    if (d + 1 < doublings) {
      multiply(e, e, spare, n);
      [e, spare] = [spare, e];
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += phi[i * n + j]! * vector[j]!;
    result[i] = sum;
  }
  return result;
}

/** c = a·b; c must be neither of them. */
function multiply(a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k]! * b[k * n + j]!;
      c[i * n + j] = sum;
    }
}
