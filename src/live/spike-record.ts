/** A spike record that grows: parallel arrays of step and cell, sorted as they come. */
import { partitionPoint, type SpikeBlock } from '../index.ts';

/** Most spikes a run may keep, 8 bytes each, on either side of the wire. */
const spikeLimit = 1 << 25;

export class SpikeRecord {
  #steps = new Uint32Array(1 << 14);
  #cells = new Uint32Array(1 << 14);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count >= spikeLimit;
  }

  append(steps: Uint32Array, cells: Uint32Array): void {
    const count = this.#count + steps.length;
    if (count > this.#steps.length) {
      const size = 2 ** Math.ceil(Math.log2(count));
      this.#steps = grown(this.#steps, size, this.#count);
      this.#cells = grown(this.#cells, size, this.#count);
    }
    this.#steps.set(steps, this.#count);
    this.#cells.set(cells, this.#count);
    this.#count = count;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Keeps the first `count` spikes. */
  truncate(count: number): void {
    this.#count = Math.min(this.#count, count);
  }

  /** Views on the record, not copies. */
  spikes(from = 0, to = this.#count): SpikeBlock {
    return { steps: this.#steps.subarray(from, to), cells: this.#cells.subarray(from, to) };
  }

  /** Number of spikes before step `step`: the place where that step begins. */
  place(step: number): number {
    return partitionPoint(this.#count, (k) => this.#steps[k]! < step);
  }
}

function grown(array: Uint32Array, size: number, used: number): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(size);
  out.set(array.subarray(0, used));
  return out;
}
