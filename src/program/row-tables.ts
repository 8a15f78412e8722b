/** What backends without f64 look up while they make rows anew: one list of words for all of a program's made groups. */
import { gapThresholds } from './gap-thresholds.ts';
import { type DrawnValues, type Made, tableWords } from './made.ts';

export interface RowTables {
  /** All tables, one after another. */
  readonly words: Uint32Array;
  readonly places: ReadonlyMap<Made, RowPlaces>;
}

/** Where the tables of a projection begin in the words; undefined for those that it has not. */
export interface RowPlaces {
  /** Thresholds of gaps, and how many. */
  readonly gaps: { readonly first: number; readonly length: number } | undefined;
  /** Synapses of each source. */
  readonly degrees: number | undefined;
  /** Tables of values: entries, then values. */
  readonly weight: number | undefined;
  readonly delay: number | undefined;
}

/** The tables of a program; projections of one probability share theirs, and those of one distribution. */
export function rowTables(groups: readonly Made[]): RowTables {
  const parts: Uint32Array[] = [];
  let length = 0;
  const put = (part: Uint32Array): number => {
    parts.push(part);
    length += part.length;
    return length - part.length;
  };
  const most = new Map<number, number>();
  for (const { recipe, targets } of groups)
    if (recipe.kind === 'gaps') most.set(recipe.perGap, Math.max(targets, most.get(recipe.perGap) ?? 0));
  const gaps = new Map(
    [...most].map(([perGap, targets]) => {
      const table = gapThresholds(perGap, targets);
      return [perGap, { first: put(table), length: table.length }] as const;
    }),
  );
  const tables = new Map<DrawnValues['table'], number>();
  const valuesAt = (drawn: DrawnValues | undefined): number | undefined => {
    if (!drawn) return undefined;
    const { table } = drawn;
    const at = tables.get(table) ?? put(tableWords(table));
    tables.set(table, at);
    return at;
  };
  const places = new Map(
    groups.map((p) => {
      const { recipe, weight, delay } = p;
      const degrees = recipe.kind === 'draws' && typeof recipe.degree !== 'number' ? put(recipe.degree) : undefined;
      const own: RowPlaces = {
        gaps: recipe.kind === 'gaps' ? gaps.get(recipe.perGap) : undefined,
        degrees,
        weight: valuesAt(weight),
        delay: valuesAt(delay),
      };
      return [p, own] as const;
    }),
  );
  const words = new Uint32Array(length);
  let at = 0;
  for (const part of parts) {
    words.set(part, at);
    at += part.length;
  }
  return { words, places };
}
