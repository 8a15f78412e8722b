/** Voltages of some places over time, as they come. */
import type { VoltageRows } from './cell-run.ts';

export class VoltageLog {
  #times = new Float64Array(1024);
  #count = 0;
  /** Of each place, as long as the times; NaN where it was not noted. */
  readonly #values = new Map<string, Float64Array>();

  clear(): void {
    this.#count = 0;
    this.#values.clear();
  }

  append(places: readonly string[], rows: VoltageRows): void {
    const count = rows.values.length / rows.places;
    this.#reserve(this.#count + count);
    for (let k = 0; k < count; k++) this.#times[this.#count + k] = rows.first + k * rows.every;
    places.forEach((place, p) => {
      let values = this.#values.get(place);
      if (values === undefined) {
        values = new Float64Array(this.#times.length).fill(Number.NaN);
        this.#values.set(place, values);
      }
      for (let k = 0; k < count; k++) values[this.#count + k] = rows.values[k * rows.places + p]!;
    });
    this.#count += count;
  }

  /** ms */
  get times(): Float64Array {
    return this.#times.subarray(0, this.#count);
  }

  /** mV at each of the times. */
  at(place: string): Float64Array {
    return this.#values.get(place)?.subarray(0, this.#count) ?? new Float64Array(this.#count).fill(Number.NaN);
  }

  #reserve(count: number): void {
    if (count <= this.#times.length) return;
    const length = Math.max(count, 2 * this.#times.length);
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(length).fill(Number.NaN);
      next.set(old);
      return next;
    };
    this.#times = grown(this.#times);
    for (const [place, values] of this.#values) this.#values.set(place, grown(values));
  }
}
