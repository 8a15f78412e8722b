/**
 * The comparison of differential.test.ts over many more networks: `npm run test:differential`, with MODELS=… for another number than 5000.
 */
import { describe, expect, it } from 'vitest';
import type { Verdict } from './compare.ts';
import { judge, series } from './series.ts';

const COUNT = Number(process.env['MODELS'] ?? 5000);
const PART = 100;

describe(`${COUNT} random networks against an independent integrator`, () => {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < COUNT; from += PART)
    it(`networks ${from} to ${Math.min(COUNT, from + PART) - 1}`, async () => {
      verdicts.push(...(await series(from, Math.min(COUNT, from + PART))));
    });

  it('all kinds of cells and all rules took part, and rounding ended few runs early', () => {
    expect(verdicts.length).toBe(2 * COUNT);
    judge(verdicts);
  });
});
