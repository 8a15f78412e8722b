/** The spikes of the run that is shown, as the worker has them: fed as they come, so that no question carries them all. */
import { InternalError } from '../../../../../errors.ts';
import type { SpikeBlock } from '../../../../../index.ts';
import { Ledger } from '../../../../worker/ledger.ts';
import type { FeedInput } from './tasks.ts';

export class Mirror {
  readonly #ledger = new Ledger();

  feed({ from, steps, cells }: FeedInput): undefined {
    if (from > this.#ledger.count) throw new InternalError('Spikes were left out on the way to the views.');
    this.#ledger.truncate(from);
    this.#ledger.append(steps, cells);
  }

  /** Of steps from ≤ k < to; views, good until the next feed. */
  window(from: number, to: number): SpikeBlock {
    return this.#ledger.spikes(this.#ledger.place(from), this.#ledger.place(to));
  }

  /** Steps before `to` at which a cell spiked. */
  of(cell: number, to: number): Uint32Array {
    const { steps, cells } = this.window(0, to);
    return steps.filter((_, k) => cells[k] === cell);
  }
}
