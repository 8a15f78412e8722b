/** Linear and logarithmic scales: where values lie. */

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** 0 at the low end, 1 at the high end; NaN for what a logarithm cannot show. */
export function share({ low, high, log }: Scale, value: number): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export function valueAt({ low, high, log }: Scale, at: number): number {
  return log ? low * (high / low) ** at : low + at * (high - low);
}

/** `count` values from `low` to `high`, evenly or in equal ratios. */
export const evenly = (low: number, high: number, count: number, log = false): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => valueAt({ low, high, log }, k / Math.max(1, count - 1)));
