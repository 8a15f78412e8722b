import { expect, test } from 'vitest';
import { Pace } from '../../src/run/pace.ts';
import { pump } from '../../src/run/pump.ts';

/** An engine that notes what it is asked to run, and how many parts are under way. */
function fakeEngine(failsAt = Number.POSITIVE_INFINITY) {
  const asked: number[] = [];
  let underway = 0;
  let most = 0;
  let at = 0;
  return {
    asked,
    most: () => most,
    underway: () => underway,
    run: async (steps: number) => {
      asked.push(steps);
      const first = at;
      at += steps;
      most = Math.max(most, ++underway);
      await Promise.resolve();
      underway--;
      if (at > failsAt) throw new Error('lost');
      return { first, steps };
    },
  };
}
const steady = () => new Pace({ target: Number.MAX_VALUE, first: 4, most: 4, growth: 1 });

async function chunksOf<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const part of parts) out.push(part);
  return out;
}

test('the parts come in order and make up the run; two are queued, never more', async () => {
  const engine = fakeEngine();
  const chunks = await chunksOf(pump({ run: engine.run, steps: 14, pace: steady() }));
  expect(chunks).toEqual([0, 4, 8, 12].map((first) => ({ first, steps: Math.min(4, 14 - first) })));
  expect(engine.most()).toBe(2);
});

test('no part passes a step that is to be run up to; what is due there is done when nothing is under way', async () => {
  const engine = fakeEngine();
  const acts: [done: number, underway: number][] = [];
  const every = 6;
  const parts = pump({
    run: engine.run,
    steps: 14,
    pace: steady(),
    ahead: async (done, underWay) => {
      if (done > 0 && done % every === 0) {
        if (underWay) return 0;
        acts.push([done, engine.underway()]);
      }
      return every - (done % every);
    },
  });
  await chunksOf(parts);
  expect(engine.asked).toEqual([4, 2, 4, 2, 2]);
  expect(acts).toEqual([
    [6, 0],
    [12, 0],
  ]);
});

test('a signal ends the run after the parts that are queued', async () => {
  const engine = fakeEngine();
  const stop = new AbortController();
  let done = 0;
  for await (const { steps } of pump({ run: engine.run, steps: 400, signal: stop.signal, pace: steady() })) {
    done += steps;
    stop.abort();
  }
  expect(done).toBe(8);
  expect(engine.asked).toEqual([4, 4]);
});

test('a part that fails, and a caller that leaves, wait for what is under way', async () => {
  const failing = fakeEngine(4);
  await expect(chunksOf(pump({ run: failing.run, steps: 40, pace: steady() }))).rejects.toThrow('lost');
  expect(failing.underway()).toBe(0);
  const left = fakeEngine();
  for await (const _ of pump({ run: left.run, steps: 40, pace: steady() })) break;
  expect(left.underway()).toBe(0);
  expect(left.asked).toEqual([4, 4]);
});
