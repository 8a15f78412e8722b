/**
 * Times by the host's clock, where a device has no timestamps: dispatches are submitted one by one, each when the last has ended. Each then
 * has the cost of a submit and of waiting for it.
 */
import type { Laps } from '../../laps.ts';
import { type Dispatch, encodeSteps, type StepWork } from '../kernel.ts';
import { mapForReading } from '../mapping.ts';
import type { StepTimer } from './timer.ts';

/** Steps that are encoded before the first of them is submitted. */
const MOST_STEPS = 64;
/** Bytes whose copy is waited for: the least that can be copied. */
const BYTES = 4;

export class Fences implements StepTimer {
  readonly means = 'fences';
  readonly #device: GPUDevice;
  readonly #source: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice) {
    const { COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    this.#device = device;
    this.#source = device.createBuffer({ label: 'fence', size: BYTES, usage: COPY_SRC });
    this.#staging = device.createBuffer({ label: 'fence', size: BYTES, usage: COPY_DST | MAP_READ });
  }

  mostSteps({ kernel }: StepWork): number {
    return Math.max(MOST_STEPS, kernel.batch);
  }

  async run(work: StepWork, steps: number, laps: Laps): Promise<void> {
    const encoded: { dispatch: Dispatch; encoder: GPUCommandEncoder; pass: GPUComputePassEncoder }[] = [];
    encodeSteps(work, steps, (dispatch) => {
      const encoder = this.#device.createCommandEncoder({ label: dispatch.phases });
      const pass = encoder.beginComputePass({ label: dispatch.phases });
      encoded.push({ dispatch, encoder, pass });
      return pass;
    });
    const submits = encoded.map(({ dispatch, encoder, pass }) => {
      pass.end();
      encoder.copyBufferToBuffer(this.#source, 0, this.#staging, 0, BYTES);
      return { dispatch, commands: encoder.finish() };
    });
    for (const { dispatch, commands } of submits) {
      const began = performance.now();
      this.#device.queue.submit([commands]);
      await mapForReading(this.#device, this.#staging, BYTES);
      this.#staging.unmap();
      laps.add(dispatch.phases, performance.now() - began, 1);
    }
  }

  destroy(): void {
    this.#source.destroy();
    this.#staging.destroy();
  }
}
