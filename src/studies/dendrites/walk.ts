/** Ways along a tree, from compartment to compartment; nodes at the ends of sections are passed over. */
import type { CellPicture } from './picture.ts';

type Tree = Pick<CellPicture, 'parents' | 'areas'>;
type MeasuredTree = Tree & Pick<CellPicture, 'distances'>;

/** The compartment with the longest way from the soma, or from the beginning of a cell without one. */
export const farthest = ({ distances, areas }: MeasuredTree): number =>
  distances.reduce((best, d, k) => (areas[k]! > 0 && (best < 0 || d > distances[best]!) ? k : best), -1);

/** Compartments on the way from the middle of the soma to a node, in order; in the soma the way does not continue beyond its middle. */
export function pathTo(tree: MeasuredTree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; ; ) {
    if (tree.areas[at]! > 0) path.push(at);
    const before = inward(tree, at);
    if (before === at || tree.distances[before]! >= tree.distances[at]!) return path.reverse();
    at = before;
  }
}

/** Node before it that has membrane; the same where there is none. */
export function inward({ parents, areas }: Tree, node: number): number {
  let at = parents[node]!;
  while (at >= 0 && !(areas[at]! > 0)) at = parents[at]!;
  return at < 0 ? node : at;
}

/** Compartments that follow on one, in order. */
function followers(tree: Tree, node: number): number[] {
  const found: number[] = [];
  for (let k = 1; k < tree.parents.length; k++)
    if (tree.areas[k]! > 0 && k !== node && inward(tree, k) === node) found.push(k);
  return found;
}

/** The first compartment that follows; the same at a tip. */
export const outward = (tree: Tree, node: number): number => followers(tree, node)[0] ?? node;

/** The beginning of the branch beside this one, `by` 1 or −1; the same where nothing branches before it. */
export function sideways(tree: Tree, node: number, by: 1 | -1): number {
  for (let at = node; ; ) {
    const before = inward(tree, at);
    if (before === at) return node;
    const beside = followers(tree, before);
    if (beside.length > 1) return beside[(beside.indexOf(at) + by + beside.length) % beside.length]!;
    at = before;
  }
}
