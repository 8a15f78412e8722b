/**
 * Times by timestamps of the device: each dispatch has a pass of its own, and each pass writes the time of its end. A dispatch is given
 * what lies between two ends, so that the times add up to that of all. Devices may round timestamps (Dawn, for pages, to 66 µs); since each
 * is the end of one dispatch and the beginning of the next, nothing is lost in the sum, and the parts are right in the mean over many
 * steps.
 */
import type { Laps } from '../../laps.ts';
import { type Dispatch, dispatchesOf, encodeSteps, type StepWork } from '../kernel.ts';
import { mapForReading } from '../mapping.ts';
import type { StepTimer } from './timer.ts';

/** Queries that a set may have. */
const MOST_QUERIES = 4096;
/** Bytes of a timestamp, u64. */
const BYTES = 8;

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

  /** One query is for the beginning of all. */
  mostSteps(work: StepWork): number {
    const { batch } = work.kernel;
    return Math.max(1, Math.floor((MOST_QUERIES - 1) / dispatchesOf(work, batch))) * batch;
  }

  async run(work: StepWork, steps: number, laps: Laps): Promise<void> {
    const encoder = this.#device.createCommandEncoder({ label: 'timed steps' });
    const timed: Dispatch[] = [];
    let pass: GPUComputePassEncoder | undefined;
    encodeSteps(work, steps, (dispatch) => {
      pass?.end();
      const first = timed.length === 0;
      const querySet = this.#queries;
      timed.push(dispatch);
      pass = encoder.beginComputePass({
        label: dispatch.phases,
        timestampWrites: {
          querySet,
          endOfPassWriteIndex: timed.length,
          ...(first ? { beginningOfPassWriteIndex: 0 } : {}),
        },
      });
      return pass;
    });
    pass?.end();
    const count = timed.length + 1;
    encoder.resolveQuerySet(this.#queries, 0, count, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, count * BYTES);
    this.#device.queue.submit([encoder.finish()]);
    await mapForReading(this.#device, this.#staging, count * BYTES);
    const nanoseconds = new BigUint64Array(this.#staging.getMappedRange(0, count * BYTES));
    timed.forEach(({ phases }, i) => {
      // A device may set its clock back when it changes its frequency; then nothing is known of this one.
      const taken = nanoseconds[i + 1]! - nanoseconds[i]!;
      laps.add(phases, taken > 0n ? Number(taken) / 1e6 : 0, 1);
    });
    this.#staging.unmap();
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
