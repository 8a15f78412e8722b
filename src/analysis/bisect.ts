/**
 * The least number in (low, high] at which the condition, false at `low` and true at `high`, holds, if it changes once between them: to
 * the last bit.
 */
export function bisect(low: number, high: number, holds: (x: number) => boolean): number {
  let [before, after] = [low, high];
  for (;;) {
    const middle = 0.5 * (before + after);
    // No number lies between the two.
    if (!(middle > before && middle < after)) return after;
    if (holds(middle)) after = middle;
    else before = middle;
  }
}
