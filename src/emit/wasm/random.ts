/** Philox4x32-10 on four cells at once, to the bit as in `random/philox.ts`. */
import { drawAddress, purpose } from '../../random/philox.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { log } from './logarithm.ts';
import { simd } from './opcodes.ts';
import { sinCosOfTurns } from './trigonometry.ts';

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

export type RandomWords = readonly [Lanes, Lanes, Lanes, Lanes];

/** High and low words of the products of u32, lane by lane. */
export function multiply(b: LaneBuilder, x: Lanes, m: Lanes): { high: Lanes; low: Lanes } {
  const first = b.apply(simd.i64x2_extmul_low_i32x4_u, x, m);
  const second = b.apply(simd.i64x2_extmul_high_i32x4_u, x, m);
  return { low: b.shuffle(first, second, [0, 2, 4, 6]), high: b.shuffle(first, second, [1, 3, 5, 7]) };
}

/** A lane's counter, and the second word of its key: known when the code is made, or when it runs, the same in all lanes. */
interface Counted {
  readonly counter: RandomWords;
  readonly key1: number | Lanes;
}

/**
 * The blocks of four words of each lane's counters; the first word of the key is known when the code is made. Round by round for all of
 * them: a round waits for the one before, and a processor fills the time with those of others.
 */
export function philoxes(b: LaneBuilder, counted: readonly Counted[], key0: number): RandomWords[] {
  let states = counted.map(({ counter, key1 }) => ({ words: counter, key1 }));
  for (let round = 0; round < 10; round++) {
    const first = b.bits(key0 + Math.imul(round, W0));
    states = states.map(({ words: [x0, x1, x2, x3], key1 }) => {
      const second = typeof key1 === 'number' ? b.bits(key1) : key1;
      // What is known before the product comes first.
      const keyed1 = b.apply(simd.v128_xor, x1, first);
      const keyed3 = b.apply(simd.v128_xor, x3, second);
      const p0 = multiply(b, x0, b.bits(M0));
      const p1 = multiply(b, x2, b.bits(M1));
      const next: RandomWords = [
        b.apply(simd.v128_xor, p1.high, keyed1),
        p1.low,
        b.apply(simd.v128_xor, p0.high, keyed3),
        p0.low,
      ];
      if (typeof key1 === 'number') return { words: next, key1: key1 + W1 };
      return { words: next, key1: round < 9 ? b.apply(simd.i32x4_add, key1, b.bits(W1)) : key1 };
    });
  }
  return states.map(({ words }) => words);
}

/** Of one counter. */
export const philox = (b: LaneBuilder, counter: RandomWords, key0: number, key1: number | Lanes): RandomWords =>
  philoxes(b, [{ counter, key1 }], key0)[0]!;

/** Vector k of the result has lane k of each. */
export function transposed(b: LaneBuilder, [x0, x1, x2, x3]: RandomWords): Lanes[] {
  const low01 = b.shuffle(x0, x1, [0, 4, 1, 5]);
  const low23 = b.shuffle(x2, x3, [0, 4, 1, 5]);
  const high01 = b.shuffle(x0, x1, [2, 6, 3, 7]);
  const high23 = b.shuffle(x2, x3, [2, 6, 3, 7]);
  return [
    b.shuffle(low01, low23, [0, 1, 4, 5]),
    b.shuffle(low01, low23, [2, 3, 6, 7]),
    b.shuffle(high01, high23, [0, 1, 4, 5]),
    b.shuffle(high01, high23, [2, 3, 6, 7]),
  ];
}

/** Run-time draws of one population; words and pairs of normals are made once per step and shared by the draws that use them. */
export class Draws {
  private readonly b: LaneBuilder;
  private readonly cell: Lanes;
  private readonly step: Lanes;
  private readonly seed: number;
  private readonly stream: number;
  private readonly blocks = new Map<number, RandomWords>();
  private readonly pairs = new Map<number, { sin: Lanes; cos: Lanes }>();

  /** `cell` and `step`: u32 vectors. */
  constructor(b: LaneBuilder, cell: Lanes, step: Lanes, seed: number, stream: number) {
    this.b = b;
    this.cell = cell;
    this.step = step;
    this.seed = seed;
    this.stream = stream;
  }

  draw(kind: 'uniform' | 'normal', index: number): Lanes {
    const { block, word } = drawAddress(kind, index);
    if (kind === 'uniform') return this.uniform24(this.words(block)[word]!);
    let pair = this.pairs.get(index >> 1);
    if (!pair) {
      pair = this.normals(this.words(block)[word]!, this.words(block)[word + 1]!);
      this.pairs.set(index >> 1, pair);
    }
    return index & 1 ? pair.sin : pair.cos;
  }

  private words(block: number): RandomWords {
    let known = this.blocks.get(block);
    if (!known) {
      const { b } = this;
      known = philox(b, [this.cell, this.step, b.bits(block), b.bits(purpose.run)], this.seed, this.stream);
      this.blocks.set(block, known);
    }
    return known;
  }

  private uniform24(word: Lanes): Lanes {
    const { b } = this;
    const top = b.shift(simd.i32x4_shr_u, word, 8);
    return b.mul(b.apply(simd.f32x4_convert_i32x4_s, top), b.number(2 ** -24));
  }

  private normals(word0: Lanes, word1: Lanes): { sin: Lanes; cos: Lanes } {
    const { b } = this;
    const u = b.add(this.uniform24(word0), b.number(2 ** -24));
    const radius = b.apply(simd.f32x4_sqrt, b.mul(b.number(-2), log(b, u)));
    const { sin, cos } = sinCosOfTurns(b, this.uniform24(word1));
    return { sin: b.mul(radius, sin), cos: b.mul(radius, cos) };
  }
}
