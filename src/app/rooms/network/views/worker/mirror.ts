/** The spikes of the run that is shown, as the worker has them: fed as they come, so that no question carries them all. */
import { InternalError } from '../../../../../errors.ts';
import type { SpikeBlock } from '../../../../../index.ts';
import { SpikeRecord } from '../../../../../live/index.ts';
import type { FeedInput } from './view-tasks.ts';

export class Mirror {
  readonly #record = new SpikeRecord();

  feed({ from, steps, cells }: FeedInput): undefined {
    if (from > this.#record.count) throw new InternalError('Spikes were left out on the way to the views.');
    this.#record.truncate(from);
    this.#record.append(steps, cells);
  }

  /** Of steps from ≤ k < to; views, good until the next feed. */
  window(from: number, to: number): SpikeBlock {
    return this.#record.spikes(this.#record.place(from), this.#record.place(to));
  }

  /** Steps before `to` at which a cell spiked. */
  of(cell: number, to: number): Uint32Array {
    const { steps, cells } = this.window(0, to);
    return steps.filter((_, k) => cells[k] === cell);
  }
}
