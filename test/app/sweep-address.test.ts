/** Sweeps in links: what one holds is read back, and what the room does not take is told. */
import { expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../src/app/rooms/sweep/sweep-address.ts';
import { planFor, pointsOf } from '../../src/presets/sweeps/plan.ts';

test('a link brings the sweep that it was written of', () => {
  const standard = planFor('ei-tutorial');
  const plan = { ...standard, x: { ...standard.x, from: 10, count: 3 }, seeds: 2, duration: 60, transient: 20 };
  expect(readAddress(writeAddress(plan))).toEqual({ plan, refused: [] });
});

test('more networks than are taken are refused, and the sweep of the preset stands in their place', () => {
  const { plan, refused } = readAddress('#sweep?preset=ei-tutorial&x=w_i:0:134:64&y=w_e:0:10:64&seed=3');
  expect(refused.join()).toContain('4096 networks; at most 1024 are taken');
  expect(pointsOf(plan)).toHaveLength(25);
  expect(plan.seed).toBe(3);
});
