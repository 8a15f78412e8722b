/**
 * Procedural connectivity: synapses that are not stored. The row of a source is made anew at each of its spikes, from the counter-based
 * generator that a stored network is built with, so both have the same synapses to the bit (Knight & Nowotny 2021, "Larger GPU-accelerated
 * brain simulations with procedural connectivity", Nat. Comput. Sci. 1:136).
 *
 * The words of a row are those of Philox4x32-10 with counter (source, 0, block, purpose.connect), block = 0, 1, …, and key (seed, stream),
 * one after another. What a recipe makes of them takes integers only, except for one function of a single word, `gapOf`, which backends
 * without f64 look up (see `gap-thresholds.ts`).
 */
import { logUniform } from '../random/logarithm.ts';
import { mulHigh, philox, purpose } from '../random/philox.ts';

/** One projection whose synapses are made when they are needed. All of them weigh 1 and have one delay. */
export interface Made {
  readonly kind: 'made';
  /** Name of the projection. */
  readonly name: string;
  /** Network-wide index of its first source. */
  readonly firstSource: number;
  readonly sources: number;
  readonly targets: number;
  /** Source i and target j are the same cell where j = i + shift. */
  readonly shift: number;
  /** Key of the projection's random stream, u32. */
  readonly stream: number;
  readonly recipe: RowRecipe;
  /** A synapse onto target j adds 1 to the entry base + j of each of these, entries in the ring. */
  readonly bases: readonly number[];
  /** Number of its synapses, times the number of bases; the expected number where it depends on random words. */
  readonly synapses: number;
}

/** How the targets of one source follow from its words. */
export type RowRecipe =
  /** Source i has target i. */
  | { readonly kind: 'same' }
  /** Every target once. */
  | { readonly kind: 'all'; readonly autapses: boolean }
  /** From each target to the next, the first counted from −1, there are 1 + gapOf(word, perGap) places. `perGap` < 0. */
  | { readonly kind: 'gaps'; readonly autapses: boolean; readonly perGap: number }
  /**
   * `degree` targets, each floor(word·range ÷ 2^32); words with word·range mod 2^32 < 2^32 mod range are passed over (Lemire 2019).
   */
  | { readonly kind: 'draws'; readonly autapses: boolean; readonly degree: number };

/** Places between two targets: geometric with the probability p for which perGap = 1 ÷ ln(1 − p), in f64 and this order of operations. */
export const gapOf = (word: number, perGap: number): number => Math.floor(logUniform(word) * perGap);

/**
 * Which target a source must leave out, −1: none. Recipes count the others from 0 to `range` − 1; from the one left out on, they stand
 * for the next.
 */
function omission({ recipe, shift, targets }: Made, source: number): { self: number; range: number } {
  const own = source + shift;
  const self = recipe.kind !== 'same' && !recipe.autapses && own >= 0 && own < targets ? own : -1;
  return { self, range: self < 0 ? targets : targets - 1 };
}

/** Calls `visit` for every target of a source (numbered within the projection), in the order in which a stored row has them. */
export function forEachTarget(p: Made, seed: number, source: number, visit: (target: number) => void): void {
  const { recipe, stream } = p;
  const { self, range } = omission(p, source);
  const place = (j: number): void => visit(self >= 0 && j >= self ? j + 1 : j);
  const block = new Uint32Array(4);
  let count = 0;
  const next = (): number => {
    if (count % 4 === 0) philox(source, 0, count / 4, purpose.connect, seed, stream, block);
    return block[count++ % 4]!;
  };
  switch (recipe.kind) {
    case 'same':
      visit(source);
      return;
    case 'all':
      for (let j = 0; j < range; j++) place(j);
      return;
    case 'gaps':
      for (let j = gapOf(next(), recipe.perGap); j < range; j += 1 + gapOf(next(), recipe.perGap)) place(j);
      return;
    case 'draws': {
      const reject = range > 0 ? 2 ** 32 % range : 0;
      for (let made = 0; made < recipe.degree; ) {
        const word = next();
        if (Math.imul(word, range) >>> 0 < reject) continue;
        place(mulHigh(word, range));
        made++;
      }
    }
  }
}
