/** Junctions that take part in the solution of trees: see `program/links.ts`. One component after another. */
import type { Layout } from '../../program/layout.ts';
import { componentsOf, type Links, MOST_LINKS, stemOf } from '../../program/links.ts';
import type { Program } from '../../program/program.ts';

/** Between the elimination of the trees and the way back. */
export function linkSolver(program: Program, layout: Layout): (state: Float64Array) => void {
  const solvers = program.links.map((links) => groupSolver(program, layout, links));
  return (state) => {
    for (const solve of solvers) solve(state);
  };
}

function groupSolver({ populations }: Program, layout: Layout, links: Links): (state: Float64Array) => void {
  const { rows, ends } = stemOf(links, populations);
  const { members, cells, conductances } = links;
  const [stem, count] = [rows.length, ends.length];
  const parents = rows.map(({ parent }) => parent);
  const axial = Float64Array.from(rows, (row) => row.axial);
  /** First entries of a row's site in a column. */
  const entries = (column: 'voltage' | 'diagonal' | 'right'): Uint32Array =>
    Uint32Array.from(rows, ({ member, site }) => {
      const { tree, size } = populations[members[member]!]!;
      return layout.columns[members[member]!]![tree![column]]! + site * size;
    });
  const [voltage, diagonal, right] = [entries('voltage'), entries('diagonal'), entries('right')];
  const cellOf = rows.map(({ member }) => cells[member]!);
  /** Along the stem: what is worked out, share of each in its parent's, and 1 ÷ the whole diagonal. */
  const [x, share, inverse] = [new Float64Array(stem), new Float64Array(stem), new Float64Array(stem)];
  const matrix = new Float64Array(MOST_LINKS * MOST_LINKS);
  const current = new Float64Array(count);
  const eliminate = (): void => {
    for (let k = 0; k < stem; k++) {
      const parent = parents[k]!;
      if (parent !== k) x[parent]! += share[k]! * x[k]!;
    }
  };
  const substitute = (): void => {
    for (let k = stem - 1; k >= 0; k--) {
      const parent = parents[k]!;
      x[k] = x[k]! * inverse[k]! + (parent === k ? 0 : share[k]! * x[parent]!);
    }
  };
  const between = ([a, b]: readonly [number, number]): number => x[a]! - x[b]!;
  return (state) => {
    for (let i = 0; i < componentsOf(links); i++) {
      const value = (of: Uint32Array, k: number): number => state[of[k]! + cellOf[k]![i]!]!;
      for (let k = 0; k < stem; k++) {
        inverse[k] = 1 / (value(diagonal, k) + axial[k]!);
        share[k] = axial[k]! * inverse[k]!;
      }
      for (let f = 0; f < count; f++) {
        const [a, b] = ends[f]!;
        x.fill(0);
        x[a]! += 1;
        x[b]! -= 1;
        eliminate();
        substitute();
        for (let e = f; e < count; e++) matrix[e * MOST_LINKS + f] = between(ends[e]!);
        matrix[f * MOST_LINKS + f]! += 1 / conductances[f]![i]!;
      }
      for (let k = 0; k < stem; k++) x[k] = value(right, k);
      substitute();
      ends.forEach((pair, e) => {
        current[e] = value(voltage, pair[0]) - value(voltage, pair[1]) + between(pair);
      });
      solveSymmetric(matrix, current);
      x.fill(0);
      ends.forEach(([a, b], e) => {
        x[a]! -= current[e]!;
        x[b]! += current[e]!;
      });
      eliminate();
      for (let k = 0; k < stem; k++) state[right[k]! + cellOf[k]![i]!]! += x[k]!;
    }
  };
}

/** Leaves x of M·x = b in b. M is symmetric and positive definite, of rows of MOST_LINKS, of which those below the diagonal are read. */
function solveSymmetric(matrix: Float64Array, b: Float64Array): void {
  const n = b.length;
  const at = (row: number, column: number): number => row * MOST_LINKS + column;
  for (let p = 0; p < n; p++)
    for (let r = p + 1; r < n; r++) {
      const factor = matrix[at(r, p)]! / matrix[at(p, p)]!;
      for (let c = p + 1; c <= r; c++) matrix[at(r, c)]! -= factor * matrix[at(c, p)]!;
      b[r]! -= factor * b[p]!;
    }
  for (let p = n - 1; p >= 0; p--) {
    for (let r = p + 1; r < n; r++) b[p]! -= matrix[at(r, p)]! * b[r]!;
    b[p]! /= matrix[at(p, p)]!;
  }
}
