/** Voltages of the whole cell over time, as they come; of long runs at fewer times, so that memory stays bounded. */
import type { Film } from './cell-run.ts';

/** Voltages that are kept, 4 bytes each. */
const mostValues = 8_000_000;

export class FilmLog {
  #values = new Float32Array(0);
  #nodes = 1;
  #count = 0;
  #cleared = 0;
  /** ms from one kept row to the next, and from 0 to the first. */
  #every = 0;

  /** For a cell of so many nodes. */
  clear(nodes: number): void {
    this.#cleared++;
    this.#nodes = nodes;
    this.#count = 0;
    this.#every = 0;
  }

  append({ first, every, values }: Film): void {
    if (this.#every === 0) this.#every = every;
    for (let r = 0; (r + 1) * this.#nodes <= values.length; r++) {
      this.#reserve();
      const number = (first + r * every) / this.#every;
      // Those between rows that are kept are passed over.
      if (Math.abs(number - this.#count - 1) > 0.01) continue;
      this.#values.set(values.subarray(r * this.#nodes, (r + 1) * this.#nodes), this.#count * this.#nodes);
      this.#count++;
    }
  }

  /** While it is the same, rows are only added. */
  get edition(): string {
    return `${this.#cleared} ${this.#every}`;
  }

  /** Number of the row nearest to a time, ms; −1 where there is none within an interval. */
  rowAt(time: number): number {
    if (this.#every === 0) return -1;
    const row = Math.max(0, Math.round(time / this.#every) - 1);
    return row < this.#count ? row : -1;
  }

  /** mV */
  voltage(row: number, node: number): number {
    return this.#values[row * this.#nodes + node]!;
  }

  #reserve(): void {
    const needed = (this.#count + 1) * this.#nodes;
    if (needed <= this.#values.length) return;
    if (needed > mostValues && this.#count > 1) {
      this.#halve();
      return;
    }
    const grown = new Float32Array(Math.max(needed, Math.min(mostValues, 2 * this.#values.length)));
    grown.set(this.#values.subarray(0, this.#count * this.#nodes));
    this.#values = grown;
  }

  /** Every second row goes; those stay whose times are multiples of the doubled interval. */
  #halve(): void {
    const n = this.#nodes;
    const kept = this.#count >> 1;
    for (let k = 0; k < kept; k++) this.#values.copyWithin(k * n, (2 * k + 1) * n, (2 * k + 2) * n);
    this.#count = kept;
    this.#every *= 2;
  }
}
