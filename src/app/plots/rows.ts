/** Where cells lie on their axis: the first one at the bottom, or on top. */

/** Cells that are seen. */
export interface Rows {
  readonly from: number;
  readonly to: number;
  /** Whether the first cell is on top. */
  readonly down?: boolean;
}

/** Distance from the top of an area of this height; `cell + 0.5` is the middle of a cell's row. In the unit of `height`. */
export function rowAt(cell: number, { from, to, down = false }: Rows, height: number): number {
  const share = (cell - from) / (to - from);
  return height * (down ? share : 1 - share);
}

/** The place among the cells, no whole number, at a distance from the top. */
export function cellAt(y: number, { from, to, down = false }: Rows, height: number): number {
  const share = (y / height) * (to - from);
  return down ? from + share : to - share;
}

/**
 * Places at least `room` apart and, where they fit, between `low` and `high`, near those given, which rise: first each is moved beyond
 * the one before it, then back from the end.
 */
export function spreadOut(places: readonly number[], room: number, low: number, high: number): number[] {
  const moved: number[] = [];
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? low - room) + room));
  for (let k = moved.length - 1, end = high; k >= 0; k--, end -= room) moved[k] = Math.min(moved[k]!, end);
  return moved;
}
