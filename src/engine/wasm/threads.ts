/**
 * Threads beyond the first: each owns an instance of the module over the same memory and waits for calls.
 *
 * The first thread waits for the others without looking at its messages, so one more thread watches over them: it hears at once of one that
 * ends, and wakes all who wait for it (see `control.lost`).
 */

import { isNode } from '../../environment.ts';
import { InternalError } from '../../errors.ts';
import { control } from '../../program/target/simd.ts';
import type { ThreadStart, WatchStart } from './thread-start.ts';

export interface Threads {
  /** Why a thread is gone, '' where nobody knows; undefined while all are there. */
  lost(): string | undefined;
  stop(): void;
}

/** Starts threads 1 … threads − 1 and resolves when all are ready for calls. */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
): Promise<Threads> {
  const locked = !isNode() && navigator.locks !== undefined;
  const starts = Array.from({ length: threads - 1 }, (_, i) => {
    const lock = locked ? `galvani thread ${crypto.randomUUID()}` : '';
    return { module, memory, thread: i + 1, control, lock };
  });
  const words = new Int32Array(memory.buffer, 0, control.lost / 4 + 1);
  let reason = '';
  const onLoss = (why: string): void => {
    reason ||= why;
    Atomics.store(words, control.lost / 4, 1);
  };
  const stop = isNode() ? await startInNode(starts, onLoss) : await startInBrowser(starts, onLoss);
  return { lost: () => (Atomics.load(words, control.lost / 4) === 1 ? reason : undefined), stop };
}

/** The same loop as in `thread.ts`, as Node takes it without a file; it reads the same as a script and as a module. */
const NODE_THREAD = `
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { module, memory, thread, control } = workerData;
const host = { memory, clock: () => performance.now() };
const { run, profile } = new WebAssembly.Instance(module, { host }).exports;
const words = new Int32Array(memory.buffer);
parentPort.postMessage('ready');
for (let call = 0; ; call = (call + 1) | 0) {
  while (Atomics.load(words, control.start / 4) === call) Atomics.wait(words, control.start / 4, call);
  const steps = words[control.timed / 4] === 1 ? profile : run;
  steps(thread, words[control.first / 4], words[control.steps / 4]);
}
`;

/** Starts the threads, says 'ready', and watches as `watch.ts` does: a thread that ends is told of with the reason. */
const NODE_WATCH = `
const { Worker, parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { source, starts } = workerData;
const { memory, control } = starts[0];
const words = new Int32Array(memory.buffer);
let starting = starts.length;
const lost = (reason) => {
  Atomics.store(words, control.lost / 4, 1);
  Atomics.add(words, control.generation / 4, 1);
  Atomics.notify(words, control.generation / 4);
  parentPort.postMessage(reason);
};
for (const start of starts) {
  const worker = new Worker(source, { eval: true, workerData: start, execArgv: [] });
  worker.on('message', () => --starting === 0 && parentPort.postMessage('ready'));
  worker.on('error', (error) => lost(String(error.message)));
  worker.on('exit', (code) => lost('exit code ' + code));
}
`;

async function startInNode(starts: readonly ThreadStart[], onLoss: (reason: string) => void): Promise<() => void> {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(NODE_WATCH, { eval: true, workerData: { source: NODE_THREAD, starts }, execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (said: string) => {
      if (said === 'ready') return resolve();
      onLoss(said);
      reject(new InternalError(`A thread did not start: ${said}`));
    });
    worker.on('error', (error) => {
      onLoss(error.message);
      reject(error);
    });
  });
  // A forgotten engine must not keep the process from ending.
  worker.unref();
  // The threads that it started end with it.
  return () => void worker.terminate();
}

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

/** Resolves when the thread is ready, with whether it could not be loaded: the event then has no message. */
function started(
  workers: Worker[],
  worker: Worker,
  told: ThreadStart | WatchStart,
  onLoss: (reason: string) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    workers.push(worker);
    let ready = false;
    worker.onmessage = () => {
      ready = true;
      resolve(false);
    };
    worker.onerror = (event) => {
      if (!ready && !event.message) {
        workers.splice(workers.indexOf(worker), 1);
        worker.terminate();
        return resolve(true);
      }
      onLoss(event.message);
      reject(new InternalError(`A thread did not start: ${event.message}`));
    };
    worker.postMessage(told);
  });
}

async function startInBrowser(starts: readonly ThreadStart[], onLoss: (reason: string) => void): Promise<() => void> {
  const workers: Worker[] = [];
  const begin = async (script: Script, told: ThreadStart | WatchStart): Promise<void> => {
    const worker = startedFrom(script);
    if (worker !== undefined && !(await started(workers, worker, told, onLoss))) return;
    // A bundler has left the file behind, or it lies on another host than the page: from its text, which a module beside this one has.
    const { default: Inline } = await script.text();
    if (await started(workers, new Inline(), told, onLoss))
      throw new InternalError('A thread did not start: neither its file nor its text could be loaded');
  };
  await Promise.all(starts.map((start) => begin(threadScript, start)));
  const [{ memory, lock }] = starts as readonly [ThreadStart];
  const locks = starts.map((start) => start.lock);
  if (lock !== '') await begin(watchScript, { memory, control, locks });
  return () => {
    for (const worker of workers.reverse()) worker.terminate();
  };
}
