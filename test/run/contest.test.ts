import { expect, test } from 'vitest';
import { Contests } from '../../src/run/contest.ts';

const sizes = { a: 3, b: 2, c: 2 };
type Name = keyof typeof sizes;
const names: readonly Name[] = ['a', 'b', 'c'];
const time = async (name: Name): Promise<number> => sizes[name];

test('the fastest wins, the first one of equals, and is remembered for its key alone', async () => {
  const contests = new Contests<string>();
  expect(contests.winner('here')).toBeUndefined();
  const { fastest, times } = await contests.hold('here', names, time, (name) => `won by ${name}`);
  expect(fastest).toBe('b');
  expect(times).toEqual([3, 2, 2]);
  expect(contests.winner('here')).toBe('won by b');
  expect(contests.winner('there')).toBeUndefined();
});

test('one alone wins untimed; a time that is no number never wins against one that is', async () => {
  const contests = new Contests<Name>();
  const alone = await contests.hold<Name>(
    'alone',
    ['a'],
    () => expect.fail('timed'),
    (name) => name,
  );
  expect(alone).toEqual({ fastest: 'a', times: [] });
  const { fastest } = await contests.hold<Name>(
    'nan',
    ['a', 'b'],
    async (name) => (name === 'b' ? Number.NaN : 1),
    (name) => name,
  );
  expect(fastest).toBe('a');
});
