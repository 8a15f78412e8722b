/** The best timer that a device has the means for. */
import { Fences } from './fences.ts';
import type { StepTimer } from './timer.ts';
import { Timestamps } from './timestamps.ts';

export const timerOf = (device: GPUDevice): StepTimer =>
  device.features.has('timestamp-query') ? new Timestamps(device) : new Fences(device);
