/**
 * Cells of several sites that hang together as a tree. Their step is `before`, the solution of one linear system per cell, `after`, and a
 * condition for spikes at one site. All are of one shape.
 *
 * Site s of cell c has row s·cells + c of every column: so sites that follow one another are one stretch of rows, and cells of one site
 * lie side by side.
 *
 * `before` leaves in the columns `diagonal` (nS: capacitance ÷ step and conductances of the membrane) and `right` (pA: what flows in
 * through the membrane at the old voltages). With G_ij the conductances of the cytoplasm to all neighbours, `solve` solves
 *
 *     (diagonal_i + Σ_j G_ij)·ΔV_i − Σ_j G_ij·ΔV_j = right_i + Σ_j G_ij·(V_j − V_i)
 *
 * leaves ΔV in `right`, and moves the voltage by gain·ΔV. Hines 1984, Int. J. Biomed. Comput. 15:69, but with `diagonal` as it is, apart
 * from what it is joined to: a child of conductance G to its parent and `diagonal` e is to the parent a conductance to ground of G·e ÷ (G +
 * e), two conductances in a row. From the tips to the root, with B the right sides:
 *
 *     diagonal_i += Σ_children share_c·diagonal_c,  B_i += G_i·(V_parent − V_i) + Σ_children G_c·(V_c − V_i) + share_c·B_c,
 *     share_c = G_c ÷ (diagonal_c + G_c),  and back:  ΔV_i = (B_i + G_i·ΔV_parent) ÷ (diagonal_i + G_i).
 *
 * Nothing is subtracted, so no capacitance is lost beside a large G: where compartments are short (G 25 times the capacitance ÷ step on
 * Rallpack 3), single precision keeps 2⁻²⁴ of it, and not 2⁻²⁴ of 2G. The order of all sums is that of `order`, so that the result has the
 * same bits however cells are spread over threads.
 */
import type { Expr } from '../expression/node.ts';

export interface Tree {
  /** Per cell. */
  readonly sites: number;
  /** Sites in an order in which parents come before children. */
  readonly order: Uint32Array;
  /** Place in `order` of each one's parent; −1: the root. */
  readonly parents: Int32Array;
  /** Conductance of each to its parent, nS; 0 of the root. */
  readonly axial: Float64Array;
  /** Numbers of columns. */
  readonly voltage: number;
  readonly diagonal: number;
  readonly right: number;
  /** Column to work in of cells that have `links`; undefined where no cell has. */
  readonly work?: number;
  /** 1, or 2 where ΔV is that of half a step. */
  readonly gain: 1 | 2;
  readonly before: readonly SiteKernel[];
  readonly after: readonly SiteKernel[];
  /** A spike is found at this site. */
  readonly spike: { readonly site: number; readonly condition: Expr };
}

/** What is done at some sites of each cell, site by site by itself: all values are read before any is written. */
export interface SiteKernel {
  /** For people: 'membrane 1'. */
  readonly label: string;
  /** Ascending. Inlets that it reads have a row for each of them: number of the site among these · cells + cell. */
  readonly sites: Uint32Array;
  readonly writes: readonly { readonly column: number; readonly value: Expr }[];
}

/** Children of each place of `order`, one after another, ascending. */
export interface Children {
  readonly firsts: Uint32Array;
  readonly places: Uint32Array;
}

export function childrenOf({ parents }: Pick<Tree, 'parents'>): Children {
  const firsts = new Uint32Array(parents.length + 1);
  for (const parent of parents) if (parent >= 0) firsts[parent + 1]!++;
  for (let k = 0; k < parents.length; k++) firsts[k + 1]! += firsts[k]!;
  const next = firsts.slice(0, -1);
  const places = new Uint32Array(firsts.at(-1)!);
  parents.forEach((parent, k) => {
    if (parent >= 0) places[next[parent]!++] = k;
  });
  return { firsts, places };
}

/** Whether the sites follow one another: then their rows are one stretch. */
export const isStretch = ({ sites }: SiteKernel): boolean =>
  sites.length === 0 || sites.at(-1)! - sites[0]! === sites.length - 1;

/** All expressions of a tree, in order: kernels before and after, then the condition. */
export const rootsOfTree = ({ before, after, spike }: Pick<Tree, 'before' | 'after' | 'spike'>): Expr[] => [
  ...[...before, ...after].flatMap((kernel) => kernel.writes.map((w) => w.value)),
  spike.condition,
];
