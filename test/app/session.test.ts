/** The page's session over hosts in this thread: a build that is given up, and what stands afterwards. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { Session, type SessionPort } from '../../src/app/run/session.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer } from '../../src/app/worker/messages.ts';
import { presetByName } from '../../src/presets/index.ts';
import { fakeSimulation } from './fake-simulation.ts';

const preset = presetByName('ei-tutorial');
const experiment = { ...defaultExperiment(preset), duration: 20, backend: 'reference' as const };
const large = { ...experiment, values: { ...experiment.values, n_exc: 1e6 } };

interface Held {
  readonly port: SessionPort;
  ended: boolean;
  asked: string[];
}

/** A worker whose builds of large networks tell of a part of the work and then never end. */
function worker(): Held {
  const port: SessionPort = {
    onmessage: null,
    onerror: null,
    postMessage: (command) => {
      held.asked.push(command.type);
      if (!held.ended) void host.handle(structuredClone(command));
    },
    terminate: () => {
      held.ended = true;
    },
  };
  const held: Held = { port, ended: false, asked: [] };
  const host = new SimulationHost({
    preset: () => preset,
    create: (network, { onProgress }) => {
      if (network.projections[0]!.source.size < 1e6)
        return Promise.resolve(fakeSimulation({ parameters: [], resets: 0, disposed: false }));
      onProgress?.('build', 0.37);
      return new Promise(() => {});
    },
    openStore: async () => undefined,
    post: (data: Answer) => {
      if (!held.ended) queueMicrotask(() => port.onmessage?.({ data } as MessageEvent<Answer>));
    },
  });
  return held;
}

let workers: Held[];
let session: Session;
let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  workers = [];
  session = new Session(() => {
    workers.push(worker());
    return workers.at(-1)!.port;
  }, experiment);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const phase = (wanted: string) => vi.waitFor(() => expect(session.phase.value).toBe(wanted), { timeout: 120_000 });
const building = () => vi.waitFor(() => expect(session.progress.value?.fraction).toBe(0.37), { timeout: 120_000 });

test('a build that is stopped leaves a sentence and no network; the one before runs again with what was done to it', async () => {
  session.open(experiment);
  session.keep('/');
  await phase('finished');
  session.setDuration(30);
  await phase('finished');
  await session.act({ kind: 'set', name: 'w_i', value: { value: 90, unit: 'nS' } });
  const before = { experiment: session.begun(), plan: session.plan() };
  expect(before.plan).toHaveLength(1);

  session.open(large);
  await building();
  session.stop();
  expect(session.phase.value).toBe('failed');
  expect(session.failure.value).toEqual({
    kind: 'stopped',
    message: 'Wiring the network was stopped at 37 %. No network is held; its parameters are as you set them.',
  });
  expect(session.record.value).toBeUndefined();
  expect(session.statistics.value).toBeUndefined();
  expect(session.experiment.value).toEqual(large);
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  expect(workers[1]!.asked).toEqual(['keep']);

  session.back();
  await phase('finished');
  expect(workers).toHaveLength(2);
  expect(session.failure.value).toBeUndefined();
  expect({ experiment: session.begun(), plan: session.plan() }).toEqual(before);
  expect(session.record.value?.steps).toBe(300);
});

test('stopped before any network stood, there is none to go back to; building again is left', async () => {
  session.open(large);
  await building();
  session.stop();
  expect(session.before.value).toBeUndefined();
  session.run();
  expect(session.phase.value).toBe('opening');
  await building();
});

test('a build that takes long is given up for the next; one that has just begun is not', async () => {
  session.open(large);
  await building();
  now = 900;
  session.open({ ...large, seed: 2 });
  expect(workers).toHaveLength(1);
  now = 2000;
  session.open(experiment);
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  await phase('finished');
  expect(session.record.value?.steps).toBe(200);
});

test('a worker that came to an end is replaced when a network is asked for again, and not before', async () => {
  session.open(experiment);
  await phase('finished');
  workers[0]!.port.onerror?.({ message: 'out of memory' } as ErrorEvent);
  expect(session.failure.value?.message).toContain('out of memory');
  expect(workers).toHaveLength(1);
  session.run();
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  await phase('finished');
});

test('without end a run goes on after its duration, also one that is over, until it is paused', async () => {
  session.open(experiment);
  await phase('finished');
  const first = session.record.peek()!.steps;
  session.setEndless(true);
  await vi.waitFor(() => expect(session.record.peek()!.steps).toBeGreaterThan(3 * first), { timeout: 120_000 });
  session.pause();
  await phase('paused');
  session.setEndless(false);
  session.run();
  await phase('finished');
  expect(session.record.peek()!.steps % first).toBe(0);
});
