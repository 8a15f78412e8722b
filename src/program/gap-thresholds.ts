/** The gaps of made rows by comparison of integers, for backends that have no f64. */
import { gapOf, type Made } from './made.ts';

/**
 * Entry g is the least word whose gap is at most g, so gapOf(word, perGap) is the least g with word ≥ thresholds[g]; no entry means that
 * the gap is at least `targets`, past the end of every row. Gaps fall as words rise: neighbouring words differ by 2^-32 of their own size
 * at least, which is 10^4 times what the logarithm errs by. Length: `targets` at most, about ln(p·2^32)/p where that is less.
 */
export function gapThresholds(perGap: number, targets: number): Uint32Array {
  const found = new Uint32Array(targets);
  let length = 0;
  while (length < targets) {
    const least = leastWord(perGap, length);
    found[length++] = least;
    if (least === 0) break;
  }
  return found.slice(0, length);
}

export interface GapTables {
  /** All tables, one after another. */
  readonly thresholds: Uint32Array;
  /** Of each projection by gaps. */
  readonly places: ReadonlyMap<Made, { readonly first: number; readonly length: number }>;
}

/** The tables that a program's made rows look up; projections of one probability share theirs. */
export function gapTables(groups: readonly Made[]): GapTables {
  const most = new Map<number, number>();
  for (const { recipe, targets } of groups)
    if (recipe.kind === 'gaps') most.set(recipe.perGap, Math.max(targets, most.get(recipe.perGap) ?? 0));
  const tables = new Map([...most].map(([perGap, targets]) => [perGap, gapThresholds(perGap, targets)]));
  const firsts = new Map<number, number>();
  let length = 0;
  for (const [perGap, table] of tables) {
    firsts.set(perGap, length);
    length += table.length;
  }
  const thresholds = new Uint32Array(length);
  for (const [perGap, table] of tables) thresholds.set(table, firsts.get(perGap)!);
  const places = new Map(
    groups.flatMap((p) => {
      if (p.recipe.kind !== 'gaps') return [];
      const { perGap } = p.recipe;
      return [[p, { first: firsts.get(perGap)!, length: tables.get(perGap)!.length }] as const];
    }),
  );
  return { thresholds, places };
}

/** From a guess that any accuracy will do for, by steps to the exact place. */
function leastWord(perGap: number, gap: number): number {
  let word = Math.min(0xffffffff, Math.max(0, Math.floor(Math.exp((gap + 1) / perGap) * 2 ** 32)));
  while (word < 0xffffffff && gapOf(word, perGap) > gap) word++;
  while (word > 0 && gapOf(word - 1, perGap) <= gap) word--;
  return word;
}
