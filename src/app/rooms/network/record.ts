/** What the page knows of the run: spikes, counts per millisecond and group, traces. */
import { type Signal, signal } from '@preact/signals';
import type { Group } from '../../../index.ts';
import { groupTable, shownGroups } from '../../plots/groups.ts';
import { Ledger } from '../../worker/ledger.ts';
import type { Answer, Description, Trace } from '../../worker/messages.ts';
import { TraceLog } from '../../worker/trace-log.ts';

export class RunRecord {
  readonly spikes = new Ledger();
  readonly traces = new TraceLog();
  readonly groups: readonly Group[];
  /** Index into `groups` for every cell. */
  readonly table: Uint8Array;
  /** ms */
  readonly dt: number;
  readonly description: Description;
  /** counts[g][k]: spikes of group g in [k, k + 1) ms. */
  readonly counts: Uint32Array[];
  /** Steps taken in. */
  steps = 0;
  /** Goes up whenever something was added. */
  readonly version: Signal<number> = signal(0);

  constructor(description: Description) {
    this.description = description;
    this.dt = description.dt;
    this.groups = shownGroups(description.groups);
    const last = Math.max(description.cells, ...description.groups.map((g) => g.first + g.count));
    this.table = groupTable(this.groups, last);
    this.counts = this.groups.map(() => new Uint32Array(1024));
  }

  add(block: Extract<Answer, { type: 'block' }>): void {
    const { spikeSteps, spikeCells } = block;
    this.spikes.append(spikeSteps, spikeCells);
    const end = block.firstStep + block.steps;
    this.#reserve(Math.ceil(end * this.dt) + 1);
    for (let k = 0; k < spikeSteps.length; k++) {
      const counts = this.counts[this.table[spikeCells[k]!]!];
      if (counts !== undefined) counts[Math.floor(spikeSteps[k]! * this.dt + 1e-9)]!++;
    }
    this.traces.append(block.traces);
    this.steps = end;
    this.version.value++;
  }

  replaceTraces(traces: readonly Trace[]): void {
    this.traces.clear();
    this.traces.append(traces);
    this.version.value++;
  }

  clear(): void {
    this.spikes.clear();
    this.traces.clear();
    for (const counts of this.counts) counts.fill(0);
    this.steps = 0;
    this.version.value++;
  }

  #reserve(bins: number): void {
    this.counts.forEach((counts, g) => {
      if (bins <= counts.length) return;
      const larger = new Uint32Array(2 ** Math.ceil(Math.log2(bins)));
      larger.set(counts);
      this.counts[g] = larger;
    });
  }
}
