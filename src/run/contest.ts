/** Timed warm-ups, by which backends and strategies are chosen. */

export interface WarmUp {
  /** Steps of the first run that is timed. */
  readonly first: number;
  /** How many times longer each run is than the one before. */
  readonly growth: number;
  /** Most steps of one run. */
  readonly most: number;
  /** Wall time that tells enough, ms. */
  readonly enough: number;
}

/**
 * Wall time per step, ms, of the longest of several runs of growing length: the first pays for lazy compilation, short ones are latency.
 */
export async function millisecondsPerStep(run: (steps: number) => Promise<unknown>, warmUp: WarmUp): Promise<number> {
  const { first, growth, most, enough } = warmUp;
  for (let steps = first; ; steps = Math.min(most, steps * growth)) {
    const began = performance.now();
    await run(steps);
    const wall = performance.now() - began;
    if (wall >= enough || steps === most) return wall / steps;
  }
}
