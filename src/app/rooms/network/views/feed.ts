/** Keeps the views' worker supplied with spikes: only those that are new, in parts that hold no frame up. */

import type { RunRecord } from '../../../run/record.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import type { ViewTasks } from './worker/view-tasks.ts';

/** Spikes of one message, 8 bytes each; about 2 ms. */
const most = 400_000;

export class SpikeFeed {
  readonly #tasks: TaskClient<ViewTasks>;
  #record: RunRecord | undefined;
  #epoch = 0;
  #sent = 0;
  /** One sending after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(tasks: TaskClient<ViewTasks>) {
    this.#tasks = tasks;
  }

  /** Resolves when the worker has all spikes that are recorded now. */
  send(record: RunRecord): Promise<void> {
    this.#last = this.#last.catch(() => {}).then(() => this.#send(record));
    return this.#last;
  }

  async #send(record: RunRecord): Promise<void> {
    const end = record.spikes.count;
    if (record !== this.#record || record.epoch !== this.#epoch) {
      this.#record = record;
      this.#epoch = record.epoch;
      this.#sent = 0;
    }
    const { epoch } = record;
    do {
      const to = Math.min(end, this.#sent + most);
      const { steps, cells } = record.spikes.spikes(this.#sent, to);
      // Copies: a view on the record would take all of it along.
      await this.#tasks.ask('feed', { from: this.#sent, steps: steps.slice(), cells: cells.slice() });
      this.#sent = to;
      // Taken away meanwhile: the next sending begins anew.
    } while (this.#sent < end && record.epoch === epoch);
  }
}
