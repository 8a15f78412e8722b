/** Threads in Node, which come without their own file. */
import { control } from '../../program/target/simd.ts';
import type { Crew, Heard } from './crew.ts';
import { bellWords, type Drop, type Start, type Take } from './orders.ts';

/** The same as `thread.ts`; it reads the same as a script and as a module. */
const THREAD = `
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { start: { thread, bell, control, ticket }, bellWords } = workerData;
const engines = new Map();
let mails = 0;
let calls = 0;
const serve = () => {
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
    calls = (calls + 1) | 0;
    const { exports, words } = engines.get(Atomics.load(bell, bellWords.engine));
    const steps = words[control.timed / 4] === 1 ? exports.profile : exports.run;
    steps(thread, words[control.first / 4], words[control.steps / 4]);
  }
};
parentPort.on('message', (order) => {
  if (order.kind === 'take') {
    const host = { memory: order.memory, clock: () => performance.now() };
    const { exports } = new WebAssembly.Instance(order.module, { host });
    engines.set(order.engine, { exports, words: new Int32Array(order.memory.buffer) });
  } else engines.delete(order.engine);
  if (order.ticket !== 0) parentPort.postMessage(order.ticket);
  serve();
});
parentPort.postMessage(ticket);
// After this script: what it waits for comes by the loop of events.
setImmediate(serve);
`;

/** Starts the threads, hands messages on, and watches as `watch.ts` does: a thread that ends is told of with the reason. */
const WATCH = `
const { Worker, parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
const { source, control, bellWords } = workerData;
const threads = new Map();
const memories = new Map();
let gone = false;
const tell = (memory) => {
  const words = new Int32Array(memory.buffer);
  Atomics.store(words, control.lost / 4, 1);
  Atomics.add(words, control.generation / 4, 1);
  Atomics.notify(words, control.generation / 4);
};
const lost = (reason) => {
  gone = true;
  for (const memory of memories.values()) tell(memory);
  parentPort.postMessage({ lost: reason });
};
parentPort.on('message', ({ to, order }) => {
  if (order.kind === 'start') {
    const worker = new Worker(source, { eval: true, workerData: { start: order, bellWords }, execArgv: [] });
    worker.on('message', (ticket) => parentPort.postMessage({ done: ticket }));
    worker.on('error', (error) => lost(String(error.message)));
    worker.on('exit', (code) => lost('exit code ' + code));
    threads.set(to, worker);
    return;
  }
  if (to > 0) return threads.get(to).postMessage(order);
  if (order.kind === 'take') {
    memories.set(order.engine, order.memory);
    if (gone) tell(order.memory);
  } else memories.delete(order.engine);
  if (order.ticket !== 0) parentPort.postMessage({ done: order.ticket });
});
`;

export function startNodeCrew(heard: Heard): Crew {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const workerData = { source: THREAD, control, bellWords };
  const watch = new Worker(WATCH, { eval: true, workerData, execArgv: [] });
  watch.on('message', (said: { readonly done: number } | { readonly lost: string }) => {
    if ('done' in said) heard.done(said.done);
    else heard.lost(said.lost);
  });
  watch.on('error', (error) => heard.lost(error.message));
  const post = (to: number, order: Start | Take | Drop | Omit<Take, 'module'>): void =>
    watch.postMessage({ to, order });
  return {
    lockFor: () => '',
    start: (order) => post(order.thread, order),
    send: post,
    watch: (order) => post(0, order),
    expect(answers) {
      if (answers > 0) watch.ref();
      // A forgotten engine must not keep the process from ending.
      else watch.unref();
    },
    // The threads that it started end with it.
    stop: () => void watch.terminate(),
  };
}
