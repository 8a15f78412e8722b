/** Runs an engine in parts, two of them queued: the next one runs while the last one is read back. */
import { type Pace, watchedPace } from './pace.ts';
import { turn } from './turn.ts';

/** Parts that may be queued at once. */
const QUEUED = 2;

export interface Pumped<Chunk> {
  /** Queues a part of so many steps, above 0. */
  readonly run: (steps: number) => Promise<Chunk>;
  /** Steps in all. */
  readonly steps: number;
  /** Ends the run after the parts that are queued. */
  readonly signal?: AbortSignal | undefined;
  readonly pace?: Pace;
  /**
   * Most steps of the part that begins `done` steps after the start, once what is due there is done; any number unless given. 0: something
   * is due, and parts are under way that must be over before.
   */
  readonly ahead?: (done: number, underWay: boolean) => Promise<number>;
}

/**
 * The parts in order, each when it has been read back, and a turn of the event loop after each: the engine may answer without ever
 * yielding. What is thrown, and a caller that leaves, wait for what is under way.
 */
export async function* pump<Chunk>({
  run,
  steps,
  signal,
  pace = watchedPace(),
  ahead,
}: Pumped<Chunk>): AsyncGenerator<Chunk, void, undefined> {
  const queue: { readonly part: Promise<Chunk>; readonly steps: number }[] = [];
  let left = steps;
  let last = performance.now();
  try {
    while (queue.length > 0 || (left > 0 && !signal?.aborted)) {
      while (left > 0 && queue.length < QUEUED && !signal?.aborted) {
        const most = ahead === undefined ? left : await ahead(steps - left, queue.length > 0);
        if (most === 0) break;
        const part = Math.min(left, pace.steps, most);
        queue.push({ part: run(part), steps: part });
        left -= part;
      }
      const next = queue.shift()!;
      const chunk = await next.part;
      const now = performance.now();
      pace.note(next.steps, now - last);
      last = now;
      yield chunk;
      await turn();
      last += performance.now() - now;
    }
  } finally {
    await Promise.allSettled(queue.map(({ part }) => part));
  }
}
