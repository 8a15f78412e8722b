/** Timed contests, by which backends and strategies are chosen. */

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

/** Contests of one kind of contestant. What won is remembered by what decides it: a second one alike, in this process, need not be held. */
export class Contests<Winner> {
  readonly #remembered = new Map<string, Winner>();

  /** What won the contest that `key` decides; undefined where there was none yet. */
  winner(key: string): Winner | undefined {
    return this.#remembered.get(key);
  }

  /**
   * Times `among`, which is not empty, in order, and remembers what `winnerOf` says of the fastest, the first one of equals. No further
   * one is tried once that has taken `budget`, ms of the clock; one alone is not timed. `times` are those of the first ones, in the unit
   * of `time`.
   */
  async hold<Contestant>(
    key: string,
    among: readonly Contestant[],
    time: (contestant: Contestant) => Promise<number>,
    winnerOf: (contestant: Contestant) => Winner,
    budget = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly fastest: Contestant; readonly times: readonly number[] }> {
    const began = performance.now();
    const times: number[] = [];
    if (among.length > 1)
      for (const contestant of among) {
        if (times.length > 0 && performance.now() - began >= budget) break;
        times.push(await time(contestant));
      }
    const fastest = among[times.reduce((best, taken, k) => (taken < times[best]! ? k : best), 0)]!;
    this.#remembered.set(key, winnerOf(fastest));
    return { fastest, times };
  }
}
