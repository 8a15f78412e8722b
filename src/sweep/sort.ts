/** Tells the spikes of a batch apart by member, in each member's own numbering of cells. */
import { joinSpikes, type SpikeBlock } from '../record/spikes.ts';
import type { MemberRange } from './join.ts';

export class SpikeSorter {
  readonly #member: Uint16Array;
  readonly #own: Uint32Array;
  readonly #blocks: SpikeBlock[][];

  constructor(cells: number, members: number, places: readonly MemberRange[]) {
    this.#member = new Uint16Array(cells);
    this.#own = new Uint32Array(cells);
    this.#blocks = Array.from({ length: members }, () => []);
    for (const { member, first, count, own } of places)
      for (let k = 0; k < count; k++) {
        this.#member[first + k] = member;
        this.#own[first + k] = own + k;
      }
  }

  /** Takes spikes of the whole batch; each call continues where the last one ended. */
  add(spikes: SpikeBlock): void {
    const counts = new Uint32Array(this.#blocks.length);
    for (const cell of spikes.cells) counts[this.#member[cell]!]!++;
    const parts = Array.from(counts, (n): SpikeBlock => ({ steps: new Uint32Array(n), cells: new Uint32Array(n) }));
    counts.fill(0);
    for (let k = 0; k < spikes.cells.length; k++) {
      const cell = spikes.cells[k]!;
      const member = this.#member[cell]!;
      const at = counts[member]!++;
      parts[member]!.steps[at] = spikes.steps[k]!;
      // Members keep the order of their cells within the batch, so this stays sorted.
      parts[member]!.cells[at] = this.#own[cell]!;
    }
    parts.forEach((part, m) => {
      if (part.steps.length > 0) this.#blocks[m]!.push(part);
    });
  }

  spikesOf(member: number): SpikeBlock {
    return joinSpikes(this.#blocks[member]!);
  }
}
