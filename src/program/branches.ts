/**
 * The unbranched stretches of a tree, level by level from the root. What stands on one level is joined only through the level before, so
 * each stretch may be eliminated by its own thread, and all of a level at once.
 */
import type { Tree } from './tree.ts';

export interface Branches {
  /** Places of `order`, stretch after stretch, level after level: parents before their children. */
  readonly places: Uint32Array;
  /** Where each stretch begins in `places`, and the end. */
  readonly firsts: Uint32Array;
  /** First stretch of each level, and the end. */
  readonly levels: Uint32Array;
}

export function branchesOf({ parents }: Pick<Tree, 'parents'>): Branches {
  const children = new Uint32Array(parents.length);
  for (const parent of parents) if (parent >= 0) children[parent]!++;
  const branches: { readonly level: number; readonly places: number[] }[] = [];
  /** Stretch of each place. */
  const of: (typeof branches)[number][] = [];
  parents.forEach((parent, k) => {
    const above = parent < 0 ? undefined : of[parent]!;
    if (above && children[parent] === 1) {
      above.places.push(k);
      of.push(above);
      return;
    }
    const begun = { level: above ? above.level + 1 : 0, places: [k] };
    branches.push(begun);
    of.push(begun);
  });
  const depth = branches.reduce((most, { level }) => Math.max(most, level + 1), 0);
  const byLevel = Array.from({ length: depth }, (): number[][] => []);
  for (const { level, places } of branches) byLevel[level]!.push(places);
  const firsts = [0];
  const levels = [0];
  for (const stretches of byLevel) {
    for (const stretch of stretches) firsts.push(firsts.at(-1)! + stretch.length);
    levels.push(firsts.length - 1);
  }
  return {
    places: Uint32Array.from(byLevel.flat(2)),
    firsts: Uint32Array.from(firsts),
    levels: Uint32Array.from(levels),
  };
}
