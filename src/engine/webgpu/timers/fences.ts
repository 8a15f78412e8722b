/**
 * Times by the host's clock, where a device has no timestamps: dispatches are submitted one by one, each when the last has ended. Each then
 * has the cost of a submit and of waiting for it.
 */

import type { PhaseLabel } from '../../../program/phases.ts';
import type { Laps } from '../../laps.ts';
import { encodeSteps, type StepWork } from '../kernel.ts';
import { mapForReading } from '../mapping.ts';
import type { Around, StepTimer } from './timer.ts';

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

  async run(work: StepWork, steps: number, { before, after }: Around, laps: Laps): Promise<number> {
    const submits: {
      phases: PhaseLabel;
      dispatches: number;
      encoder: GPUCommandEncoder;
      pass?: GPUComputePassEncoder;
    }[] = [];
    const encoderOf = (label: string): GPUCommandEncoder => this.#device.createCommandEncoder({ label });
    const copies = (copy: (encoder: GPUCommandEncoder) => void): void => {
      const encoder = encoderOf('record');
      copy(encoder);
      submits.push({ phases: 'record', dispatches: 0, encoder });
    };
    copies(before);
    encodeSteps(work, steps, ({ phases }) => {
      const encoder = encoderOf(phases);
      const pass = encoder.beginComputePass({ label: phases });
      submits.push({ phases, dispatches: 1, encoder, pass });
      return pass;
    });
    copies(after);
    const ready = submits.map(({ encoder, pass, ...rest }) => {
      pass?.end();
      encoder.copyBufferToBuffer(this.#source, 0, this.#staging, 0, BYTES);
      return { ...rest, commands: encoder.finish() };
    });
    const submitted = performance.now();
    let last = submitted;
    for (const { phases, dispatches, commands } of ready) {
      this.#device.queue.submit([commands]);
      await mapForReading(this.#device, this.#staging, BYTES);
      this.#staging.unmap();
      const now = performance.now();
      laps.add(phases, now - last, dispatches);
      last = now;
    }
    return submitted;
  }

  destroy(): void {
    this.#source.destroy();
    this.#staging.destroy();
  }
}
