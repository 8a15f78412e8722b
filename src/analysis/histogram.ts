/** Histograms as the corners of their steps, in percent of all values. */
import { median, moments } from './moments.ts';
import { partitionPoint } from './partition-point.ts';

export interface StepHistogram {
  readonly x: Float64Array;
  /** Share of all, %. */
  readonly y: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

/** Bins between edges e₀ < e₁ < …; values outside are counted in the whole, but not shown. */
export function stepped(values: ArrayLike<number>, edges: readonly number[]): { x: Float64Array; y: Float64Array } {
  const bins = edges.length - 1;
  const counts = new Float64Array(Math.max(0, bins));
  for (let k = 0; k < values.length; k++) {
    const bin = place(edges, values[k]!);
    if (bin >= 0 && bin < bins) counts[bin]!++;
  }
  const scale = values.length === 0 ? 0 : 100 / values.length;
  const x = new Float64Array(2 * bins + 2);
  const y = new Float64Array(2 * bins + 2);
  x[0] = edges[0] ?? 0;
  for (let b = 0; b < bins; b++) {
    x[2 * b + 1] = edges[b]!;
    x[2 * b + 2] = edges[b + 1]!;
    y[2 * b + 1] = counts[b]! * scale;
    y[2 * b + 2] = counts[b]! * scale;
  }
  x[2 * bins + 1] = edges[bins] ?? 0;
  return { x, y };
}

/** Number of the bin that holds a value: eₖ ≤ v < eₖ₊₁; the last edge belongs to the last bin. */
function place(edges: readonly number[], value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0]! && value <= edges[last]!)) return -1;
  return (
    Math.min(
      last,
      partitionPoint(edges.length, (k) => edges[k]! <= value),
    ) - 1
  );
}

export const linear = (low: number, high: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, k) => low + ((high - low) * k) / bins);

export const logarithmic = (low: number, high: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, k) => low * (high / low) ** (k / bins));

export function summary(values: Float64Array): { count: number; mean: number; median: number } {
  return {
    count: values.length,
    mean: moments(values)?.mean ?? Number.NaN,
    median: median(values) ?? Number.NaN,
  };
}

/** Least and greatest; infinite, the wrong way round, where there are none. */
export function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k]!);
    high = Math.max(high, values[k]!);
  }
  return [low, high];
}

/** Of whole numbers or reals, over their own range or another that holds them. */
export function histogramOf(values: ArrayLike<number>, whole: boolean, range = rangeOf(values)): StepHistogram {
  const found = moments(values);
  const [low, high] = range;
  if (found === null) return { x: new Float64Array(0), y: new Float64Array(0), mean: Number.NaN, sd: Number.NaN };
  const edges = whole ? wholeEdges(low, high) : linear(low, high === low ? low + 1 : high, 40);
  return { ...stepped(values, edges), mean: found.mean, sd: Math.sqrt(found.variance) };
}

/** Every number has its own bin as long as there are not too many. */
function wholeEdges(low: number, high: number): number[] {
  const width = Math.max(1, Math.ceil((high - low + 1) / 60));
  const bins = Math.ceil((high - low + 1) / width);
  return Array.from({ length: bins + 1 }, (_, k) => low - 0.5 + k * width);
}
