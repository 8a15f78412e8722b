/**
 * Times by timestamps of the device: each dispatch has its own pass, and each pass writes the time of its end; so do passes without a
 * dispatch around what goes before and after. A dispatch is given what lies between two ends, so that the times add up to that of all.
 * Devices may round timestamps (Dawn, for pages, to 66 µs); since each ends one piece of work and begins the next, nothing is lost in the
 * sum, and the parts are right in the mean over many steps.
 */

import type { PhaseLabel } from '../../../program/phases.ts';
import type { Laps } from '../../laps.ts';
import { dispatchesOf, encodeSteps, type StepWork } from '../kernel.ts';
import { mapForReading } from '../mapping.ts';
import type { Around, StepTimer } from './timer.ts';

/** Queries that a set may have. */
const MOST_QUERIES = 4096;
/** Bytes of a timestamp, u64. */
const BYTES = 8;
/** Queries beside those of the dispatches: at the beginning of all, before the first dispatch, and at the end of all. */
const AROUND = 3;

export class Timestamps implements StepTimer {
  readonly means = 'timestamps';
  readonly #device: GPUDevice;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice) {
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const size = MOST_QUERIES * BYTES;
    this.#device = device;
    this.#queries = device.createQuerySet({ label: 'timestamps', type: 'timestamp', count: MOST_QUERIES });
    this.#resolved = device.createBuffer({ label: 'timestamps', size, usage: QUERY_RESOLVE | COPY_SRC });
    this.#staging = device.createBuffer({ label: 'timestamps', size, usage: COPY_DST | MAP_READ });
  }

  mostSteps(work: StepWork): number {
    const { batch } = work.kernel;
    return Math.max(1, Math.floor((MOST_QUERIES - AROUND) / dispatchesOf(work, batch))) * batch;
  }

  async run(work: StepWork, steps: number, { before, after }: Around, laps: Laps): Promise<number> {
    const encoder = this.#device.createCommandEncoder({ label: 'timed steps' });
    /** What each timestamp but the first ends. */
    const ended: { phases: PhaseLabel; dispatches: number }[] = [];
    let queries = 0;
    const passOf = (label: string): GPUComputePassEncoder =>
      encoder.beginComputePass({
        label,
        timestampWrites: { querySet: this.#queries, endOfPassWriteIndex: queries++ },
      });
    passOf('begin').end();
    before(encoder);
    passOf('record').end();
    ended.push({ phases: 'record', dispatches: 0 });
    let pass: GPUComputePassEncoder | undefined;
    encodeSteps(work, steps, ({ phases }) => {
      pass?.end();
      pass = passOf(phases);
      ended.push({ phases, dispatches: 1 });
      return pass;
    });
    pass?.end();
    after(encoder);
    passOf('record').end();
    ended.push({ phases: 'record', dispatches: 0 });
    encoder.resolveQuerySet(this.#queries, 0, queries, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, queries * BYTES);
    const commands = encoder.finish();
    const submitted = performance.now();
    this.#device.queue.submit([commands]);
    await mapForReading(this.#device, this.#staging, queries * BYTES);
    const nanoseconds = new BigUint64Array(this.#staging.getMappedRange(0, queries * BYTES));
    ended.forEach(({ phases, dispatches }, i) => {
      // A device may set its clock back when it changes its frequency; then nothing is known of this one.
      const taken = nanoseconds[i + 1]! - nanoseconds[i]!;
      laps.add(phases, taken > 0n ? Number(taken) / 1e6 : 0, dispatches);
    });
    this.#staging.unmap();
    return submitted;
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
