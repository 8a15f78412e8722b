import { afterEach, expect, test } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer, Command } from '../../src/app/worker/messages.ts';
import { BlowUpError, CapacityError, cell, Network, type SimulationOptions, UserError } from '../../src/index.ts';
import type { Experiment } from '../../src/live/types.ts';
import { presetByName } from '../../src/presets/index.ts';
import { turn } from '../../src/run/turn.ts';
import { type FakeLog, fakeSimulation } from './fake-simulation.ts';

/** The tutorial's parameters; what is built of them does not matter here. */
const preset = {
  ...presetByName('ei-tutorial'),
  build: () => {
    const network = new Network({ seed: 1 });
    network.population(cell({ equations: 'dV/dt = -V/(5 ms) : mV' }), 100, {}, { name: 'cells' });
    return network;
  },
};
const experiment: Experiment = { ...defaultExperiment(preset), duration: 50, backend: 'reference' };

interface Rig {
  readonly host: SimulationHost;
  readonly answers: Answer[];
  readonly log: FakeLog;
  /** Takes in blocks as the page does; switch off to fall behind. */
  taking: boolean;
  send(command: Command): Promise<void>;
  of<T extends Answer['type']>(type: T): Extract<Answer, { type: T }>[];
}

const rigs: Rig[] = [];
afterEach(() => {
  rigs.length = 0;
});

function rig(
  options: Parameters<typeof fakeSimulation>[1] & { refuse?: (o: SimulationOptions) => Error | undefined } = {},
): Rig {
  const answers: Answer[] = [];
  const log: FakeLog = { parameters: [], resets: 0, disposed: false };
  const self: Rig = {
    answers,
    log,
    taking: true,
    host: new SimulationHost({
      preset: () => preset,
      create: (_network, wanted) => {
        const refusal = options.refuse?.(wanted);
        return refusal === undefined ? Promise.resolve(fakeSimulation(log, options)) : Promise.reject(refusal);
      },
      post: (answer) => {
        answers.push(answer);
        if (answer.type === 'block' && self.taking)
          queueMicrotask(() => void self.host.handle({ type: 'taken', run: answer.run }));
      },
    }),
    send: (command) => self.host.handle(command),
    of: <T extends Answer['type']>(type: T) =>
      answers.filter((a): a is Extract<Answer, { type: T }> => a.type === type),
  };
  rigs.push(self);
  return self;
}

const open = (change: Partial<Extract<Command, { type: 'open' }>> = {}): Command => ({
  type: 'open',
  run: 1,
  experiment,
  plan: [],
  cells: [],
  go: true,
  ...change,
});

const window = { from: 0, to: 50 };

/** Returns when nothing more comes by itself: no answer in 50 turns of the event loop, of which a part of a run takes a few. */
async function quiet({ answers }: Rig): Promise<void> {
  for (let seen = -1, turns = 0; turns < 50; turns = answers.length === seen ? turns + 1 : 0) {
    seen = answers.length;
    await turn();
  }
}

test('runs to the end in blocks that follow on one another, and tells the hash at the end', async () => {
  const r = rig();
  await r.send(open());
  const blocks = r.of('block');
  let next = 0;
  for (const block of blocks) {
    expect(block.firstStep).toBe(next);
    next += block.steps;
  }
  expect(next).toBe(500);
  expect(r.of('halted')).toMatchObject([{ step: 500, order: 0 }]);
  const last = r.of('statistics').at(-1)!.statistics;
  expect(last.final).toBe(true);
  expect(last.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(last.spikes).toBe(blocks.reduce((n, b) => n + b.spikeSteps.length, 0));
});

test('a pause that crosses the news of the end is answered', async () => {
  const r = rig();
  await r.send(open());
  await r.send({ type: 'pause', run: 1, order: 1 });
  expect(r.of('halted').at(-1)).toMatchObject({ step: 500, order: 1 });
});

test('two hosts of one worker go on side by side', async () => {
  const [a, b] = [rig(), rig()];
  await Promise.all([a.send(open()), b.send(open())]);
  expect([a, b].map((r) => r.of('halted').at(-1)?.step)).toEqual([500, 500]);
});

test('traces two of the larger group and one of the other, and carries their values', async () => {
  const r = rig();
  await r.send(open());
  expect(r.of('ready')[0]!.description.traced).toEqual([0, 40, 90]);
  const traces = r.of('block').flatMap((b) => b.traces.filter((t) => t.cell === 40));
  expect(traces.flatMap((t) => [...t.values]).slice(0, 3)).toEqual([40_000, 40_001, 40_002]);
});

test('never has more than three blocks on their way', async () => {
  const r = rig();
  r.taking = false;
  const done = r.send(open());
  await quiet(r);
  expect(r.of('block').length).toBe(3);
  await r.send({ type: 'taken', run: 1 });
  await quiet(r);
  expect(r.of('block').length).toBe(4);
  await r.send({ type: 'pause', run: 1, order: 1 });
  await done;
  expect(r.of('halted').at(-1)).toMatchObject({ order: 1 });
});

test('pauses after a part and goes on from there', async () => {
  const r = rig();
  r.taking = false;
  const done = r.send(open());
  await quiet(r);
  await r.send({ type: 'pause', run: 1, order: 1 });
  await done;
  const step = r.of('halted').at(-1)!.step;
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(500);
  r.taking = true;
  for (let k = 0; k < 3; k++) await r.send({ type: 'taken', run: 1 });
  await r.send({ type: 'run', run: 1, until: step + 1, order: 2 });
  expect(r.of('halted').at(-1)).toMatchObject({ step: step + 1, order: 2 });
});

test('a reset starts at step 0 under a new number, and the same spikes come', async () => {
  const r = rig();
  await r.send(open());
  const first = r.of('statistics').at(-1)!.statistics.hash;
  await r.send({ type: 'reset', run: 1, next: 2 });
  await r.send({ type: 'run', run: 2, until: 500, order: 1 });
  expect(r.log.resets).toBe(1);
  expect(r.of('block').find((b) => b.run === 2)!.firstStep).toBe(0);
  expect(r.of('statistics').at(-1)!.statistics.hash).toBe(first);
});

test('a change while it runs is noted, and a replay makes it again at the same step', async () => {
  const r = rig();
  await r.send(open());
  await r.send({
    type: 'act',
    run: 1,
    number: 1,
    action: { kind: 'set', name: 'w_i', value: { value: 30, unit: 'nS' } },
  });
  await r.send({ type: 'run', run: 1, until: 900, order: 1 });
  expect(r.of('plan').at(-1)!.report.done).toEqual([
    { step: 500, action: { kind: 'set', name: 'w_i', value: { value: 30, unit: 'nS' } } },
  ]);
  await r.send({ type: 'trace', run: 1, cells: [7], replay: true });
  expect(r.of('failed')).toEqual([]);
  const trace = r.of('traces').at(-1)!.traces[0]!;
  expect(trace.cell).toBe(7);
  expect(trace.firstStep).toBe(0);
  expect(trace.values.length).toBe(900);
  expect(r.log.parameters.map(({ step, value }) => [step, value])).toEqual([
    [500, '30 nS'],
    [0, '67 nS'],
    [500, '30 nS'],
  ]);
});

test('a parameter that needs a new network is refused on a running one', async () => {
  const r = rig();
  await r.send(open());
  await r.send({ type: 'act', run: 1, number: 4, action: { kind: 'set', name: 'n_exc', value: '100' } });
  expect(r.of('failed')).toMatchObject([{ during: 'act', number: 4, failure: { kind: 'user' } }]);
});

test('a run that blows up tells where, and what came before stays', async () => {
  const where = { population: 'cells', variable: 'V', cell: 3, time: 20.1 };
  const r = rig({ failAt: 200, error: new BlowUpError(where, 'Take a smaller dt.') });
  await r.send(open());
  expect(r.of('failed')).toMatchObject([{ during: 'run', failure: { kind: 'blow-up', time: 20.1 } }]);
  expect(r.of('block').length).toBeGreaterThan(0);
});

test('where WebGPU does not start, another backend runs and the reason is told', async () => {
  const r = rig({
    refuse: (wanted) => (wanted.backend === 'webgpu' ? new UserError('There is no adapter.') : undefined),
  });
  await r.send(open({ experiment: { ...experiment, backend: 'webgpu' } }));
  expect(r.of('ready')[0]!.description.choice).toBe(
    'WebGPU does not start here, so reference runs instead. There is no adapter.',
  );
});

test('where a network is too large to store, but need not be stored, the refusal says what would help', async () => {
  const plain = new CapacityError('Too many synapses.');
  for (const [error, remedy] of [
    [plain, undefined],
    [new CapacityError('Too many synapses. Or keep none.', { cause: plain }), 'procedural'],
  ] as const) {
    const r = rig({ refuse: () => error });
    await r.send(open());
    const { failure } = r.of('failed')[0]!;
    expect([failure.remedy, failure.tooLarge]).toEqual([remedy, true]);
  }
});

test('a network that cannot be built on any backend is refused with its own sentence', async () => {
  const r = rig({ refuse: () => new UserError('No cells.') });
  await r.send(open({ experiment: { ...experiment, backend: 'webgpu' } }));
  expect(r.of('failed')).toMatchObject([{ during: 'open', failure: { kind: 'user', message: 'No cells.' } }]);
  expect(r.of('failed')[0]!.failure.tooLarge).toBeUndefined();
});

test('opening anew drops the old network and its answers', async () => {
  const r = rig();
  r.taking = false;
  const first = r.send(open());
  await quiet(r);
  r.taking = true;
  const second = r.send(open({ run: 2, go: false }));
  await Promise.all([first, second]);
  const ready = r.answers.findLastIndex((a) => a.type === 'ready');
  expect(r.answers.slice(ready).every((a) => a.run === 2)).toBe(true);
  expect(r.log.disposed).toBe(true);
});

test('files hold the run: CSV by time and neuron, NPZ as a zip', async () => {
  const r = rig();
  await r.send(open());
  await r.send({ type: 'export', run: 1, kind: 'spikes.csv', window });
  await r.send({ type: 'export', run: 1, kind: 'spikes.npz', window });
  await r.send({ type: 'export', run: 1, kind: 'traces.csv', window });
  const [csv, npz, traces] = r.of('file');
  expect(csv!.name).toBe('ei-tutorial-seed1-spikes.csv');
  const lines = new TextDecoder().decode(csv!.bytes).trimEnd().split('\n');
  expect(lines[0]).toBe('time_ms,neuron');
  expect(lines.length - 1).toBe(r.of('statistics').at(-1)!.statistics.spikes);
  expect([...npz!.bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
  // The value after the first step stands at the time at which that step ends.
  expect(new TextDecoder().decode(traces!.bytes).split('\n')[1]).toBe('0.1,0,0');
});
