/** A long run whose tab was closed is taken up again with the same spikes; what is not wanted is forgotten. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import { isLeftRun } from '../../src/app/worker/kept-shape.ts';
import type { Answer, Command, KeptRun } from '../../src/app/worker/messages.ts';
import { newest, type RunStore, thisBuild } from '../../src/app/worker/run-database.ts';
import { RunSaver } from '../../src/app/worker/run-saver.ts';
import { createSimulation } from '../../src/index.ts';
import type { RecordPart, Saved } from '../../src/live/checkpoints.ts';
import type { LiveRun } from '../../src/live/live-run.ts';
import { SpikeRecord } from '../../src/live/spike-record.ts';
import { TraceLog } from '../../src/live/trace-log.ts';
import type { Action, Experiment } from '../../src/live/types.ts';
import { presetByName } from '../../src/presets/index.ts';
import { Schedule, untouched } from '../../src/simulate/interventions/index.ts';

/** A shelf in memory; everything passes through a structured clone, as in a browser's database. */
class ExampleGroup implements RunStore {
  readonly id = 'a';
  readonly runs = new Map<string, { kept: KeptRun; saved: Saved; parts: RecordPart[] }>();
  writes = 0;

  async left() {
    return newest([...this.runs.values()].map(({ kept }) => kept));
  }
  async keep(kept: KeptRun, saved: Saved, part: RecordPart, whole: boolean) {
    const before = whole ? [] : (this.runs.get(kept.id)?.parts ?? []);
    this.runs.set(kept.id, structuredClone({ kept, saved, parts: [...before, part] }));
    this.writes++;
  }
  async load(id: string) {
    return structuredClone(this.runs.get(id));
  }
  async forget(id: string) {
    this.runs.delete(id);
  }
}

let shift = 0;
beforeEach(() => {
  shift = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + shift);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function tab(shelf: ExampleGroup) {
  const answers: Answer[] = [];
  const host = new SimulationHost({
    preset: ({ preset }) => presetByName(preset),
    create: createSimulation,
    openStore: async () => shelf,
    post: (answer) => {
      answers.push(answer);
      if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
    },
  });
  let order = 0;
  const of = <T extends Answer['type']>(type: T) =>
    answers.filter((a): a is Extract<Answer, { type: T }> => a.type === type);
  return {
    of,
    send: (command: Command) => host.handle(command),
    runTo: (steps: number) => host.handle({ type: 'run', run: 1, until: steps, order: ++order }),
    act: (action: Action) => host.handle({ type: 'act', run: 1, number: ++order, action }),
    /** As the page has them. */
    traces: () => {
      const log = new TraceLog();
      for (const answer of answers) {
        if (answer.type === 'traces') log.clear();
        if (answer.type === 'traces' || answer.type === 'block') log.append(answer.traces);
      }
      return log.all();
    },
    hash: () => of('statistics').at(-1)!.statistics.hash!,
  };
}

const standard = defaultExperiment(presetByName('ei-tutorial'));
const experiment: Experiment = {
  ...standard,
  values: { ...standard.values, n_exc: 160, n_inh: 40, p: 0.1 },
  duration: 60,
  backend: 'wasm',
};
const open = { type: 'open', run: 1, experiment, plan: [], cells: [], go: false } as const;

async function touched(shelf: ExampleGroup, between: () => void) {
  const t = tab(shelf);
  await t.send(open);
  await t.send({ type: 'keep', folder: '/' });
  await t.runTo(100);
  await t.act({ kind: 'inject', cells: [0, 1, 2, 3], amplitude: '1 nA', duration: 25 });
  await t.runTo(150);
  await t.act({ kind: 'set', name: 'w_e', value: '8 nS' });
  between();
  await t.runTo(200);
  between();
  await t.runTo(300);
  return t;
}

test('taken up in another tab, the run ends with the spikes of one that was never left', async () => {
  const shelf = new ExampleGroup();
  const whole = await touched(new ExampleGroup(), () => {});
  await whole.runTo(600);

  await touched(shelf, () => {
    shift += 11_000;
  });
  expect(shelf.writes).toBe(2);
  const later = tab(shelf);
  await later.send(open);
  await later.send({ type: 'keep', folder: '/' });
  const { kept } = later.of('left')[0]!;
  expect(kept.step).toBeGreaterThanOrEqual(200);
  expect(kept.plan.map((i) => [i.step, i.action.kind])).toEqual([
    [100, 'inject'],
    [150, 'set'],
  ]);
  await later.send({ ...open, go: true, experiment: kept.experiment, plan: kept.plan, resume: kept.id });
  expect(later.of('failed')).toEqual([]);
  expect(later.of('halted').at(-1)!.step).toBe(600);
  expect(later.hash()).toBe(whole.hash());
  // The page is given the past as well, without gaps.
  let next = 0;
  for (const block of later.of('block')) {
    expect(block.firstStep).toBe(next);
    next += block.steps;
  }
  expect(next).toBe(600);
  // So are the voltages of the traced cells.
  expect(later.traces()).toEqual(whole.traces());
  expect(whole.traces().map((t) => [t.firstStep, t.values.length])).toEqual([
    [0, 600],
    [0, 600],
    [0, 600],
  ]);
  const last = later.of('plan').at(-1)!.report;
  expect(last.done).toHaveLength(2);
  expect(last.base.values['w_e']).toBe(6);
});

test('after an undo the whole record is written anew; a reset forgets it', async () => {
  const shelf = new ExampleGroup();
  const t = await touched(shelf, () => {
    shift += 11_000;
  });
  await t.send({ type: 'undo', run: 1 });
  shift += 11_000;
  await t.runTo(400);
  const { kept, saved, parts } = shelf.runs.get('a')!;
  expect(kept.plan).toHaveLength(1);
  expect(parts).toHaveLength(1);
  const { steps } = parts[0]!.spikes;
  expect(steps.at(-1)!).toBeLessThan(saved.step);
  await t.send({ type: 'reset', run: 1, next: 2 });
  expect(shelf.runs.size).toBe(0);
});

test('a short run is not kept; a run that is no longer there says so; one that is not wanted is forgotten', async () => {
  const shelf = new ExampleGroup();
  const t = await touched(shelf, () => {});
  expect(shelf.writes).toBe(0);
  await t.send({ ...open, run: 2, resume: 'gone' });
  expect(t.of('failed').at(-1)!.failure).toMatchObject({ kind: 'user', message: expect.stringContaining('no longer') });
  await touched(shelf, () => {
    shift += 11_000;
  });
  expect(shelf.runs.size).toBe(1);
  await t.send({ type: 'forget', id: 'a' });
  expect(shelf.runs.size).toBe(0);
});

test('of traces, each keeps what is new; one that had a gap is kept whole; beyond 64 MiB none is, and the rest is dropped', async () => {
  const shelf = new ExampleGroup();
  const saver = new RunSaver(shelf);
  const traces = new TraceLog();
  const live = {
    epoch: 0,
    record: new SpikeRecord(),
    traces,
    experiment,
    base: { values: {}, models: {} },
    plan: new Schedule<Action>([], 0.1),
    cells: [],
    simulation: { backend: 'wasm' },
  } as unknown as LiveRun;
  const saved: Saved = {
    step: 0,
    done: 0,
    variant: { models: {}, parts: untouched },
    values: {},
    checkpoint: undefined,
  };
  const line = (cell: number, from: number, to: number) => ({
    cell,
    firstStep: from,
    values: Float32Array.from({ length: to - from }, (_, k) => cell + from + k),
  });
  let writes = 0;
  const keepAt = async (step: number) => {
    shift += 11_000;
    expect(saver.due(performance.now())).toBe(true);
    saver.keep(live, { ...saved, step }, performance.now());
    writes++;
    await vi.waitFor(() => expect([shelf.writes, saver.due(Number.MAX_VALUE)]).toEqual([writes, true]), {
      timeout: 120_000,
    });
    return shelf.runs.get('a')!.parts.at(-1)!.traces;
  };
  saver.begin(live, performance.now());
  traces.append([line(1, 0, 100), line(2, 0, 100)]);
  expect(await keepAt(100)).toEqual([line(1, 0, 100), line(2, 0, 100)]);
  // Cell 2 is let go for a while.
  traces.append([line(1, 100, 150)]);
  traces.append([line(1, 150, 200), line(2, 150, 200)]);
  expect(await keepAt(200)).toEqual([line(1, 100, 200), line(2, 150, 200)]);
  // A replay has fetched what it had missed.
  traces.clear();
  traces.append([line(1, 0, 300), line(2, 0, 300)]);
  expect(await keepAt(300)).toEqual([line(1, 200, 300), line(2, 0, 300)]);
  const taken = new TraceLog();
  for (const part of shelf.runs.get('a')!.parts) taken.append(part.traces);
  taken.dropShort(300);
  expect(taken.all()).toEqual([line(1, 0, 300), line(2, 0, 300)]);

  traces.append([{ cell: 1, firstStep: 300, values: new Float32Array(2 ** 24) }, line(2, 300, 400)]);
  expect(await keepAt(300 + 2 ** 24)).toEqual([]);
  for (const part of shelf.runs.get('a')!.parts) taken.append(part.traces);
  taken.dropShort(300 + 2 ** 24);
  expect(taken.all()).toEqual([]);
});

/** Every way in which one field of a value can be gone or be something else: all that lies in it, each in turn, with its place. */
function* broken(value: unknown, path = ''): Generator<[unknown, string]> {
  yield [undefined, path];
  yield ['x', path];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [name, field] of Object.entries(value))
    for (const [other, place] of broken(field, `${path}/${name}`))
      yield [Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other }, place];
}

test('a record whose fields are gone or of another kind is no run: it is forgotten in a sentence, whichever field it is', async () => {
  const shelf = new ExampleGroup();
  await touched(shelf, () => {
    shift += 11_000;
  });
  const whole = structuredClone(shelf.runs.get('a')!);
  expect(isLeftRun(whole)).toBe(true);
  // Texts are read by those who know their words. All else that is changed is noticed.
  const accepted = new Set<string>();
  let refused = 0;
  for (const [other, path] of broken(whole)) {
    if (isLeftRun(other)) accepted.add(path);
    else refused++;
  }
  expect(refused).toBeGreaterThan(100);
  expect([...accepted].map((path) => path.replace(/\d+/g, '#')).sort()).toEqual([
    '/kept/build',
    '/kept/experiment/integrator',
    '/kept/id',
    '/kept/plan/#/action/amplitude',
    '/kept/plan/#/action/name',
    '/kept/plan/#/action/value',
  ]);

  for (const [what, record] of [
    ['the experiment', { ...whole, kept: { ...whole.kept, experiment: undefined } }],
    ['the step', { ...whole, kept: { ...whole.kept, step: Number.NaN } }],
  ] as const) {
    shelf.runs.set('a', record as typeof whole);
    const t = tab(shelf);
    await t.send(open);
    await t.send({ type: 'keep', folder: '/' });
    expect(t.of('left'), what).toEqual([]);
    expect(t.of('unreadable'), what).toHaveLength(1);
  }
  // What is of another version is none of ours.
  expect(await newest([{ build: 'another' }, null, 3])).toEqual({ kept: undefined, unreadable: false });
  expect(await newest([{ build: thisBuild }, whole.kept])).toEqual({ kept: whole.kept, unreadable: true });

  // The state is looked at when the run is taken up.
  shelf.runs.set('a', { ...whole, saved: { ...whole.saved, checkpoint: { ...whole.saved.checkpoint!, columns: [] } } });
  const t = tab(shelf);
  await t.send(open);
  await t.send({ type: 'keep', folder: '/' });
  await t.send({ ...open, run: 2, resume: 'a' });
  expect(t.of('failed').at(-1)!.failure).toMatchObject({
    kind: 'user',
    message: expect.stringContaining('another network'),
  });
  shelf.runs.set('a', { ...whole, saved: { ...whole.saved, checkpoint: 5 as never } });
  await t.send({ ...open, run: 3, resume: 'a' });
  expect(t.of('failed').at(-1)!.failure).toMatchObject({
    kind: 'user',
    message: expect.stringContaining('is forgotten'),
  });
  expect(shelf.runs.size).toBe(0);
});
