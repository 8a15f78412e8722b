/** Population rate from counts per millisecond. */

/** Weights of a Gaussian of 1 ms standard deviation over bins of 1 ms, −3…3. */
const kernel = [-3, -2, -1, 0, 1, 2, 3].map((k) => Math.exp(-(k * k) / 2));

export interface RateLine {
  /** Middle of each bin, ms. */
  readonly times: Float64Array;
  /** Hz per cell. */
  readonly rate: Float64Array;
}

/**
 * Mean rate per cell in Hz between `from` and `to` (ms), lightly smoothed. `counts[k]` holds the spikes in [k, k + 1) ms; only bins before
 * `end` (ms) are complete. With more than `most` bins, neighbours are averaged.
 */
export function rateLine(
  counts: Uint32Array,
  cells: number,
  from: number,
  to: number,
  end: number,
  most: number,
): RateLine {
  const bins = Math.floor(end + 1e-9);
  const first = Math.max(0, Math.floor(from) - 1);
  const last = Math.min(bins, Math.ceil(to) + 1);
  const stride = Math.max(1, Math.ceil((last - first) / most));
  const count = Math.max(0, Math.ceil((last - first) / stride));
  const times = new Float64Array(count);
  const rate = new Float64Array(count);
  const perSpike = 1000 / Math.max(1, cells);
  for (let j = 0; j < count; j++) {
    const begin = first + j * stride;
    const stop = Math.min(last, begin + stride);
    let sum = 0;
    for (let k = begin; k < stop; k++) sum += smoothed(counts, k, bins);
    times[j] = (begin + stop) / 2;
    rate[j] = (sum / (stop - begin)) * perSpike;
  }
  return { times, rate };
}

/** Time before the end of the run within which more spikes may still change the rate, ms. */
export const unsettledRate = 3;

/** At the ends of the run the weights that fall outside are left out. */
function smoothed(counts: Uint32Array, bin: number, bins: number): number {
  let sum = 0;
  let weight = 0;
  for (let k = -3; k <= 3; k++) {
    const at = bin + k;
    if (at < 0 || at >= bins) continue;
    sum += kernel[k + 3]! * counts[at]!;
    weight += kernel[k + 3]!;
  }
  return weight === 0 ? 0 : sum / weight;
}
