/** A long run whose tab was closed is taken up again with the same spikes; what is not wanted is forgotten. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../src/app/rooms/network/experiment.ts';
import type { Saved } from '../../src/app/worker/checkpoints.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Action, Answer, Command, Experiment, KeptRun } from '../../src/app/worker/messages.ts';
import type { RunShelf } from '../../src/app/worker/vault.ts';
import { createSimulation, type SpikeBlock } from '../../src/index.ts';
import { presetByName } from '../../src/presets/index.ts';

/** A shelf in memory; everything passes through a structured clone, as in a browser's database. */
class Shelf implements RunShelf {
  readonly id = 'a';
  readonly runs = new Map<string, { kept: KeptRun; saved: Saved; spikes: SpikeBlock[] }>();
  writes = 0;

  async left() {
    return [...this.runs.values()][0]?.kept;
  }
  async keep(kept: KeptRun, saved: Saved, spikes: SpikeBlock, whole: boolean) {
    const parts = whole ? [] : (this.runs.get(kept.id)?.spikes ?? []);
    const part = { steps: spikes.steps.slice(), cells: spikes.cells.slice() };
    this.runs.set(kept.id, structuredClone({ kept, saved, spikes: [...parts, part] }));
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

function tab(shelf: Shelf) {
  const answers: Answer[] = [];
  const host = new SimulationHost({
    preset: presetByName,
    create: createSimulation,
    openVault: async () => shelf,
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

async function touched(shelf: Shelf, between: () => void) {
  const t = tab(shelf);
  await t.send(open);
  await t.send({ type: 'keep' });
  await t.runTo(100);
  await t.act({ kind: 'inject', cells: [0, 1, 2, 3], amplitude: '1 nA', duration: 25 });
  await t.runTo(150);
  await t.act({ kind: 'set', name: 'w_e', value: 8 });
  between();
  await t.runTo(200);
  between();
  await t.runTo(300);
  return t;
}

test('taken up in another tab, the run ends with the spikes of one that was never left', async () => {
  const shelf = new Shelf();
  const whole = await touched(new Shelf(), () => {});
  await whole.runTo(600);

  await touched(shelf, () => {
    shift += 11_000;
  });
  expect(shelf.writes).toBe(2);
  const later = tab(shelf);
  await later.send(open);
  await later.send({ type: 'keep' });
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
  const last = later.of('plan').at(-1)!.report;
  expect(last.done).toHaveLength(2);
  expect(last.base.values['w_e']).toBe(6);
});

test('after an undo the whole record is written anew; a reset forgets it', async () => {
  const shelf = new Shelf();
  const t = await touched(shelf, () => {
    shift += 11_000;
  });
  await t.send({ type: 'undo', run: 1 });
  shift += 11_000;
  await t.runTo(400);
  const { kept, saved, spikes } = shelf.runs.get('a')!;
  expect(kept.plan).toHaveLength(1);
  expect(spikes).toHaveLength(1);
  const steps = spikes[0]!.steps;
  expect(steps.at(-1)!).toBeLessThan(saved.step);
  await t.send({ type: 'reset', run: 1, next: 2 });
  expect(shelf.runs.size).toBe(0);
});

test('a short run is not kept; a run that is no longer there says so; one that is not wanted is forgotten', async () => {
  const shelf = new Shelf();
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
