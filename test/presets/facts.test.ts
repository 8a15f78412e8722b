/** The page is built with the facts of the presets as JSON: nothing of them may be lost on that way. */
import { expect, it } from 'vitest';
import { presetFacts } from '../../src/presets/facts.ts';
import { presets } from '../../src/presets/index.ts';

it('facts of presets are plain data', () => {
  expect(JSON.parse(JSON.stringify(presetFacts))).toStrictEqual(presetFacts);
  expect(presetFacts.map((p) => p.name)).toEqual(presets.map((p) => p.name));
  expect(presetFacts.some((p) => 'build' in p)).toBe(false);
});

it('titles of presets begin with a capital, a number or a sign, as they stand in lists', () => {
  expect(presetFacts.map((p) => p.title).filter((title) => /^\p{Ll}/u.test(title))).toEqual([]);
});
