/** Times the dispatches of steps, by the best means that the device has. */
import type { ProfileMeans } from '../../engine.ts';
import type { Laps } from '../../laps.ts';
import type { StepWork } from '../kernel.ts';
import { Fences } from './fences.ts';
import { Timestamps } from './timestamps.ts';

export interface StepTimer {
  readonly means: ProfileMeans;
  /** Most steps that one call of `run` takes. */
  mostSteps(work: StepWork): number;
  /** Submits these steps, waits for their end, and adds what each dispatch took. */
  run(work: StepWork, steps: number, laps: Laps): Promise<void>;
  destroy(): void;
}

export const timerOf = (device: GPUDevice): StepTimer =>
  device.features.has('timestamp-query') ? new Timestamps(device) : new Fences(device);
