/**
 * A browser's worker that watches over the threads of an engine: nobody is told that a worker has ended, but the lock that it held is free
 * then. Whoever waits for that thread is woken, and finds the word `lost`.
 */
import type { WatchStart } from './thread-start.ts';

addEventListener('message', ({ data }: MessageEvent<WatchStart>) => {
  const { memory, locks, control } = data;
  const words = new Int32Array(memory.buffer);
  const lost = (): void => {
    Atomics.store(words, control.lost / 4, 1);
    // In this order: who sees the barrier open sees that word too.
    Atomics.add(words, control.generation / 4, 1);
    Atomics.notify(words, control.generation / 4);
  };
  for (const name of locks) void navigator.locks.request(name, lost);
  postMessage('ready');
});
