/** A browser's worker that is one of the threads: gets the module and its memory once, then runs every call until it is ended. */
import type { WasmExports, WasmHost } from '../../program/target/simd.ts';
import type { ThreadStart } from './thread-start.ts';

addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  serve(data).catch((error: unknown) => {
    // A thread that waited for one that is gone has nothing to tell of its own.
    if (Atomics.load(new Int32Array(data.memory.buffer), data.control.lost / 4) === 0) reportError(error);
    // Its lock is free then, which the watching thread notices.
    close();
  });
});

async function serve({ module, memory, thread, control, lock }: ThreadStart): Promise<void> {
  const host: WasmHost = { memory, clock: () => performance.now() };
  const { run, profile } = new WebAssembly.Instance(module, { host }).exports as unknown as WasmExports;
  const words = new Int32Array(memory.buffer);
  if (lock !== '') await held(lock);
  postMessage('ready');
  // Counting instead of reading the word again: the next call may have been announced before this one has quite returned.
  for (let call = 0; ; call = (call + 1) | 0) {
    while (Atomics.load(words, control.start / 4) === call) Atomics.wait(words, control.start / 4, call);
    const steps = words[control.timed / 4] === 1 ? profile : run;
    steps(thread, words[control.first / 4]!, words[control.steps / 4]!);
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
