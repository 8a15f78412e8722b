/**
 * Junctions between sites that take part in the solution of the trees (`tree.ts`), within a cell or between two cells: conductances g_e
 * between a_e and b_e, so that with A the matrix of the trees by themselves, u_e = 1 at a_e and −1 at b_e, and V the old voltages
 *
 *     (A + Σ_e g_e·u_e·u_eᵀ)·ΔV = B − Σ_e g_e·u_e·(u_eᵀ·V).
 *
 * With i_e the current from a_e to b_e, A·ΔV = B − Σ_e i_e·u_e, and (Woodbury 1950, Princeton Statistical Research Group, Memorandum 42)
 *
 *     i_e ÷ g_e + Σ_f u_eᵀ·A⁻¹·u_f·i_f = u_eᵀ·(V + A⁻¹·B):
 *
 * what the voltages would differ by without the junctions falls on the junctions and on the trees between their ends. Between the
 * elimination of the trees and the way back, for each component of cells that hang together:
 *
 *     for each f: A⁻¹·u_f at the ends, by elimination and way back along the stem, the sites between the ends and the roots;
 *     A⁻¹·B there, by the way back along the stem;
 *     the currents, by elimination of a symmetric matrix without pivots, which is positive definite;
 *     the right sides along the stem as they are after the elimination of B − Σ_e i_e·u_e.
 *
 * So the way back of the trees gives ΔV, and cells without such junctions are solved as ever. All sums have their own order, the same
 * in every backend. `Tree.work` is the column in which a backend keeps values along the stem.
 */
import { InternalError } from '../errors.ts';
import type { Tree } from './tree.ts';

/** Most junctions of a component. */
export const MOST_LINKS = 16;
/** Most cells of a component. */
export const MOST_LINKED = 2;

/** Components of cells that are joined alike, at the same sites of trees of the same populations. */
export interface Links {
  /** Numbers of the populations of a component's cells. */
  readonly members: readonly number[];
  /** cells[m][i]: of component i the cell of member m, in its population. By the first one's cells ascending, and then the second's. */
  readonly cells: readonly Uint32Array[];
  /** The two ends of each junction. */
  readonly ends: readonly (readonly [LinkEnd, LinkEnd])[];
  /** conductances[e][i]: of junction e of component i, nS. */
  readonly conductances: readonly Float64Array[];
}

interface LinkEnd {
  /** Which of the component's cells. */
  readonly member: number;
  readonly site: number;
}

/** Number of components. */
export const componentsOf = ({ cells }: Links): number => cells[0]!.length;

/** Whether cells of two are solved together. */
export const joinsCells = ({ members }: Links): boolean => members.length > 1;

/** Populations with such junctions. */
export const linkedPopulations = ({ links }: { readonly links: readonly Links[] }): ReadonlySet<number> =>
  new Set(links.flatMap(({ members }) => members));

/** A population, where it has a tree. */
interface Treed {
  readonly tree?: Tree;
}

/** Sites between the ends of junctions and the roots: those of each member's tree together, children before parents. */
export interface Stem {
  readonly rows: readonly StemRow[];
  /** Numbers of the rows that each junction joins. */
  readonly ends: readonly (readonly [number, number])[];
}

interface StemRow extends LinkEnd {
  /** Conductance to the parent, nS; 0 of a root. */
  readonly axial: number;
  /** Number of the parent's row; of a root its own. */
  readonly parent: number;
}

export function stemOf({ members, ends }: Pick<Links, 'members' | 'ends'>, populations: readonly Treed[]): Stem {
  const rows: StemRow[] = [];
  /** Row of each place in the order of a member's tree. */
  const rowOf = members.map((p, member) => {
    const tree = treeOf(populations, p);
    const own = new Set<number>();
    for (const end of ends.flat())
      if (end.member === member)
        for (let place = tree.order.indexOf(end.site); place >= 0; place = tree.parents[place]!) own.add(place);
    // Parents have lower places than their children.
    const places = [...own].sort((a, b) => b - a);
    const known = new Map(places.map((place, k) => [place, rows.length + k]));
    for (const place of places) {
      const parent = tree.parents[place]!;
      rows.push({
        member,
        site: tree.order[place]!,
        axial: tree.axial[place]!,
        parent: known.get(parent < 0 ? place : parent)!,
      });
    }
    return (site: number): number => known.get(tree.order.indexOf(site))!;
  });
  const at = ({ member, site }: LinkEnd): number => rowOf[member]!(site);
  return { rows, ends: ends.map(([a, b]) => [at(a), at(b)]) };
}

function treeOf(populations: readonly Treed[], p: number): Tree {
  const tree = populations[p]?.tree;
  if (!tree) throw new InternalError(`population ${p} has junctions in the solution and no tree.`);
  return tree;
}
