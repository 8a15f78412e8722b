import { describe, expect, it } from 'vitest';
import { nestmlNumber } from '../../../src/emit/nestml/literal.ts';
import { philox } from '../../../src/random/philox.ts';

/**
 * What the generated C++ makes of a literal, left to right: a number without a point is an integer of 64 bits, and so is a product of two;
 * quotients are real, since NESTML casts what it divides by.
 */
function readBack(text: string): number {
  const [first, ...rest] = text
    .replace(/[()\s]/g, '')
    .replace(/^-/, '')
    .split(/(?=[*/])/);
  const numberOf = (digits: string): number | bigint => (digits.includes('.') ? Number(digits) : BigInt(digits));
  let value = numberOf(first!);
  for (const part of rest) {
    const by = numberOf(part.slice(1));
    if (part.startsWith('/')) value = Number(value) / Number(by);
    else if (typeof value === 'bigint' && typeof by === 'bigint') value = BigInt.asIntN(64, value * by);
    else value = Number(value) * Number(by);
  }
  return /^\(?-/.test(text) ? -Number(value) : Number(value);
}

/** Numbers that NESTML prints whole: at most 9 significant digits with a point, or integers that int64 holds. */
function printable(text: string): boolean {
  return (text.match(/[\d.]+/g) ?? []).every((number) =>
    number.includes('.') ? number.replace('.', '').replace(/^0+/, '').length <= 9 : BigInt(number) < 2n ** 63n,
  );
}

const view = new DataView(new ArrayBuffer(8));
function* numbers(): Generator<number> {
  yield* [
    0,
    -0,
    1,
    -1,
    0.1,
    1e-4,
    1e-5,
    1e-10,
    1e-30,
    1e8,
    1e8 + 1,
    12345678.9,
    1 / 3,
    Math.PI,
    1e30,
    2 ** 60,
    2 ** -60,
  ];
  yield* [Number.MAX_VALUE, 2 ** -1022, 2 ** -1000 / 3, 99999999, 0.00012345678, 0.6931471803691238];
  const words = new Uint32Array(4);
  for (let i = 0; i < 20_000; i++) {
    philox(i, 0, 0, 9, 3, 4, words);
    // Exponents of all that a model may hold, signs and fractions at random.
    view.setUint32(0, ((words[0]! & 0x800fffff) | ((1023 - 300 + (words[1]! % 600)) << 20)) >>> 0);
    view.setUint32(4, words[2]!);
    yield view.getFloat64(0);
  }
}

describe('NESTML literals', () => {
  it('read back to the same number, by what NESTML prints whole', () => {
    for (const value of numbers()) {
      const text = nestmlNumber(value);
      expect(printable(text), text).toBe(true);
      expect(readBack(text), text).toBe(value);
    }
  });

  it('are for finite numbers', () => {
    expect(() => nestmlNumber(Number.NaN)).toThrow('not finite');
  });
});
