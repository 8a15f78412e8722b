/**
 * A browser's worker that watches over threads: nobody is told that a worker has ended, but the lock that it held is free then. Whoever
 * waits for that thread, in any engine, is woken and finds the word `lost`.
 */
import { LOST, type WatchOrder } from './orders.ts';

const memories = new Map<number, WebAssembly.Memory>();
let control: Extract<WatchOrder, { kind: 'lock' }>['control'];
let gone = false;

addEventListener('message', ({ data }: MessageEvent<WatchOrder>) => {
  if (data.kind === 'lock') {
    control = data.control;
    void navigator.locks.request(data.lock, () => {
      gone = true;
      for (const memory of memories.values()) tell(memory);
      postMessage(LOST);
    });
  } else if (data.kind === 'take') {
    memories.set(data.engine, data.memory);
    if (gone) tell(data.memory);
  } else memories.delete(data.engine);
  if (data.ticket !== 0) postMessage(data.ticket);
});

function tell({ buffer }: WebAssembly.Memory): void {
  const words = new Int32Array(buffer);
  Atomics.store(words, control.lost / 4, 1);
  // In this order: who sees the barrier open sees that word too.
  Atomics.add(words, control.generation / 4, 1);
  Atomics.notify(words, control.generation / 4);
}
