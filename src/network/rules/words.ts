/** Streams of random words for building a network: the hot loop of every rule. */
import { purpose } from '../../random/philox.ts';

/** Blocks made at once when a row needs more words than it was begun with. */
const REFILL_BLOCKS = 4;

/**
 * The words of Philox4x32-10 with counter (index, 0, block, purpose.connect), block = 0, 1, …, and key (seed, stream), one after another:
 * every row of a projection has its own sequence, so rows can be made in any order and on any thread. `set` stands for the 0 of the
 * counter: other sequences of the same stream.
 */
export class WordStream {
  readonly #seed: number;
  readonly #stream: number;
  readonly #set: number;
  #index = 0;
  #block = 0;
  #words: Uint32Array = new Uint32Array(64);
  #at = 0;
  #end = 0;

  constructor(seed: number, stream: number, set = 0) {
    this.#seed = seed;
    this.#stream = stream;
    this.#set = set;
  }

  /** Starts the sequence of row `index`; `expected` words are made at once. */
  begin(index: number, expected: number): void {
    this.#index = index;
    this.#block = 0;
    this.#at = 0;
    this.#end = 0;
    if (expected > 0) this.#refill(Math.ceil(expected / 4));
  }

  next(): number {
    if (this.#at === this.#end) this.#refill(REFILL_BLOCKS);
    return this.#words[this.#at++]!;
  }

  /**
   * A whole number in [0, range), each equally likely: multiply and shift with rejection (Lemire 2019, "Fast random integer generation in
   * an interval"). `reject` is 2^32 mod range, see `rejection`. Range must be ≥ 1.
   */
  below(range: number, reject: number): number {
    for (;;) {
      const word = this.next();
      const low = Math.imul(word, range) >>> 0;
      // word·range − low is a multiple of 2^32, and f64 errs by 2^11 at most, so rounding finds the high word exactly.
      if (low >= reject) return ((word * range - low) * 2 ** -32 + 0.5) >>> 0;
    }
  }

  #refill(blocks: number): void {
    if (this.#words.length < blocks * 4) this.#words = new Uint32Array(blocks * 4);
    philoxBlocks(this.#words, blocks, this.#index, this.#set, this.#block, this.#seed, this.#stream);
    this.#block += blocks;
    this.#at = 0;
    this.#end = blocks * 4;
  }
}

/** 2^32 mod range: how many low words `below` must reject to be unbiased. */
export const rejection = (range: number): number => (range > 0 ? 0x100000000 % range : 0);

/**
 * `philox` for a run of blocks. The multiplications are split into 16-bit halves and stay in 32-bit integers, which engines compile to
 * plain integer code: 8 ns per word where calling `philox` block by block takes several times that.
 */
function philoxBlocks(
  out: Uint32Array,
  blocks: number,
  index: number,
  set: number,
  firstBlock: number,
  seed: number,
  stream: number,
): void {
  for (let b = 0; b < blocks; b++) {
    let x0 = index | 0;
    let x1 = set | 0;
    let x2 = (firstBlock + b) | 0;
    let x3: number = purpose.connect;
    let key0 = seed | 0;
    let key1 = stream | 0;
    for (let round = 0; round < 10; round++) {
      let low = x0 & 0xffff;
      let high = x0 >>> 16;
      let mid = (Math.imul(high, 0x1f53) + (Math.imul(low, 0x1f53) >>> 16)) | 0;
      let cross = (Math.imul(low, 0xd251) + (mid & 0xffff)) | 0;
      const high0 = (Math.imul(high, 0xd251) + (mid >>> 16) + (cross >>> 16)) | 0;
      const low0 = Math.imul(x0, 0xd2511f53);
      low = x2 & 0xffff;
      high = x2 >>> 16;
      mid = (Math.imul(high, 0x8d57) + (Math.imul(low, 0x8d57) >>> 16)) | 0;
      cross = (Math.imul(low, 0xcd9e) + (mid & 0xffff)) | 0;
      const high1 = (Math.imul(high, 0xcd9e) + (mid >>> 16) + (cross >>> 16)) | 0;
      const low1 = Math.imul(x2, 0xcd9e8d57);
      x0 = high1 ^ x1 ^ key0;
      x1 = low1;
      x2 = high0 ^ x3 ^ key1;
      x3 = low0;
      key0 = (key0 + 0x9e3779b9) | 0;
      key1 = (key1 + 0xbb67ae85) | 0;
    }
    const at = b << 2;
    out[at] = x0;
    out[at + 1] = x1;
    out[at + 2] = x2;
    out[at + 3] = x3;
  }
}
