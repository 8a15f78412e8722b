/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces: pages have Web Crypto over https or on localhost only, and it takes all bytes at once.
 * About 150 MB/s.
 */

/** Fractional parts of the cube roots of the first 64 primes, and of the square roots of the first eight (§4.2.2, §5.3.3). */
const { constants, start } = tables();

const BLOCK = 64;

export class Sha256 {
  readonly #state = start.slice();
  readonly #rest = new Uint8Array(BLOCK);
  readonly #words = new Int32Array(64);
  #held = 0;
  #length = 0;

  /** Takes further bytes. Must not be called after `hex`. */
  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      const taken = Math.min(BLOCK - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, taken), this.#held);
      this.#held += taken;
      at = taken;
      if (this.#held < BLOCK) return this;
      this.#blocks(this.#rest, 0, BLOCK);
      this.#held = 0;
    }
    const whole = at + Math.floor((bytes.length - at) / BLOCK) * BLOCK;
    this.#blocks(bytes, at, whole);
    this.#rest.set(bytes.subarray(whole));
    this.#held = bytes.length - whole;
    return this;
  }

  /** The digest of all bytes as 64 hexadecimal digits. */
  hex(): string {
    const bits = this.#length * 8;
    const padding = new Uint8Array(this.#held < 56 ? BLOCK - this.#held : 2 * BLOCK - this.#held);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #blocks(bytes: Uint8Array, from: number, to: number): void {
    const w = this.#words;
    const state = this.#state;
    for (let at = from; at < to; at += BLOCK) {
      for (let k = 0, p = at; k < 16; k++, p += 4)
        w[k] = (bytes[p]! << 24) | (bytes[p + 1]! << 16) | (bytes[p + 2]! << 8) | bytes[p + 3]!;
      for (let k = 16; k < 64; k++) {
        const x = w[k - 15]!;
        const y = w[k - 2]!;
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[k] = (w[k - 16]! + s0 + w[k - 7]! + s1) | 0;
      }
      let a = state[0]!;
      let b = state[1]!;
      let c = state[2]!;
      let d = state[3]!;
      let e = state[4]!;
      let f = state[5]!;
      let g = state[6]!;
      let h = state[7]!;
      for (let k = 0; k < 64; k++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[k]! + w[k]!) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
      }
      state[0] = state[0]! + a;
      state[1] = state[1]! + b;
      state[2] = state[2]! + c;
      state[3] = state[3]! + d;
      state[4] = state[4]! + e;
      state[5] = state[5]! + f;
      state[6] = state[6]! + g;
      state[7] = state[7]! + h;
    }
  }
}

/** The digest of a text's UTF-8 bytes. */
export const sha256 = (text: string): string => new Sha256().update(new TextEncoder().encode(text)).hex();

/** 32 fractional bits of p^(1/n), exact: by integer bisection of r^n ≤ p·2^(32n). */
function rootBits(p: number, n: 2 | 3): number {
  const wanted = BigInt(p) << BigInt(32 * n);
  let low = 0n;
  let high = BigInt(p) << 32n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(n) <= wanted) low = middle;
    else high = middle - 1n;
  }
  return Number(BigInt.asIntN(32, low));
}

function tables(): { constants: Int32Array; start: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return {
    constants: Int32Array.from(primes, (p) => rootBits(p, 3)),
    start: Int32Array.from(primes.slice(0, 8), (p) => rootBits(p, 2)),
  };
}
