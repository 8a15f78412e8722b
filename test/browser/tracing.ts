/** What the main thread of a page does, in time of its own: other processes of the machine make no difference. */
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
  /** Processor time of every task, ms, the longest first. */
  readonly tasks: number[];
  /** Of every callback of an animation frame. */
  readonly frames: number[];
  /** Processor time of all tasks of the page's workers, ms. */
  readonly workers: number;
}

/** Watches while something is done. Throws where the browser tells no processor times. */
export async function mainThread(browser: Browser, page: Page, during: () => Promise<unknown>): Promise<MainThread> {
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
    if (found.length > 4 && timed.length < found.length / 2)
      throw new Error('The browser’s trace has no processor times.');
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
