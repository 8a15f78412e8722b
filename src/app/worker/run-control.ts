/** A run and the orders it is under. */
import type { LiveRun } from '../../live/index.ts';

/** Thrown where a run was put aside while something of it was awaited: what would follow is not wanted any more. */
export class PutAside extends Error {
  override readonly name = 'PutAside';
}

export class RunControl {
  run: number;
  readonly live: LiveRun;
  /** Step to run up to; 0 stands still. */
  until: number;
  order = 0;
  /** Whether the run ended in a failure; only a reset or an undo helps. */
  failed = false;
  /** Work that needs the run for itself, one after the other. */
  tail: Promise<void> = Promise.resolve();
  /** Work to be done between two parts of the run. */
  readonly errands: (() => Promise<void>)[] = [];
  /** Whether the run continues between its parts. */
  advancing = false;
  /** Blocks on their way to the page. */
  underway = 0;
  /** Wakes a run that waits for the page. */
  wake: () => void = () => {};
  /** Number of the latest edit of each population's model; older ones give up. */
  readonly edits = new Map<string, number>();
  /** Losses of the device since the last step. */
  losses = 0;

  constructor(run: number, live: LiveRun, until: number) {
    this.run = run;
    this.live = live;
    this.until = until;
  }

  /** What `work` gives. Throws a PutAside where another run took the place of this one meanwhile. */
  async still<T>(work: Promise<T>): Promise<T> {
    const { run } = this;
    const result = await work;
    if (this.run !== run) throw new PutAside();
    return result;
  }

  async runErrands(): Promise<void> {
    for (let next = this.errands.shift(); next !== undefined; next = this.errands.shift()) await next();
  }

  /** Resolves when the page has taken a block in, or there is something else to do. */
  waitForPage(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  async discard(): Promise<void> {
    this.run = -1;
    this.until = 0;
    this.wake();
    await this.tail;
    this.live.dispose();
  }
}
