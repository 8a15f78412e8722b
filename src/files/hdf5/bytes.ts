/** Little-endian bytes, appended one after another. */

/** An address that points nowhere. */
export const UNDEFINED = -1;

export class Bytes {
  #data = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes so far. */
  take(): Uint8Array {
    return this.#data.slice(0, this.#length);
  }

  /** Unsigned bytes. */
  u8(...values: readonly number[]): this {
    return this.raw(Uint8Array.from(values));
  }

  u16(value: number): this {
    return this.u8(value & 0xff, value >>> 8);
  }

  u32(value: number): this {
    return this.u8(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
  }

  /** A length or address of 8 bytes, exact to 2^53; UNDEFINED sets all bits. */
  u64(value: number): this {
    if (value === UNDEFINED) return this.u32(0xffffffff).u32(0xffffffff);
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
  }

  raw(bytes: Uint8Array): this {
    const needed = this.#length + bytes.length;
    if (needed > this.#data.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#data.length));
      grown.set(this.#data.subarray(0, this.#length));
      this.#data = grown;
    }
    this.#data.set(bytes, this.#length);
    this.#length = needed;
    return this;
  }

  /** Zeros up to a multiple of 8. */
  pad(): this {
    return this.raw(new Uint8Array((8 - (this.#length % 8)) % 8));
  }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
