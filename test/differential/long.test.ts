/**
 * The comparison of differential.test.ts over many more networks: `npm run test:differential`, with MODELS=… for another number than 5000
 * and FROM=… for another seed of the first than 0.
 */
import { describe, expect, it } from 'vitest';
import type { Verdict } from './compare.ts';
import { judge, series } from './series.ts';

const COUNT = Number(process.env['MODELS'] ?? 5000);
const FIRST = Number(process.env['FROM'] ?? 0);
const PART = 100;

describe(`${COUNT} random networks against an independent integrator`, () => {
  const verdicts: Verdict[] = [];
  for (let from = FIRST; from < FIRST + COUNT; from += PART) {
    const to = Math.min(FIRST + COUNT, from + PART);
    it(`networks ${from} to ${to - 1}`, async () => {
      verdicts.push(...(await series(from, to)));
    });
  }

  it('all kinds of cells and all rules took part, and rounding ended few runs early', () => {
    expect(verdicts.length).toBe(2 * COUNT);
    judge(verdicts);
  });
});
