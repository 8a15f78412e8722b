/** Random choices of the generator: the same ones for one seed, whatever else the project draws. */
export interface Dice {
  /** 0 ≤ x < 1. */
  next(): number;
  /** low ≤ x < high, rounded to four significant digits, so that texts stay short. */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  chance(p: number): boolean;
}

/** Xorshift (Marsaglia 2003, J. Stat. Softw. 8:14), its seed spread by a multiplication. */
export function dice(seed: number): Dice {
  const next = xorshift(seed);
  const between = (low: number, high: number): number => Number((low + (high - low) * next()).toPrecision(4));
  const whole = (low: number, high: number): number => low + Math.floor((high - low + 1) * next());
  return {
    next,
    between,
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    chance: (p) => next() < p,
  };
}

export function xorshift(seed: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let k = 0; k < 8; k++) next();
  return next;
}
