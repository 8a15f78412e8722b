/**
 * A browser's worker that is one thread of every engine of whoever started it: it sleeps until its bell is rung, for a call of one of them
 * or for a message, until it is ended.
 */
import type { WasmExports, WasmHost } from '../../program/target/simd.ts';
import { bellWords, type Start, type ThreadOrder } from './orders.ts';

interface Taken {
  readonly exports: WasmExports;
  readonly words: Int32Array;
}

const engines = new Map<number, Taken>();
let self: Start;
/** Messages and calls that were seen to. */
let mails = 0;
let calls = 0;
/** The engine whose call continues. */
let current: Taken | undefined;

addEventListener('message', ({ data }: MessageEvent<ThreadOrder>) => {
  obey(data).catch((error: unknown) => {
    // A thread that waited for one that is gone has nothing of its own to tell.
    if (current === undefined || Atomics.load(current.words, self.control.lost / 4) === 0) reportError(error);
    // Its lock is free then, which the watching thread notices.
    close();
  });
});

async function obey(order: ThreadOrder): Promise<void> {
  if (order.kind === 'start') {
    self = order;
    if (order.lock !== '') await held(order.lock);
  } else if (order.kind === 'take') {
    const { module, memory } = order;
    const host: WasmHost = { memory, clock: () => performance.now() };
    const exports = new WebAssembly.Instance(module, { host }).exports as unknown as WasmExports;
    engines.set(order.engine, { exports, words: new Int32Array(memory.buffer) });
  } else engines.delete(order.engine);
  if (order.ticket !== 0) postMessage(order.ticket);
  serve();
}

/** Does calls until there is a message to be read. */
function serve(): void {
  const { thread, bell, control } = self;
  for (;;) {
    const rung = Atomics.load(bell, bellWords.rung);
    if (Atomics.load(bell, bellWords.mails) !== mails) {
      mails = (mails + 1) | 0;
      return;
    }
    if (Atomics.load(bell, bellWords.calls) === calls) {
      Atomics.wait(bell, bellWords.rung, rung);
      continue;
    }
    // Counting instead of reading the word again: the next call may have been announced before this one has quite returned.
    calls = (calls + 1) | 0;
    current = engines.get(Atomics.load(bell, bellWords.engine))!;
    const { exports, words } = current;
    const steps = words[control.timed / 4] === 1 ? exports.profile : exports.run;
    steps(thread, words[control.first / 4]!, words[control.steps / 4]!);
    current = undefined;
  }
}

/** Resolves when this thread has the lock, which it keeps until it ends. */
const held = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const keep = (): Promise<never> => {
      resolve();
      return new Promise(() => {});
    };
    navigator.locks.request(name, keep).catch(reject);
  });
