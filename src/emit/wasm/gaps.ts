/** Gaps between the targets of made rows (see `program/made.ts`), four at a time. */
import type { LaneBuilder, Lanes } from './lanes.ts';
import { simd } from './opcodes.ts';

/** 1 + gapOf(word, perGap) of four words, in f64 with the operations of `logUniform` in their order, so that it is the same to the bit. */
export class GapBuilder {
  private readonly b: LaneBuilder;
  private readonly logarithms: number;
  private readonly constants = new Map<string, Lanes>();
  private readonly perGap: number;
  private readonly most: number;

  /** Gaps are at most `most`. */
  constructor(b: LaneBuilder, logarithms: number, perGap: number, most: number) {
    this.b = b;
    this.logarithms = logarithms;
    this.perGap = perGap;
    this.most = most;
  }

  advances(word: Lanes): Lanes {
    const { b } = this;
    const low = this.pair(b.shuffle(word, this.magic, [0, 5, 1, 5]));
    const high = this.pair(b.shuffle(word, this.magic, [2, 5, 3, 5]));
    return b.shuffle(low, high, [0, 2, 4, 6]);
  }

  /** For two words, each as the f64 2^52 + word; the results are the low words of 2^52 + result. */
  private pair(words: Lanes): Lanes {
    const { b } = this;
    const { f } = b;
    const [add, sub, mul] = [simd.f64x2_add, simd.f64x2_sub, simd.f64x2_mul];
    const n = b.apply(sub, words, this.f64(2 ** 52 - 1));
    // n = mantissa·2^exponent: 32 − exponent is the number of leading zeros, and one more.
    const biased = b.apply(simd.v128_or, b.shift(simd.i64x2_shr_u, n, 52), this.magic);
    const zeros = b.apply(sub, this.f64(2 ** 52 + 1023 + 32), biased);
    const mantissa = b.apply(simd.v128_or, b.apply(simd.v128_and, n, this.bits(0x000fffff, 0xffffffff)), this.f64(1));
    const offsets = b.apply(simd.v128_and, b.shift(simd.i64x2_shr_u, n, 45 - 4), this.bits(0, 0x7f0));
    const [part0, part1] = [0, 2].map((lane) => {
      b.push(offsets);
      f.simd(simd.i32x4_extract_lane, lane).simdMemory(simd.v128_load, this.logarithms);
      return b.pop();
    }) as [Lanes, Lanes];
    const inverse = b.shuffle(part0, part1, [0, 1, 4, 5]);
    const logarithm = b.shuffle(part0, part1, [2, 3, 6, 7]);
    const r = b.apply(sub, b.apply(mul, mantissa, inverse), this.f64(1));
    const rr = b.apply(mul, r, r);
    const times = (x: Lanes, factor: number): Lanes => b.apply(mul, x, this.f64(factor));
    const first = b.apply(sub, this.f64(1 / 2), times(r, 1 / 3));
    const second = b.apply(add, b.apply(sub, this.f64(1 / 4), times(r, 1 / 5)), times(rr, 1 / 6));
    const tail = b.apply(add, first, b.apply(mul, rr, second));
    const whole = b.apply(sub, logarithm, times(zeros, Math.LN2));
    const log = b.apply(add, whole, b.apply(sub, r, b.apply(mul, rr, tail)));
    const gap = b.apply(simd.f64x2_pmin, times(log, this.perGap), this.f64(this.most));
    return b.apply(add, b.apply(simd.f64x2_floor, gap), this.f64(2 ** 52 + 1));
  }

  /** Bits of 2^52: or-ed to an integer below, it makes the f64 2^52 + integer. */
  private get magic(): Lanes {
    return this.bits(0x43300000, 0);
  }

  private f64(value: number): Lanes {
    return this.b.double(value);
  }

  /** The same 64 bits in both lanes, loaded once. */
  private bits(high: number, low: number): Lanes {
    const key = `${high} ${low}`;
    let known = this.constants.get(key);
    if (!known) {
      const { f } = this.b;
      const local = f.local('v128');
      f.atStart(() => f.words([low, high, low, high]).set(local));
      known = { local };
      this.constants.set(key, known);
    }
    return known;
  }
}
