import { expect, test } from 'vitest';
import * as b from '../../../src/expression/build.ts';
import { phi1Action } from '../../../src/expression/phi1.ts';
import { philox, uniform24 } from '../../../src/random/philox.ts';
import { onLanes } from './lanes.ts';

const CASES = 400;

/** Entries of `CASES` matrices and vectors: random numbers in (−1, 1) times a scale of the row, of the column and of the case. */
function cases(n: number, rows: readonly number[], scale: (k: number) => number): Record<string, Float64Array> {
  const words = new Uint32Array(4);
  const draw = (k: number, entry: number): number => 2 * uniform24(philox(k, entry, n, 0, 7, 9, words)[0]!) - 1;
  const inputs: Record<string, Float64Array> = {};
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      inputs[`m${i}${j}`] = Float64Array.from({ length: CASES }, (_, k) =>
        Math.fround(((draw(k, i * n + j) * rows[i]!) / rows[j]!) * scale(k)),
      );
    inputs[`f${i}`] = Float64Array.from({ length: CASES }, (_, k) => Math.fround(draw(k, n * n + i) * rows[i]!));
  }
  return inputs;
}

async function check(
  n: number,
  inputs: Record<string, Float64Array>,
  rows: readonly number[],
  tolerance: number,
): Promise<void> {
  const p = (name: string) => b.parameter(name);
  const indices = Array.from({ length: n }, (_, i) => i);
  const matrix = indices.flatMap((i) => indices.map((j) => p(`m${i}${j}`)));
  const result = b.phi1(
    matrix,
    indices.map((i) => p(`f${i}`)),
  );
  const got = await Promise.all(result.map((e) => onLanes(e, inputs)));
  for (let k = 0; k < CASES; k++) {
    const m = indices.flatMap((i) => indices.map((j) => inputs[`m${i}${j}`]![k]!));
    const exact = phi1Action(
      m,
      indices.map((i) => inputs[`f${i}`]![k]!),
    );
    // Errors count in units of each variable's own scale, relative to the largest entry so measured.
    const size = Math.max(...indices.map((i) => Math.abs(exact[i]!) / rows[i]!), 1);
    for (const i of indices) {
      const error = Math.abs(got[i]![k]! - exact[i]!) / rows[i]!;
      if (!(error <= tolerance * size)) expect.fail(`case ${k}, entry ${i}: ${got[i]![k]} instead of ${exact[i]}`);
    }
  }
}

test.each([1, 2, 3, 4, 6])('φ₁(M)·f of random matrices of %i rows, up to norm about 10', async (n) => {
  const rows = new Array<number>(n).fill(1);
  await check(
    n,
    cases(n, rows, (k) => (10 / n) * (k / CASES)),
    rows,
    3e-6,
  );
});

test('variables of very different units cost no accuracy', async () => {
  const rows = [100, 1, 0.01, 1e-4];
  await check(
    4,
    cases(4, rows, (k) => (4 * k) / CASES),
    rows,
    3e-6,
  );
});

test('stiff and singular matrices', async () => {
  const rows = [1, 1];
  const inputs = cases(2, rows, () => 1);
  inputs['m00'] = inputs['m00']!.map((v) => Math.fround(-300 * Math.abs(v)));
  inputs['m10'] = inputs['m10']!.fill(0);
  inputs['m11'] = inputs['m11']!.map((v, k) => (k % 2 ? 0 : Math.fround(-50 * Math.abs(v))));
  await check(2, inputs, rows, 2e-5);
});

test('a matrix that is not finite gives NaN in its own cell and in no other', async () => {
  const [m, f] = [b.parameter('m'), b.parameter('f')];
  const [e] = b.phi1([m], [f]) as [typeof m];
  const got = await onLanes(e, { m: [0, Number.NaN, Number.POSITIVE_INFINITY, 1, 0], f: [3, 3, 3, 3, 5] });
  expect([got[0], got[1], got[2], got[4]]).toEqual([3, Number.NaN, Number.NaN, 5]);
  expect(got[3]! / (3 * Math.expm1(1))).toBeCloseTo(1, 6);
});
