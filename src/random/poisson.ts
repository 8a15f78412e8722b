/**
 * Poisson counts of any mean, from tables and comparisons alone: the same integer on every backend for the same f32 mean.
 *
 * A sum of independent Poisson counts is one of the sum of their means, and a Poisson count each of whose events is kept with probability p
 * is one of p times its mean. So a mean is cut into digits, m = 8·Σ d_j·4^j + c/32 + r with d_j < 4, c < 256 and r < 1/32: each digit's
 * count comes from a table by the alias method (Walker 1977, ACM Trans. Math. Softw. 3:253; Vose 1991, IEEE Trans. Softw. Eng. 17:972), and
 * the rest's by keeping the events of a count of mean 1/32. Cutting is exact in f32, and so is every comparison.
 *
 * Probabilities in tables are multiples of 2⁻²⁴ over the length of a row; tails beyond 6.5 standard deviations (1e-10) are left out; the
 * rest, and so a small mean, is right to 2⁻⁴⁸.
 */

/** Means are below. 8·4⁷. */
export const POISSON_LIMIT = 2 ** 17;

const FINE = 256;
const LEVELS = 7;
/** Rows: means c/32 for c < 256, then 8·d·4^j for d = 1, 2, 3 of each level j. */
const ROWS = FINE + 3 * LEVELS;
/** Entries per row in the table's head: first entry, number of bits that choose a slot, value of slot 0. */
const HEAD = 3;
/** Slots of a row span so many standard deviations. */
const SPAN = 13;
/** Most events of the count of mean 1/32: more have probability (1/32)⁶/6! = 1e-12. */
const MOST = 5;

/** Blocks of the generator that a draw may use. */
const BLOCKS = 8;
/** First block of the generator for the draw of the given number. Uniform and normal draws use those below. */
export const poissonBlock = (draw: number): number => 0x10000 + BLOCKS * draw;

/**
 * P(N > k), k = 0 … 4, of mean 1/32, as multiples of 2⁻²⁴ and the rest in units of 2⁻²⁴ of that.
 */
export const keptTails: readonly (readonly [high: number, low: number])[] = (() => {
  const terms = [1];
  for (let k = 1; k < 16; k++) terms.push(terms[k - 1]! / (32 * k));
  const all = terms.reduceRight((sum, term) => sum + term, 0);
  return Array.from({ length: MOST }, (_, k) =>
    split(terms.slice(k + 1).reduceRight((sum, term) => sum + term, 0) / all),
  );
})();

/** A probability p as h·2⁻²⁴ + l·2⁻⁴⁸, rounded down. */
function split(p: number): [high: number, low: number] {
  const high = Math.floor(p * 2 ** 24);
  return [high, Math.floor((p * 2 ** 24 - high) * 2 ** 24)];
}

/** log₂ of the slots of the rows of means below 8. */
const FINE_BITS = 5;

/** The rows of means c/32, c < 256: all have the same number of slots and begin with value 0, and lie behind the head one after another. */
export const fineRows = { count: FINE, first: HEAD * ROWS, bits: FINE_BITS } as const;

/** Row of the digit d (1, 2, 3) of level j. */
const rowOf = (level: number, digit: number): number => FINE + 3 * level + digit - 1;

let table: Float64Array | undefined;

/**
 * The table: HEAD numbers per row, then the rows' slots, two numbers each: below which 24-bit uniform the slot's own value counts, and the
 * value instead. All are f32 numbers. Made of +, −, × and ÷, so it is the same everywhere.
 */
export function poissonTable(): Float64Array {
  if (table) return table;
  const rows = Array.from({ length: ROWS }, (_, row) => {
    if (row < FINE) return aliasRow(row / 32, FINE_BITS);
    const level = Math.floor((row - FINE) / 3);
    const mean = 8 * (((row - FINE) % 3) + 1) * 4 ** level;
    return aliasRow(mean, Math.ceil(Math.log2(SPAN * Math.sqrt(mean))));
  });
  const made = new Float64Array(HEAD * ROWS + rows.reduce((n, row) => n + row.slots.length, 0));
  let at = HEAD * ROWS;
  rows.forEach(({ bits, lowest, slots }, row) => {
    made.set([at, bits, lowest], HEAD * row);
    made.set(slots, at);
    at += slots.length;
  });
  table = made;
  return made;
}

function aliasRow(mean: number, bits: number): { bits: number; lowest: number; slots: Float64Array } {
  const size = 2 ** bits;
  const lowest = Math.max(0, Math.floor(mean) - size / 2);
  const slots = new Float64Array(2 * size);
  const share = poissonShares(mean, lowest, size);
  const small: number[] = [];
  const large: number[] = [];
  share.forEach((p, i) => {
    slots[2 * i] = 1;
    slots[2 * i + 1] = i;
    (p < 1 ? small : large).push(i);
  });
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!];
    slots[2 * less] = Math.round(share[less]! * 2 ** 24) / 2 ** 24;
    slots[2 * less + 1] = more;
    share[more]! -= 1 - share[less]!;
    if (share[more]! < 1) small.push(large.pop()!);
  }
  return { bits, lowest, slots };
}

/** Probabilities of lowest, lowest + 1, … times their number, by the ratio of neighbours from the mode outwards. */
function poissonShares(mean: number, lowest: number, size: number): Float64Array {
  const share = new Float64Array(size);
  const mode = Math.floor(mean);
  share[mode - lowest] = 1;
  for (let k = mode + 1; k < lowest + size; k++) share[k - lowest] = (share[k - 1 - lowest]! * mean) / k;
  if (mean > 0) for (let k = mode; k > lowest; k--) share[k - 1 - lowest] = (share[k - lowest]! * k) / mean;
  const sum = share.reduce((total, p) => total + p, 0);
  return share.map((p) => (p * size) / sum);
}

/**
 * A count of the given mean, rounded to f32; NaN unless 0 ≤ mean < POISSON_LIMIT. `wordsOf` answers the four words of a block of the draw,
 * 0 to 7; the array may be reused.
 */
export function poissonCount(mean: number, wordsOf: (block: number) => Uint32Array): number {
  const m = Math.fround(mean);
  if (!(m >= 0 && m < POISSON_LIMIT)) return Number.NaN;
  if (m === 0) return 0;
  const fine = Math.floor(32 * m);
  const kept = 32 * m - fine;
  const words = wordsOf(0);
  let count = fromRow(fine & (FINE - 1), words[0]!, words[1]!);
  const events = keptTails.filter(([high, low]) => isBelow(words[2]!, words[3]!, high, low)).length;
  const [high, low] = split(kept);
  for (let event = 0; event < events; event++) {
    const pair = wordsOf(1 + (event >> 1));
    const at = 2 * (event & 1);
    if (isBelow(pair[at]!, pair[at + 1]!, high, low)) count++;
  }
  for (let level = 0, digits = fine >>> 8; digits > 0; level++, digits >>>= 2) {
    if ((digits & 3) === 0) continue;
    const pair = wordsOf(4 + (level >> 1));
    const at = 2 * (level & 1);
    count += fromRow(rowOf(level, digits & 3), pair[at]!, pair[at + 1]!);
  }
  return count;
}

/** Whether the uniform number of two words lies below h·2⁻²⁴ + l·2⁻⁴⁸. */
function isBelow(word0: number, word1: number, high: number, low: number): boolean {
  const [u, v] = [word0 >>> 8, word1 >>> 8];
  return u < high || (u === high && v < low);
}

function fromRow(row: number, word0: number, word1: number): number {
  const t = poissonTable();
  const [first, bits, lowest] = [t[HEAD * row]!, t[HEAD * row + 1]!, t[HEAD * row + 2]!];
  const slot = word0 >>> (32 - bits);
  const own = (word1 >>> 8) * 2 ** -24 < t[first + 2 * slot]!;
  return lowest + (own ? slot : t[first + 2 * slot + 1]!);
}
