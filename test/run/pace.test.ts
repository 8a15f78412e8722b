import { expect, test } from 'vitest';
import { Pace, watchedPace } from '../../src/run/pace.ts';

test('the pace grows by at most its factor and comes to its target', () => {
  const pace = watchedPace();
  let last = pace.steps;
  for (let k = 0; k < 20; k++) {
    pace.note(pace.steps, pace.steps * 0.1);
    expect(pace.steps).toBeLessThanOrEqual(2 * last);
    last = pace.steps;
  }
  // 40 ms at 0.1 ms a step.
  expect(last).toBe(400);
  expect(pace.rate).toBeCloseTo(10_000, 6);
});

test('steps that take longer than the target go one by one; the most is never passed', () => {
  const pace = new Pace({ target: 40, first: 8, most: 100, growth: 4 });
  pace.note(8, 8 * 1000);
  expect(pace.steps).toBe(1);
  for (let k = 0; k < 9; k++) pace.note(pace.steps, 0);
  expect(pace.steps).toBe(100);
});

test('what a short part took teaches nothing, unless it took as long as a whole one', () => {
  const pace = new Pace({ target: 40, first: 100, growth: 2 });
  pace.note(3, 39);
  expect(pace.steps).toBe(100);
  pace.note(3, 60);
  expect(pace.steps).toBe(2);
});
