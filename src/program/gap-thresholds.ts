/** The gaps of made rows by comparison of integers, for backends that have no f64. */
import { gapOf } from './made.ts';

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

/** From a guess that any accuracy will do for, by steps to the exact place. */
function leastWord(perGap: number, gap: number): number {
  let word = Math.min(0xffffffff, Math.max(0, Math.floor(Math.exp((gap + 1) / perGap) * 2 ** 32)));
  while (word < 0xffffffff && gapOf(word, perGap) > gap) word++;
  while (word > 0 && gapOf(word - 1, perGap) <= gap) word--;
  return word;
}
