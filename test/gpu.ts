/**
 * One GPU device for the tests of a file. Drivers can hang: a device that no longer answers fails the test that met it, and the next test
 * gets a new one; a second hang fails the rest of the file at once; a driver that holds the thread itself ends the file's process.
 */
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Gpu, requestGpu } from '../src/engine/webgpu/adapter.ts';
import { releaseNodeGpu } from '../src/engine/webgpu/dawn/here.ts';

/** Registers the hooks. The object stands for the device of the test that runs. */
export function sharedGpu(): Gpu {
  let current: Gpu | undefined;
  const hung: string[] = [];
  const beats = new Int32Array(new SharedArrayBuffer(4));
  let watch: Worker;
  let heart: NodeJS.Timeout;

  beforeAll(async () => {
    watch = new Worker(new URL('watch.mjs', import.meta.url), { workerData: beats });
    watch.unref();
    heart = setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();
    current = await requestGpu();
  });
  beforeEach(async ({ task }) => {
    watch.postMessage(task.name);
    if (hung.length > 1)
      throw new Error(
        `Not run: the GPU driver hangs. '${hung.join("' and '")}' did not end, each on a device of its own.`,
      );
    current ??= await requestGpu();
  });
  afterEach(({ task }) => {
    if (!task.result?.errors?.some(({ message }) => message.startsWith('Test timed out'))) return;
    hung.push(task.name);
    current?.destroy();
    current = undefined;
    throw new Error(`The GPU device did not answer in time in '${task.name}'. The next test gets a new device.`);
  });
  afterAll(async () => {
    current?.destroy();
    releaseNodeGpu();
    clearInterval(heart);
    await watch.terminate();
  });

  const device = (): Gpu => {
    if (!current) throw new Error('The GPU device is there while a test runs only.');
    return current;
  };
  return {
    get device() {
      return device().device;
    },
    get name() {
      return device().name;
    },
    get software() {
      return device().software;
    },
    destroy: () => device().destroy(),
  };
}
