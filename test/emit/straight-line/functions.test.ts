import { describe, expect, it } from 'vitest';
import type { HelperName } from '../../../src/emit/straight-line/functions.ts';
import { exprelOf } from '../../../src/expression/ops.ts';
import { philox } from '../../../src/random/philox.ts';
import { written } from './in-javascript.ts';

/** Arguments of a million blocks of the generator: of four sizes, both signs, and the places where the recipes branch. */
function* argumentsOf(count: number): Generator<number> {
  yield* [
    0,
    -0,
    1,
    -1,
    0.34657359,
    -0.34657359,
    1.0397207,
    -1.0397207,
    2 ** -28,
    2 ** -29,
    2 ** -54,
    2 ** -60,
    22,
    -22,
  ];
  yield* [38.8, 39, -38.8, -39, 0.5, -0.5, 700, -700];
  const words = new Uint32Array(4);
  for (let i = 0; i < count; i++) {
    philox(i, 0, 0, 9, 1, 2, words);
    const unit = (words[0]! * 2 ** -32 + words[1]! * 2 ** -64) * 2 - 1;
    yield unit * [1, 10, 100, 700][i & 3]!;
  }
}

function differing(name: HelperName, judge: (x: number) => number, count = 250_000): number[] {
  const own = written(name);
  const found: number[] = [];
  for (const x of argumentsOf(count)) if (!Object.is(own(x), judge(x))) found.push(x);
  return found;
}

describe('functions written out', () => {
  it.each([
    ['gexp', Math.exp],
    ['gexpm1', Math.expm1],
    ['gexprel', exprelOf],
    ['gtanh', Math.tanh],
  ] as const)('%s has the bits of this engine', (name, judge) => {
    expect(differing(name, judge)).toEqual([]);
  });

  it('glog has the bits of this engine, at the ends of the range too', () => {
    const own = written('glog');
    const edges = [
      0,
      -1,
      1,
      2,
      0.5,
      Number.MAX_VALUE,
      Number.MIN_VALUE,
      2 ** -1022,
      Infinity,
      Number.NaN,
      1 + 2 ** -52,
    ];
    for (const x of [...edges, 1 - 2 ** -21, 1 + 2 ** -21, Math.SQRT2, Math.SQRT1_2]) expect(own(x)).toBe(Math.log(x));
    expect(differing('glog', (x) => Math.log(x), 250_000)).toEqual([]);
    // Around 1 and over many powers of two.
    const far = [...argumentsOf(50_000)].filter((x) => own(Math.exp(x)) !== Math.log(Math.exp(x)));
    expect(far).toEqual([]);
  });

  it('gsingle rounds as f32 does, ties and subnormals too', () => {
    const own = written('gsingle');
    const ties = [
      1 + 2 ** -24,
      1 + 3 * 2 ** -24,
      2 ** -127 + 2 ** -150,
      3 * 2 ** -150,
      2 ** -149,
      2 ** -151,
      0.1,
      1 / 3,
    ];
    for (const x of [...ties, ...ties.map((v) => -v), Number.NaN]) expect(own(x)).toBe(Math.fround(x));
    expect(differing('gsingle', Math.fround, 100_000)).toEqual([]);
  });

  it('tells another exponential apart', () => {
    // 2.718… ** x is off in the last bit for some of any thousand arguments.
    expect(differing('gexp', (x) => Math.E ** x, 1000).length).toBeGreaterThan(0);
  });
});
