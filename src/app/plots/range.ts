/** The range of a value axis that only grows, so that it stands still while one looks about. */
import { roundUp } from '../../numbers/ticks.ts';

/** Share of the range that is left free above and below. */
const margin = 0.03;

export class GrowingRange {
  #key = '';
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  /**
   * Round bounds around all values so far and these; another `key` forgets those before. `least`: the least width. Null where a line has
   * a gap. Undefined while there is no value.
   */
  around(
    key: string,
    rows: readonly (readonly (number | null)[])[],
    least: number,
  ): { readonly low: number; readonly high: number } | undefined {
    if (key !== this.#key) {
      this.#key = key;
      this.#low = Number.POSITIVE_INFINITY;
      this.#high = Number.NEGATIVE_INFINITY;
    }
    for (const row of rows)
      for (const value of row) {
        if (value === null) continue;
        if (value < this.#low) this.#low = value;
        if (value > this.#high) this.#high = value;
      }
    if (this.#low > this.#high) return undefined;
    const middle = (this.#low + this.#high) / 2;
    const half = Math.max((0.5 + margin) * (this.#high - this.#low), least / 2);
    const grid = roundUp(half / 4);
    return { low: Math.floor((middle - half) / grid) * grid, high: Math.ceil((middle + half) / grid) * grid };
  }
}
