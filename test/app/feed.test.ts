/** The spikes on their way to the views' worker: only what is new, and again from the start after something was taken away. */
import { expect, test } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { SpikeFeed } from '../../src/app/rooms/network/views/feed.ts';
import { Mirror } from '../../src/app/rooms/network/views/worker/mirror.ts';
import type { FeedInput, ViewTasks } from '../../src/app/rooms/network/views/worker/view-tasks.ts';
import { RunRecord } from '../../src/app/run/record.ts';
import type { TaskClient } from '../../src/app/tasks/client.ts';
import { InternalError } from '../../src/errors.ts';
import type { Description } from '../../src/live/types.ts';
import { fakeGroups } from './fake-simulation.ts';

function block(firstStep: number, count: number) {
  const spikeSteps = Uint32Array.from({ length: count }, (_, k) => firstStep + (k >> 1));
  const spikeCells = Uint32Array.from({ length: count }, (_, k) => k % 100);
  return { type: 'block', run: 1, firstStep, steps: (count >> 1) + 1, spikeSteps, spikeCells, traces: [] } as const;
}

test('each spike goes once, in parts; after a rewind the worker has the record as it is', async () => {
  const mirror = new Mirror();
  const sent: number[] = [];
  const tasks = {
    ask: async (_task: string, input: FeedInput) => {
      sent.push(input.steps.length);
      return mirror.feed(input);
    },
  } as unknown as TaskClient<ViewTasks>;
  const feed = new SpikeFeed(tasks);
  const record = new RunRecord({ dt: 0.1, cells: 100, groups: fakeGroups, populations: [] } as unknown as Description);
  record.add(block(0, 900_000));
  await Promise.all([feed.send(record), feed.send(record)]);
  expect(sent).toEqual([400_000, 400_000, 100_000, 0]);
  record.add(block(460_000, 10));
  await feed.send(record);
  expect(sent.at(-1)).toBe(10);
  const all = () => mirror.window(0, 1e9);
  expect(await spikeHash(all())).toBe(await spikeHash(record.spikes.spikes()));
  expect(mirror.of(3, 460_100)).toHaveLength(9001);
  record.rewind(1000);
  record.add(block(1000, 6));
  await feed.send(record);
  expect(all()).toEqual(record.spikes.spikes());
  expect(mirror.window(1000, 1002).cells).toEqual(Uint32Array.of(0, 1, 2, 3));
});

test('a gap is a fault, not a wrong figure', () => {
  expect(() => new Mirror().feed({ from: 5, steps: new Uint32Array(0), cells: new Uint32Array(0) })).toThrow(
    InternalError,
  );
});
