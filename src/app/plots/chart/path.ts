/** A curve as the data of an SVG path, thinned to what the pixels can show. */
import { partitionPoint } from '../../../index.ts';

/** What places a curve: data to CSS pixels. */
export interface Frame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Visible range of x. */
  readonly from: number;
  readonly to: number;
  /** CSS pixels. */
  readonly width: number;
}

/** Index of the first x that is at least `value`; xs rise. */
const firstAtLeast = (xs: ArrayLike<number>, value: number): number => partitionPoint(xs.length, (k) => xs[k]! < value);

/** Index of the point nearest to `value`; xs rise. −1 where there is none. */
export function nearest(xs: ArrayLike<number>, value: number): number {
  if (xs.length === 0) return -1;
  const next = Math.min(xs.length - 1, firstAtLeast(xs, value));
  return next > 0 && value - xs[next - 1]! < xs[next]! - value ? next - 1 : next;
}

/** Path data of a line through the points; xs rise. Values that are not finite leave gaps. */
export function linePath(xs: ArrayLike<number>, ys: ArrayLike<number>, frame: Frame): string {
  const first = Math.max(0, firstAtLeast(xs, frame.from) - 1);
  const last = Math.min(xs.length, firstAtLeast(xs, frame.to) + 1);
  return last - first > 2.5 * frame.width ? thinned(xs, ys, frame, first, last) : every(xs, ys, frame, first, last);
}

const shown = (pixels: number): number => Math.round(pixels * 100) / 100;

function every(xs: ArrayLike<number>, ys: ArrayLike<number>, frame: Frame, first: number, last: number): string {
  let path = '';
  let pen = 'M';
  for (let i = first; i < last; i++) {
    const [x, y] = [frame.x(xs[i]!), frame.y(ys[i]!)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${shown(x)} ${shown(y)}`;
    pen = 'L';
  }
  return path;
}

/** First, least, greatest and last value of every pixel column, so that no spike is lost. */
function thinned(xs: ArrayLike<number>, ys: ArrayLike<number>, frame: Frame, first: number, last: number): string {
  let path = '';
  let pen = 'M';
  let i = first;
  while (i < last) {
    const column = Math.floor(frame.x(xs[i]!));
    let [low, high, end] = [i, i, i];
    for (; i < last && Math.floor(frame.x(xs[i]!)) === column; i++) {
      if (ys[i]! < ys[low]!) low = i;
      if (ys[i]! > ys[high]!) high = i;
      end = i;
    }
    for (const k of low < high ? [low, high, end] : [high, low, end]) {
      const [x, y] = [frame.x(xs[k]!), frame.y(ys[k]!)];
      if (!Number.isFinite(y)) {
        pen = 'M';
        continue;
      }
      path += `${pen}${shown(x)} ${shown(y)}`;
      pen = 'L';
    }
  }
  return path;
}
