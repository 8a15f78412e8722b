/** What times the dispatches of steps. */
import type { ProfileMeans } from '../../engine.ts';
import type { Laps } from '../../laps.ts';
import type { StepWork } from '../kernel.ts';

/** What goes before and after the dispatches of a submit, and counts as `record`. */
export interface Around {
  before(encoder: GPUCommandEncoder): void;
  after(encoder: GPUCommandEncoder): void;
}

export interface StepTimer {
  readonly means: ProfileMeans;
  /** Most steps that one call of `run` takes. */
  mostSteps(work: StepWork): number;
  /**
   * Submits these steps, waits for their end, and adds what each dispatch took. Resolves to the time of the submit on the host's clock, ms:
   * encoding continues beside the device in a run that is not timed, so it does not count.
   */
  run(work: StepWork, steps: number, around: Around, laps: Laps): Promise<number>;
  destroy(): void;
}
