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
import { drawnValue, type ValueTable } from '../random/value-table.ts';

/** One projection whose synapses are made when they are needed. */
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
  /** A synapse onto target j adds its weight to the entry base + j of each of these, entries in the ring. */
  readonly bases: readonly number[];
  /** Integer weights of its synapses; undefined where all are 1. */
  readonly weight?: DrawnValues;
  /** Steps of delay of its synapses, ≥ 1; undefined where the bases hold the one of all. */
  readonly delay?: DrawnValues;
  /** Number of its synapses, times the number of bases; the expected number where it depends on random words. */
  readonly synapses: number;
}

/**
 * Values of the synapses of a row: the k-th has that of word k, by the table, of the words with counter (source, 0, ⌊k/4⌋, purpose.connect)
 * and key (seed, stream).
 */
export interface DrawnValues {
  readonly table: ValueTable;
  readonly stream: number;
}

/**
 * What a backend with its own memory copies there: synapses of each source, and tables slot by slot. Those of one table of values are
 * one array, which is kept once: what all projections look into stays in the cache.
 */
export const madeArrays = ({ recipe, weight, delay }: Made) => ({
  degrees: recipe.kind === 'draws' && typeof recipe.degree !== 'number' ? recipe.degree : null,
  weight: weight ? slotsOfTable(weight.table) : null,
  delay: delay ? slotsOfTable(delay.table) : null,
});

/** A table as its entries, then its values. */
export function tableWords({ entries, values }: ValueTable): Uint32Array {
  const words = new Uint32Array(2 * entries.length);
  words.set(entries);
  words.set(values, entries.length);
  return words;
}

/** Whether all values of a table take 16 bits. */
export const isNarrow = ({ values }: ValueTable): boolean => values.every((v) => v === (v << 16) >> 16);

/** Words of each slot in `slotWords`. */
export const slotWordsOf = (narrow: boolean): 2 | 4 => (narrow ? 2 : 4);

/**
 * A table slot by slot, for those who look up a slot whole: below which word, without the bits that choose the slot and moved to the top,
 * the slot's own value counts; that value; the value that stands in; 0. Values of a narrow table share a word, the slot's own in the lower
 * half.
 */
function slotWords(table: ValueTable): Uint32Array {
  const { bits, entries, values } = table;
  const narrow = isNarrow(table);
  const width = slotWordsOf(narrow);
  const words = new Uint32Array(width * entries.length);
  const mask = 2 ** bits - 1;
  entries.forEach((entry, slot) => {
    const [own, other] = [values[slot]!, values[entry & mask]!];
    words.set([entry & ~mask, ...(narrow ? [(own & 0xffff) | (other << 16)] : [own, other])], width * slot);
  });
  return words;
}

const known = new WeakMap<ValueTable, Uint32Array>();

function slotsOfTable(table: ValueTable): Uint32Array {
  const words = known.get(table) ?? slotWords(table);
  known.set(table, words);
  return words;
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
   * `degree` targets (of all sources, or of each), each floor(word·range ÷ 2^32); words with word·range mod 2^32 < 2^32 mod range are
   * passed over (Lemire 2019).
   */
  | { readonly kind: 'draws'; readonly autapses: boolean; readonly degree: number | Uint32Array };

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

/** Synapses of a source by the recipe. */
const degreeOf = ({ degree }: RowRecipe & { readonly kind: 'draws' }, source: number): number =>
  typeof degree === 'number' ? degree : degree[source]!;

/** The words of a source's row, one after another. */
function wordsOf(source: number, seed: number, stream: number): () => number {
  const block = new Uint32Array(4);
  let count = 0;
  return () => {
    if (count % 4 === 0) philox(source, 0, count / 4, purpose.connect, seed, stream, block);
    return block[count++ % 4]!;
  };
}

/**
 * Calls `visit` for every target of a source (numbered within the projection), in the order in which a stored row has them, with its weight
 * and the steps of delay beyond those of the bases.
 */
export function forEachTarget(
  p: Made,
  seed: number,
  source: number,
  visit: (target: number, weight: number, delay: number) => void,
): void {
  const { recipe, stream, weight, delay } = p;
  const { self, range } = omission(p, source);
  const next = wordsOf(source, seed, stream);
  const weightWord = weight && wordsOf(source, seed, weight.stream);
  const delayWord = delay && wordsOf(source, seed, delay.stream);
  const place = (j: number): void =>
    visit(
      self >= 0 && j >= self ? j + 1 : j,
      weight ? drawnValue(weight.table, weightWord!()) : 1,
      delay ? drawnValue(delay.table, delayWord!()) : 0,
    );
  switch (recipe.kind) {
    case 'same':
      place(source);
      return;
    case 'all':
      for (let j = 0; j < range; j++) place(j);
      return;
    case 'gaps':
      for (let j = gapOf(next(), recipe.perGap); j < range; j += 1 + gapOf(next(), recipe.perGap)) place(j);
      return;
    case 'draws': {
      const reject = range > 0 ? 2 ** 32 % range : 0;
      for (let made = 0, degree = degreeOf(recipe, source); made < degree; ) {
        const word = next();
        if (Math.imul(word, range) >>> 0 < reject) continue;
        place(mulHigh(word, range));
        made++;
      }
    }
  }
}
