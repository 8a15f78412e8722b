/** What the page knows of the run: spikes, counts per millisecond and group, traces. */
import { type Signal, signal } from '@preact/signals';
import type { Group } from '../../index.ts';
import {
  type Description,
  groupTable,
  SpikeRecord,
  shownGroups,
  type Trace,
  TraceLog,
  type WeightSample,
} from '../../live/index.ts';
import type { PublishedRates } from '../../presets/preset.ts';
import type { Answer } from '../worker/messages.ts';

export class RunRecord {
  readonly spikes = new SpikeRecord();
  readonly traces = new TraceLog();
  /** Those that are told apart, by the names that a source gives them. */
  readonly groups: readonly Group[];
  readonly named: boolean;
  /** Index into `groups` for every cell. */
  readonly table: Uint8Array;
  /** ms */
  readonly dt: number;
  /** counts[g][k]: spikes of group g in [k, k + 1) ms. */
  readonly counts: Uint32Array[];
  /** How plastic weights changed. */
  learned: readonly WeightSample[] = [];
  /** Steps taken in. */
  steps = 0;
  /** Goes up whenever something was added. */
  readonly version: Signal<number> = signal(0);
  /** Goes up whenever something was taken away or put in place of another: what was drawn of it is void. */
  epoch = 0;
  readonly #description: Signal<Description>;

  constructor(description: Description, published?: PublishedRates) {
    this.#description = signal(description);
    this.dt = description.dt;
    const label = (name: string) => published?.groups.find((g) => g.name === name)?.label ?? name;
    this.groups = shownGroups(description.groups).map((group) => ({ ...group, name: label(group.name) }));
    this.named = published !== undefined;
    const last = Math.max(description.cells, ...description.groups.map((g) => g.first + g.count));
    this.table = groupTable(this.groups, last);
    this.counts = this.groups.map(() => new Uint32Array(1024));
  }

  get description(): Description {
    return this.#description.value;
  }

  /** The same cells under another program. */
  redescribe(description: Description): void {
    const traced = (d: Description) => d.populations.map((p) => p.variable).join();
    if (traced(description) !== traced(this.#description.peek())) this.traces.clear();
    this.#description.value = description;
    this.version.value++;
  }

  /** Forgets what came in step `step` and later. */
  rewind(step: number): void {
    const place = this.spikes.place(step);
    const gone = this.spikes.spikes(place);
    for (let k = 0; k < gone.steps.length; k++) this.#bin(gone.steps[k]!, gone.cells[k]!, -1);
    this.spikes.truncate(place);
    this.traces.truncate(step);
    this.learned = this.learned.filter((sample) => sample.step <= step);
    this.steps = Math.min(this.steps, step);
    this.epoch++;
    this.version.value++;
  }

  #bin(step: number, cell: number, by: number): void {
    const counts = this.counts[this.table[cell]!];
    if (counts !== undefined) counts[Math.floor(step * this.dt + 1e-9)]! += by;
  }

  add(block: Extract<Answer, { type: 'block' }>): void {
    const { spikeSteps, spikeCells } = block;
    this.spikes.append(spikeSteps, spikeCells);
    const end = block.firstStep + block.steps;
    this.#reserve(Math.ceil(end * this.dt) + 1);
    for (let k = 0; k < spikeSteps.length; k++) this.#bin(spikeSteps[k]!, spikeCells[k]!, 1);
    this.traces.append(block.traces);
    this.steps = end;
    this.version.value++;
  }

  learn(samples: readonly WeightSample[]): void {
    this.learned = [...this.learned, ...samples];
    this.version.value++;
  }

  replaceTraces(traces: readonly Trace[]): void {
    this.traces.clear();
    this.traces.append(traces);
    this.epoch++;
    this.version.value++;
  }

  clear(): void {
    this.spikes.clear();
    this.traces.clear();
    this.learned = [];
    for (const counts of this.counts) counts.fill(0);
    this.steps = 0;
    this.epoch++;
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
