/** Threads in a browser: workers, each of a file or, where that cannot be loaded, of a text. */
import { control } from '../../program/target/simd.ts';
import type { Crew, Heard } from './crew.ts';
import { type Drop, LOST, type Start, type Take, type ThreadOrder, type WatchOrder } from './orders.ts';

interface Script {
  readonly file: () => Worker;
  readonly text: () => Promise<{ default: new () => Worker }>;
}

const threadScript: Script = {
  file: () => new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' }),
  text: () => import('./thread.ts?worker&inline'),
};

const watchScript: Script = {
  file: () => new Worker(new URL('./watch.ts', import.meta.url), { type: 'module' }),
  text: () => import('./watch.ts?worker&inline'),
};

/** Undefined where the browser refuses the file: it starts workers from the page's own host only. */
function startedFrom(script: Script): Worker | undefined {
  try {
    return script.file();
  } catch {
    return undefined;
  }
}

/** A worker that is given its first order, and whatever is sent before it is known to have loaded. */
class Hand {
  readonly #script: Script;
  readonly #heard: Heard;
  #worker: Worker | undefined;
  /** Sent while nobody has answered: all of it is said again to the next worker. */
  #unheard: unknown[] | undefined = [];
  #stopped = false;

  constructor(script: Script, heard: Heard) {
    this.#script = script;
    this.#heard = heard;
    const worker = startedFrom(script);
    if (worker === undefined) void this.#fromText();
    else this.#use(worker, () => void this.#fromText());
  }

  send(order: ThreadOrder | WatchOrder): void {
    this.#unheard?.push(order);
    this.#worker?.postMessage(order);
  }

  stop(): void {
    this.#stopped = true;
    this.#worker?.terminate();
  }

  /** A bundler has left the file behind, or it lies on another host than the page: from its text, which a module beside this one has. */
  async #fromText(): Promise<void> {
    this.#worker = undefined;
    const { default: Inline } = await this.#script.text();
    if (this.#stopped) return;
    this.#use(new Inline(), () => this.#heard.lost('neither its file nor its text could be loaded'));
    for (const order of this.#unheard ?? []) this.#worker!.postMessage(order);
  }

  #use(worker: Worker, notLoaded: () => void): void {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<number | typeof LOST>) => {
      this.#unheard = undefined;
      if (data === LOST) this.#heard.lost('');
      else this.#heard.done(data);
    };
    worker.onerror = (event) => {
      // A script that could not be loaded: the event has no message.
      if (this.#unheard === undefined || event.message) return this.#heard.lost(event.message);
      worker.terminate();
      notLoaded();
    };
  }
}

export function startBrowserCrew(heard: Heard): Crew {
  const locked = navigator.locks !== undefined;
  const threads = new Map<number, Hand>();
  const watch = locked ? new Hand(watchScript, heard) : undefined;
  const send = (thread: number, order: Start | Take | Drop): void => threads.get(thread)!.send(order);
  return {
    lockFor: () => (locked ? `galvani thread ${crypto.randomUUID()}` : ''),
    start(order) {
      const { thread, lock } = order;
      // The lock is watched when the thread has it.
      const started: Heard = {
        ...heard,
        done(ticket) {
          if (ticket === order.ticket) watch?.send({ kind: 'lock', ticket: 0, lock, control });
          heard.done(ticket);
        },
      };
      threads.set(thread, new Hand(threadScript, started));
      send(thread, order);
    },
    send,
    watch(order) {
      if (watch !== undefined) watch.send(order);
      else if (order.ticket !== 0) queueMicrotask(() => heard.done(order.ticket));
    },
    expect() {},
    stop() {
      watch?.stop();
      for (const hand of threads.values()) hand.stop();
    },
  };
}
