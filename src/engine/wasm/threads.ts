/** Threads beyond the first: each owns an instance of the module over the same memory and waits for calls. */
import { isNode } from '../../environment.ts';
import { control } from './image.ts';

export interface Threads {
  stop(): void;
}

/** What a thread is told at its start. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly control: { readonly start: number; readonly first: number; readonly steps: number };
}

/** Starts threads 1 … threads − 1 and resolves when all are ready for calls. */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
): Promise<Threads> {
  const start = isNode() ? startInNode : startInBrowser;
  const running = await Promise.all(
    Array.from({ length: threads - 1 }, (_, i) => start({ module, memory, thread: i + 1, control })),
  );
  return {
    stop() {
      for (const stop of running) stop();
    },
  };
}

/** The same loop as in `thread.ts`, as Node takes it without a file; it reads the same as a script and as a module. */
const NODE_SOURCE = `
import('node:worker_threads').then(({ parentPort, workerData }) => {
  const { module, memory, thread, control } = workerData;
  const { run } = new WebAssembly.Instance(module, { host: { memory } }).exports;
  const words = new Int32Array(memory.buffer);
  parentPort.postMessage('ready');
  for (let call = 0; ; call = (call + 1) | 0) {
    while (Atomics.load(words, control.start / 4) === call) Atomics.wait(words, control.start / 4, call);
    run(thread, words[control.first / 4], words[control.steps / 4]);
  }
});
`;

async function startInNode(start: ThreadStart): Promise<() => void> {
  const { Worker } = await import(/* @vite-ignore */ 'node:worker_threads');
  const worker = new Worker(NODE_SOURCE, { eval: true, workerData: start });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  // A forgotten engine must not keep the process from ending.
  worker.unref();
  return () => void worker.terminate();
}

async function startInBrowser(start: ThreadStart): Promise<() => void> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(`internal: a thread did not start: ${event.message}`));
    worker.postMessage(start);
  });
  return () => worker.terminate();
}
