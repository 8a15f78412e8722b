/** Traces thinned to what a screen can show: the least and the greatest value of each bucket, so that no spike is lost. */
import type { Trace } from '../../live/index.ts';

/** One time axis and one row of values per trace; null where a trace has none. */
export type ThinnedTraces = [Float64Array, ...(number | null)[][]];

/** Values between `from` and `to` (ms) in at most `buckets` buckets. `dt` in ms. */
export function thin(traces: readonly Trace[], dt: number, from: number, to: number, buckets: number): ThinnedTraces {
  const first = Math.max(0, Math.floor(from / dt) - 2);
  const end = Math.max(0, ...traces.map((t) => t.firstStep + t.values.length));
  const last = Math.min(end, Math.ceil(to / dt) + 2);
  const count = Math.max(0, last - first);
  if (count <= 2 * buckets) {
    const times = Float64Array.from({ length: count }, (_, k) => (first + k + 1) * dt);
    return [times, ...traces.map((t) => Array.from(times, (_, k) => t.values[first + k - t.firstStep] ?? null))];
  }
  // Buckets stand at multiples of their width, so that they do not shimmer while the window moves.
  const width = Math.ceil(count / buckets);
  const start = Math.floor(first / width);
  const number = Math.ceil(last / width) - start;
  const times = Float64Array.from(
    { length: 2 * number },
    (_, k) => ((start + (k >> 1)) * width + ((k & 1) * width) / 2) * dt,
  );
  return [times, ...traces.map((trace) => extremes(trace, start, number, width))];
}

function extremes(trace: Trace, start: number, number: number, width: number): (number | null)[] {
  const out: (number | null)[] = new Array(2 * number).fill(null);
  const { values, firstStep } = trace;
  for (let b = 0; b < number; b++) {
    const begin = Math.max(0, (start + b) * width - firstStep);
    const stop = Math.min(values.length, (start + b + 1) * width - firstStep);
    let low = begin;
    let high = begin;
    for (let k = begin + 1; k < stop; k++) {
      if (values[k]! < values[low]!) low = k;
      if (values[k]! > values[high]!) high = k;
    }
    if (stop <= begin) continue;
    out[2 * b] = values[Math.min(low, high)]!;
    out[2 * b + 1] = values[Math.max(low, high)]!;
  }
  return out;
}
