/** A stretch of the run once more: everything that was done is done again at its step, so the same spikes come by construction. */
import type { RunBlock, Simulation } from '../index.ts';
import { watchedPace } from '../run/pace.ts';
import { turn } from '../run/turn.ts';
import type { Schedule } from '../simulate/interventions/index.ts';
import type { SpikeRecord } from './spike-record.ts';
import type { Action } from './types.ts';

export interface Replayed {
  /** The current simulation; what is done again may put another in its place. */
  readonly simulation: () => Simulation;
  readonly plan: Schedule<Action>;
  readonly record: SpikeRecord;
  /** Does what is due before the next step. */
  readonly settle: () => Promise<unknown>;
  readonly onBlock: (block: RunBlock) => void;
  readonly onProgress: (fraction: number) => void;
  /** Whether it is no longer wanted. */
  readonly stopped: () => boolean;
}

/** Runs up to `step`; whether the spikes on the way are those recorded. Undefined: stopped on the way. */
export async function replay(parts: Replayed, step: number): Promise<boolean | undefined> {
  const { simulation, plan, record, settle, onBlock, onProgress, stopped } = parts;
  const pace = watchedPace();
  const start = simulation().step;
  let place = record.place(start);
  let same = true;
  while (simulation().step < step) {
    if (stopped()) return undefined;
    await settle();
    const now = simulation().step;
    const began = performance.now();
    const block = await simulation().run(Math.min(pace.steps, plan.nextStop(now) - now, step - now));
    pace.note(block.steps, performance.now() - began);
    const { steps, cells } = block.spikes;
    const recorded = record.spikes(place, place + steps.length);
    for (let k = 0; k < steps.length; k++)
      if (steps[k] !== recorded.steps[k] || cells[k] !== recorded.cells[k]) same = false;
    place += steps.length;
    onBlock(block);
    onProgress((simulation().step - start) / Math.max(1, step - start));
    await turn();
  }
  await settle();
  return same && place === record.place(step);
}
