/**
 * φ₁(M)·f for a small dense matrix on four f32 lanes.
 *
 * It is y(1) of y' = M·y + f, y(0) = 0, and is advanced in N equal parts by the exact step y ← y + h·φ₁(h·M)·(M·y + f), h = 1/N. With
 * ‖h·M‖ ≤ 1, ten terms of the Taylor series of φ₁ suffice (the first one left out is below 1/11! = 2.5e-8). Only products of matrix and
 * vector occur, so for the norms that time steps give (a few) this is cheaper than squaring matrices, and a singular M is exact. N is
 * each lane's own: no cell's result depends on its neighbours. (Hochbruck & Ostermann, Acta Numerica 19, 2010, §2.)
 *
 * The variables' units make some entries of M large and others small. The series does not care: any norm max_i Σ_j |m_ij|·d_j/d_i with
 * positive d bounds it. Two steps of power iteration on |M| give a d near the best one.
 */
import type { LaneBuilder, Lanes } from './lanes.ts';
import { simd } from './opcodes.ts';

const TERMS = 10;
/** A norm beyond this gives NaN. */
const MOST_PARTS = 16384;

/** `matrix`: n×n entries row by row, undefined where an entry is 0 in every cell; `vector`: n entries. */
export function phi1(b: LaneBuilder, matrix: readonly (Lanes | undefined)[], vector: readonly Lanes[]): Lanes[] {
  const n = vector.length;
  const { f } = b;
  const zero = b.number(0);
  const product = (m: readonly (Lanes | undefined)[], x: readonly Lanes[], i: number, start: Lanes): Lanes =>
    x.reduce<Lanes>((sum, xj, j) => {
      const entry = m[i * n + j];
      return entry ? b.madd(entry, xj, sum) : sum;
    }, start);

  const magnitudes = matrix.map((m) => m && b.abs(m));
  const greatest = (values: readonly Lanes[]): Lanes => values.reduce((p, q) => b.apply(simd.f32x4_max, p, q));
  const sums = (weights: readonly Lanes[]): Lanes[] =>
    weights.map((_, i) => product(magnitudes, weights, i, b.number(1e-20)));
  const first = sums(vector.map(() => b.number(1)));
  const second = sums(first);
  const third = sums(second);
  const balanced = greatest(third.map((sum, i) => b.div(sum, second[i]!)));
  // The margin is for what the iteration has not settled yet.
  const norm = b.apply(simd.f32x4_min, greatest(first), b.mul(b.number(1.5), balanced));
  const most = b.number(MOST_PARTS);
  const parts = b.atMost(b.atLeast(b.apply(simd.f32x4_ceil, norm), b.number(1)), most);
  const h = b.div(b.number(1), parts);
  const scaled = matrix.map((m) => m && b.mul(m, h));
  const held = vector.map((v) => b.held(v));
  const y = vector.map(() => {
    b.push(zero);
    return b.pop();
  });
  b.push(zero);
  const done = b.pop();
  f.doWhile(() => {
    const slope = held.map((v, i) => product(matrix, y, i, v));
    let w: Lanes[] = slope;
    for (let k = TERMS; k >= 2; k--) {
      const previous = w;
      w = slope.map((s, i) =>
        matrix.slice(i * n, (i + 1) * n).some((m) => m)
          ? b.madd(product(scaled, previous, i, zero), b.number(1 / k), s)
          : s,
      );
    }
    const active = b.apply(simd.f32x4_lt, done, parts);
    const next = y.map((yi, i) => b.choose(active, b.madd(h, w[i]!, yi), yi));
    y.forEach((yi, i) => {
      b.assign(yi, next[i]!);
    });
    b.assign(done, b.add(done, b.number(1)));
    b.push(b.apply(simd.f32x4_lt, done, parts));
    f.simd(simd.v128_any_true);
  });
  const tame = b.apply(simd.f32x4_le, norm, most);
  return y.map((yi) => b.choose(tame, yi, b.number(Number.NaN)));
}
