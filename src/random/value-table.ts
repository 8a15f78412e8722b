/**
 * Values drawn with given probabilities by one random word each and integers alone, so that JavaScript, SIMD and WGSL agree to the bit: the
 * alias method (Walker 1977, ACM Trans. Math. Softw. 3:253; Vose 1991, IEEE Trans. Softw. Eng. 17:972) over probabilities that are
 * multiples of 2⁻³².
 */
import { InternalError } from '../errors.ts';

export interface ValueTable {
  /** The upper `bits` of a word choose a slot; 1 to MOST_BITS. */
  readonly bits: number;
  /**
   * 2^bits slots. The lower `bits` of an entry are the slot whose value stands in where the other bits of the word, as a number, are not
   * below those of the entry.
   */
  readonly entries: Uint32Array;
  /** The value of each slot. */
  readonly values: Int32Array;
}

/** A slot's share is a multiple of 2⁻³² then, of 2¹⁶ parts. */
export const MOST_BITS = 16;

/** The value that a word draws. */
export function drawnValue({ bits, entries, values }: ValueTable, word: number): number {
  const slot = word >>> (32 - bits);
  const entry = entries[slot]!;
  const own = (word << bits) >>> bits < entry >>> bits;
  return values[own ? slot : entry & ((1 << bits) - 1)]!;
}

/** A table of these values (at most 2¹⁶, whole numbers of 32 bits) with probabilities in proportion to `shares`, rounded to 2⁻³². */
export function valueTable(values: readonly number[], shares: readonly number[]): ValueTable {
  if (values.length < 1 || values.length > 2 ** MOST_BITS) throw new InternalError('a table of no or too many values.');
  const bits = Math.max(1, Math.ceil(Math.log2(values.length)));
  const size = 2 ** bits;
  const room = 2 ** (32 - bits);
  const left = wholeShares(shares, size);
  const entries = new Uint32Array(size);
  const under: number[] = [];
  const over: number[] = [];
  for (let slot = 0; slot < size; slot++) (left[slot]! < room ? under : over).push(slot);
  while (under.length > 0) {
    const less = under.pop()!;
    const more = over.at(-1)!;
    // Where the own share is nothing of the slot, no word is below it; where it is all, the slot is its own alias.
    entries[less] = left[less]! * size + more;
    left[more]! -= room - left[less]!;
    if (left[more]! < room) under.push(over.pop()!);
  }
  for (const slot of over) entries[slot] = slot;
  // Slots without a value have no share; theirs is not drawn.
  return { bits, entries, values: Int32Array.from({ length: size }, (_, slot) => values[slot] ?? 0) };
}

/** The shares as whole numbers that sum to 2³², each that of the sums before and after it, rounded. */
function wholeShares(shares: readonly number[], size: number): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const whole = new Float64Array(size);
  let sum = 0;
  let before = 0;
  shares.forEach((share, k) => {
    sum += share;
    const upTo = k + 1 === shares.length ? 2 ** 32 : Math.min(2 ** 32, Math.round((sum / total) * 2 ** 32));
    whole[k] = upTo - before;
    before = upTo;
  });
  return whole;
}

/** Probability of each slot's value, by slot: for tests and means. */
export function sharesOf({ bits, entries }: ValueTable): Float64Array {
  const room = 2 ** (32 - bits);
  const shares = new Float64Array(entries.length);
  entries.forEach((entry, slot) => {
    const own = entry >>> bits;
    shares[slot]! += own / 2 ** 32;
    shares[entry & (entries.length - 1)]! += (room - own) / 2 ** 32;
  });
  return shares;
}
