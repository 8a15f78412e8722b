/** Scripts for Brian2 with another number or another statement are never taken for what they were. */
import { expect, it } from 'vitest';
import { fuzzImports } from './imports.ts';

const COUNT = 100;

it(`${COUNT} changed scripts for Brian2: refused, or another network`, () => {
  const { refused, findings } = fuzzImports(0, COUNT);
  expect(findings).toEqual([]);
  // Some are refused, some are not.
  expect(refused).toBeGreaterThan(COUNT / 10);
  expect(refused).toBeLessThan((COUNT * 9) / 10);
});
