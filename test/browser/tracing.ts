/**
 * What the main thread of a page does, in processor time of its own, which other processes of the machine hardly change, and in
 * milliseconds of the machine on which the limits were set, so that a slower one is judged alike.
 */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Time on the processor, µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface MainThread {
  /** Processor time of every task, ms of the machine of `reference`, the longest first. */
  readonly tasks: number[];
  /** Of every callback of an animation frame. */
  readonly frames: number[];
  /** Processor time of all tasks of the page's workers, ms. */
  readonly workers: number;
}

/** Processor time of `fixedWork` on the machine on which the limits were set (2 cores, Chromium 156), ms. */
const reference = 6.8;

/** A loop of numbers and objects, as pages run them, in ten tasks. */
async function fixedWork(): Promise<number> {
  let sum = 0;
  for (let task = 0; task < 10; task++) {
    for (let k = 0; k < 2_000_000; k++) {
      const point = { x: k % 97, y: k % 31 };
      sum += Math.sqrt(point.x * point.x + point.y) + `${point.x}`.length;
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return sum;
}

const paces = new WeakMap<Browser, Promise<number>>();

/** How many times slower this machine is than that one; 1 for one that is as fast or faster. */
function paceOf(browser: Browser, page: Page): Promise<number> {
  const known = paces.get(browser);
  if (known) return known;
  const measured = (async () => {
    // A short watch may hold too few tasks: one that began or ended outside it has no time.
    for (let watch = 0; watch < 5; watch++) {
      const { tasks } = await traced(browser, page, () => page.evaluate(fixedWork));
      // The shortest of the ten, as long as the page's own tasks are shorter.
      const shortest = tasks[8];
      if (shortest === undefined) continue;
      console.info(`fixed work: ${shortest.toFixed(1)} ms of processor time`);
      return Math.max(1, shortest / reference);
    }
    throw new Error('The browser’s trace has fewer than nine tasks of ten.');
  })();
  paces.set(browser, measured);
  return measured;
}

/** Watches while something is done. Throws where the browser tells no processor times. */
export async function mainThread(browser: Browser, page: Page, during: () => Promise<unknown>): Promise<MainThread> {
  const pace = await paceOf(browser, page);
  const { tasks, frames, workers } = await traced(browser, page, during);
  return { tasks: tasks.map((t) => t / pace), frames: frames.map((t) => t / pace), workers: workers / pace };
}

/**
 * The longest task of the main thread, ms, in the best of up to three rounds: what the page does comes again in every one, a collection of
 * garbage or the browser's own compiler does not. Ends with the first round that stays under `limit`.
 */
export async function longestTask(
  browser: Browser,
  page: Page,
  limit: number,
  during: () => Promise<unknown>,
): Promise<{ longest: number; tasks: number }> {
  let longest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let round = 0; round < 3 && longest >= limit; round++) {
    const { tasks } = await mainThread(browser, page, during);
    longest = Math.min(longest, tasks[0] ?? 0);
    count += tasks.length;
  }
  console.info(`longest of ${count} tasks: ${longest.toFixed(1)} ms of processor time`);
  return { longest, tasks: count };
}

async function traced(browser: Browser, page: Page, during: () => Promise<unknown>): Promise<MainThread> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await during();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = (called: RegExp) =>
    new Set(
      traceEvents
        .filter((e) => e.name === 'thread_name' && called.test(e.args?.name ?? ''))
        .map((e) => `${e.pid} ${e.tid}`),
    );
  const times = (name: string, on: ReadonlySet<string>): number[] => {
    const found = traceEvents.filter((e) => e.ph === 'X' && e.name === name && on.has(`${e.pid} ${e.tid}`));
    // What was under way when the watch began or ended has none.
    const timed = found.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
    if (found.length > 50 && timed.length === 0) throw new Error('The browser’s trace has no processor times.');
    return timed.sort((x, y) => y - x);
  };
  const main = threads(/^CrRendererMain$/);
  const task = 'ThreadControllerImpl::RunTask';
  return {
    tasks: times(task, main),
    frames: times('FireAnimationFrame', main),
    workers: times(task, threads(/^DedicatedWorker/)).reduce((a, b) => a + b, 0),
  };
}
