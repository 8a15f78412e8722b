import { expect, it } from 'vitest';
import { fuzz, subjects } from './borders.ts';

// A few dozen inputs for every function; `npm run test:fuzz` tries 160 000.
const INPUTS = 2500;

it(`${INPUTS} random calls of ${subjects.length} functions bring results or UserErrors, and no option is taken in silence`, async () => {
  const { inputs, refused, findings } = await fuzz(1, 0, INPUTS);
  expect(findings).toEqual([]);
  expect(inputs).toBe(INPUTS);
  // Most changes are mistakes.
  expect(refused).toBeGreaterThan(INPUTS / 3);
});
