/** A browser's worker that is one of the threads: gets the module and its memory once, then runs every call until it is ended. */
import type { ThreadStart } from './threads.ts';

addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  const { module, memory, thread, control } = data;
  const { run } = new WebAssembly.Instance(module, { host: { memory } }).exports as {
    run: (thread: number, first: number, steps: number) => void;
  };
  const words = new Int32Array(memory.buffer);
  postMessage('ready');
  // Counting instead of reading the word again: the next call may have been announced before this one has quite returned.
  for (let call = 0; ; call = (call + 1) | 0) {
    while (Atomics.load(words, control.start / 4) === call) Atomics.wait(words, control.start / 4, call);
    run(thread, words[control.first / 4]!, words[control.steps / 4]!);
  }
});
