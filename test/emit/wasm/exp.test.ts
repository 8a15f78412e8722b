import { expect, test } from 'vitest';
import { HIGHEST, LOWEST } from '../../../src/emit/wasm/exp.ts';
import { wasmFeatures } from '../../../src/engine/wasm/features.ts';
import * as b from '../../../src/expression/build.ts';
import { byName, evaluate } from '../../../src/expression/evaluate.ts';
import { exprelOf } from '../../../src/expression/ops.ts';
import { magnitudes, onLanes, spread, worst } from './lanes.ts';

const x = b.parameter('x');
/** A million arguments over the whole range, and as many by magnitude. */
const wide = spread(LOWEST, HIGHEST, 1 << 20);
const fine = magnitudes(-60, 6, 8000);

test.each([true, false])(
  'e^x is right to 1 unit in the last place over the whole range, fused multiply-add: %s',
  async (fused) => {
    const relaxed = fused && wasmFeatures().relaxed;
    expect(worst(wide, await onLanes(b.exp(x), { x: wide }, { relaxed }), Math.exp).error).toBeLessThan(1);
    expect(worst(fine, await onLanes(b.exp(x), { x: fine }, { relaxed }), Math.exp).error).toBeLessThan(1);
  },
);

test('e^-x takes the sign in without loss', async () => {
  const negative = wide.map((v) => -v);
  expect(worst(negative, await onLanes(b.exp(b.neg(x)), { x: negative }), (v) => Math.exp(-v)).error).toBeLessThan(1);
});

test('beyond the range results stay finite, and NaN stays NaN', async () => {
  const beyond = Float64Array.of(-1e30, -200, -88, 89, 200, 1e30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const results = await onLanes(b.exp(x), { x: beyond });
  const [least, most] = [Math.exp(LOWEST), Math.exp(HIGHEST)];
  [least, least, least, most, most, most, most, least].forEach((value, i) => {
    expect(Math.abs(results[i]! / value - 1)).toBeLessThan(2e-7);
  });
  expect(await onLanes(b.exp(x), { x: [Number.NaN, 0] })).toEqual(Float64Array.of(Number.NaN, 1));
});

test('exprel and its reciprocal are right to 2 units in the last place, and exactly 1 at 0', async () => {
  const reciprocal = b.div(b.one, b.exprel(x));
  for (const inputs of [wide, fine]) {
    expect(worst(inputs, await onLanes(b.exprel(x), { x: inputs }), exprelOf).error).toBeLessThan(2);
    expect(worst(inputs, await onLanes(reciprocal, { x: inputs }), (v) => 1 / exprelOf(v)).error).toBeLessThan(2);
  }
  const zeros = [0, -0, 1e-30, -1e-30, 1e-38, -1e-38];
  expect([...(await onLanes(b.exprel(x), { x: zeros }))]).toEqual(zeros.map(() => 1));
  expect([...(await onLanes(reciprocal, { x: zeros }))]).toEqual(zeros.map(() => 1));
});

test('e^(k·x) with a k that no cell changes: no further rounding than that of k and of k·x', async () => {
  for (const [form, k] of [
    [b.mul(b.parameter('k'), x), 0.37],
    [b.div(b.neg(x), b.parameter('k')), -2.9],
    [b.div(b.sub(b.number(3), x), b.number(40)), 0],
  ] as const) {
    const inputs = spread(-60, 60, 200_000);
    const got = await onLanes(b.exp(form), { x: inputs }, { shared: { k } });
    inputs.forEach((v, i) => {
      const argument = evaluate(
        form,
        byName((name) => (name === 'k' ? k : v)),
      );
      const bound = (1 + 1.5 * Math.abs(argument) + Math.abs(v) / 40) * 2 ** -23;
      const error = Math.abs(got[i]! / Math.exp(argument) - 1);
      if (!(error < bound)) expect.fail(`e^${argument} is off by ${error}, more than ${bound}`);
    });
  }
});
