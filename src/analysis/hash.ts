/** A fingerprint of a run's spikes. */
import { Sha256 } from './sha256.ts';
import type { Spikes } from './spikes.ts';

/** Spikes whose bytes are made at once. */
const CHUNK = 1 << 14;

/** The hash of spikes that come in blocks, in order of time, then cell. */
export class SpikeHash {
  readonly #sha = new Sha256();
  readonly #cells: number;
  readonly #bytes = new Uint8Array(8 * CHUNK);
  readonly #view = new DataView(this.#bytes.buffer);

  /** Cells from `cells` on (stimulus sources) are left out. */
  constructor(cells = Number.POSITIVE_INFINITY) {
    this.#cells = cells;
  }

  add({ steps, cells }: Spikes): this {
    let at = 0;
    for (let k = 0; k < steps.length; k++) {
      if (cells[k]! >= this.#cells) continue;
      this.#view.setUint32(at, steps[k]!, true);
      this.#view.setUint32(at + 4, cells[k]!, true);
      at += 8;
      if (at === this.#bytes.length) {
        this.#sha.update(this.#bytes);
        at = 0;
      }
    }
    this.#sha.update(this.#bytes.subarray(0, at));
    return this;
  }

  /** 64 hexadecimal digits; nothing may be added after. */
  hex(): string {
    return this.#sha.hex();
  }
}

/**
 * SHA-256, as 64 hexadecimal digits, over little-endian u32 pairs (step, cell) in order of time, then cell. Cells from `cells` on
 * (stimulus sources) are left out.
 */
export async function spikeHash(spikes: Spikes, cells = Number.POSITIVE_INFINITY): Promise<string> {
  return new SpikeHash(cells).add(spikes).hex();
}
