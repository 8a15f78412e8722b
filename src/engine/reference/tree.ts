/** The linear systems of cells with dendrites: elimination from the leaves to the root and back, all cells at each site in turn. */
import type { Layout } from '../../program/layout.ts';
import type { PopulationProgram } from '../../program/program.ts';
import { childrenOf, type Tree } from '../../program/tree.ts';

/** The two ways through a population's trees, as `program/tree.ts` says. */
export interface Solver {
  readonly eliminate: (state: Float64Array) => void;
  /** Moves the voltages. `fault`: [row, column], written where a voltage leaves its limit and fault[0] is still −1. */
  readonly substitute: (state: Float64Array, fault: Int32Array) => void;
}

export function solverOf(
  { size: cells, columns }: PopulationProgram,
  { order, parents, axial, voltage, diagonal, right, gain }: Tree,
  offsets: Layout['columns'][number],
): Solver {
  const count = order.length;
  const { firsts, places } = childrenOf({ parents });
  const [V, D, B] = [offsets[voltage]!, offsets[diagonal]!, offsets[right]!];
  const { limit } = columns[voltage]!;
  /** First rows of each place. */
  const rows = Uint32Array.from(order, (site) => site * cells);
  const eliminate: Solver['eliminate'] = (state) => {
    for (let k = count - 1; k >= 0; k--) {
      const row = rows[k]!;
      const G = axial[k]!;
      const up = parents[k]! >= 0 ? rows[parents[k]!]! : row;
      for (let c = 0; c < cells; c++) {
        const at = row + c;
        const v = state[V + at]!;
        let d = state[D + at]!;
        let right = state[B + at]! + G * (state[V + up + c]! - v);
        for (let s = firsts[k]!; s < firsts[k + 1]!; s++) {
          const child = places[s]!;
          const below = rows[child]! + c;
          const g = axial[child]!;
          const grounded = state[D + below]!;
          const share = g / (grounded + g);
          d += share * grounded;
          right += g * (state[V + below]! - v) + share * state[B + below]!;
        }
        state[D + at] = d;
        state[B + at] = right;
      }
    }
  };
  const substitute: Solver['substitute'] = (state, fault) => {
    for (let k = 0; k < count; k++) {
      const row = rows[k]!;
      const G = axial[k]!;
      const up = parents[k]! >= 0 ? rows[parents[k]!]! : row;
      for (let c = 0; c < cells; c++) {
        const at = row + c;
        const delta = (state[B + at]! + (k === 0 ? 0 : G * state[B + up + c]!)) / (state[D + at]! + G);
        state[B + at] = delta;
        const v = state[V + at]! + gain * delta;
        state[V + at] = v;
        if (!(Math.abs(v) <= limit) && fault[0]! < 0) {
          fault[0] = at;
          fault[1] = voltage;
        }
      }
    }
  };
  return { eliminate, substitute };
}
