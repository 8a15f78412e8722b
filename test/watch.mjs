/**
 * Beside a file of GPU tests, on a thread of its own: ends the process when its main thread has not come back from a call for five minutes.
 * The longest test takes some seconds of it; a call into a driver that never returns would hold the whole run.
 */
import { writeSync } from 'node:fs';
import { workerData as beats, parentPort } from 'node:worker_threads';

const LOOKS = 30;
let name = 'the set-up';
parentPort.on('message', (test) => {
  name = test;
});
let last = -1;
let still = 0;
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  still = beat === last ? still + 1 : 0;
  last = beat;
  if (still < LOOKS) return;
  writeSync(
    2,
    `\nThe GPU driver has held the thread for five minutes in '${name}': the process of this test file is ended.\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}, 10_000);
