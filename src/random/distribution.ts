/** Distributions of single numbers: how much probability lies between two places, by +, −, ×, ÷ and √ alone. */
import { exponential } from './exponential.ts';
import { ln } from './logarithm.ts';

/**
 * Numbers drawn from a law, and drawn again until they lie between `low` and `high`. Of `lognormal`, `mean` and `deviation` are those of
 * the numbers themselves, before any are drawn again.
 */
export type Distribution = { readonly kind: 'uniform'; readonly low: number; readonly high: number } | BoundedLaw;

interface BoundedLaw {
  readonly kind: 'normal' | 'lognormal';
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

/** What lies further out, in standard deviations, has less than 2⁻³³ of all: a word of 32 bits cannot draw it. */
const FARTHEST = 6.34;

/** Mean and standard deviation of the logarithm, from those of the numbers. */
function ofLogarithm(mean: number, deviation: number): { centre: number; spread: number } {
  const square = ln(1 + (deviation / mean) ** 2);
  return { centre: ln(mean) - square / 2, spread: Math.sqrt(square) };
}

/** The smallest and the largest number that are drawn. */
export function extentOf(of: Distribution): [low: number, high: number] {
  if (of.kind === 'uniform') return [of.low, of.high];
  if (of.kind === 'normal')
    return [Math.max(of.low, of.mean - FARTHEST * of.deviation), Math.min(of.high, of.mean + FARTHEST * of.deviation)];
  const { centre, spread } = ofLogarithm(of.mean, of.deviation);
  return [
    Math.max(of.low, exponential(centre - FARTHEST * spread)),
    Math.min(of.high, exponential(centre + FARTHEST * spread)),
  ];
}

/** Nodes and weights of Gauss–Legendre quadrature with 8 points, for [−1, 1]; each node stands for two. */
const GAUSS = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;

/** Share of the standard normal law between two places, each cut to ±FARTHEST; to a relative 1e-13. */
function normalShare(from: number, to: number): number {
  const a = Math.max(-FARTHEST, from);
  const b = Math.min(FARTHEST, to);
  if (!(b > a)) return 0;
  const parts = Math.ceil((b - a) / 0.5);
  const half = (b - a) / parts / 2;
  let sum = 0;
  for (let k = 0; k < parts; k++) {
    const middle = a + (2 * k + 1) * half;
    for (const [node, weight] of GAUSS) {
      const [x, y] = [middle - half * node, middle + half * node];
      sum += weight * (exponential((-x * x) / 2) + exponential((-y * y) / 2));
    }
  }
  return (sum * half) / Math.sqrt(2 * Math.PI);
}

/** Probability, before any are drawn again, of a number between two places and between `low` and `high`. */
export function shareBetween(of: Distribution, from: number, to: number): number {
  const a = Math.max(of.low, from);
  const b = Math.min(of.high, to);
  if (!(b > a)) return 0;
  switch (of.kind) {
    case 'uniform':
      return (b - a) / (of.high - of.low);
    case 'normal':
      return normalShare((a - of.mean) / of.deviation, (b - of.mean) / of.deviation);
    case 'lognormal': {
      const { centre, spread } = ofLogarithm(of.mean, of.deviation);
      const place = (x: number): number =>
        x <= 0 ? Number.NEGATIVE_INFINITY : x === Number.POSITIVE_INFINITY ? x : (ln(x) - centre) / spread;
      return normalShare(place(a), place(b));
    }
  }
}

/** Places of the logarithm that lie evenly in standard deviations between the extremes: bounds of `count` cells. */
export function logarithmicBounds(of: Distribution, count: number): number[] {
  const [low, high] = extentOf(of);
  const [from, to] = [ln(low), ln(high)];
  return Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? low : k === count ? high : exponential(from + ((to - from) * k) / count),
  );
}
