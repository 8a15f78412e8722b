/** What joins a cell to others, and what synapses keep, as the page asks for it: numbers of the whole network, values of the run. */
import { afterEach, expect, test } from 'vitest';
import { courses, sampledOf } from '../../src/app/rooms/network/views/synapse-curves.ts';
import { joins, synapses } from '../../src/app/rooms/network/views/worker/replay.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { RunRecord } from '../../src/app/run/record.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer } from '../../src/app/worker/messages.ts';
import { createSimulation, moments } from '../../src/index.ts';
import type { Experiment } from '../../src/live/types.ts';
import { presetByName } from '../../src/presets/index.ts';

const hosts: SimulationHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

/** A host with the experiment open, and what it answers. */
async function opened(preset: string, values: Experiment['values'], duration: number) {
  const standard = defaultExperiment(presetByName(preset));
  const experiment: Experiment = {
    ...standard,
    values: { ...standard.values, ...values },
    backend: 'reference',
    duration,
  };
  const answers: Answer[] = [];
  const host = new SimulationHost({
    preset: ({ preset: name }) => presetByName(name),
    create: createSimulation,
    post: (answer) => {
      answers.push(answer);
      if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
    },
  });
  hosts.push(host);
  await host.handle({ type: 'open', run: 1, experiment, plan: [], cells: [], go: true });
  const last = <T extends Answer['type']>(type: T) =>
    answers.findLast((a): a is Extract<Answer, { type: T }> => a.type === type)!;
  const couplings = async (cell: number) => {
    await host.handle({ type: 'couplings', run: 1, number: 1, cell });
    return last('couplings');
  };
  const read = async (variables?: readonly string[]) => {
    await host.handle({ type: 'weights', run: 1, number: 2, variables });
    return last('weights');
  };
  return { experiment, answers, last, couplings, read, host };
}

test('partners of a gap junction have the numbers of the whole network, and the parameter that holds', async () => {
  const { host, couplings, last } = await opened('gap-pair', {}, 20);
  const { couplings: found, step } = await couplings(1);
  expect(step).toBe(1000);
  expect(found.map(({ name, direction, partners }) => ({ name, direction, partners: [...partners] }))).toEqual([
    { name: 'gap junction', direction: 'both', partners: [0] },
  ]);
  expect(found[0]!.conductances![0]).toBeCloseTo(0.24, 12);
  await host.handle({ type: 'act', run: 1, number: 7, action: { kind: 'set', name: 'g_gap', value: '0.1 mS/cm^2' } });
  expect((await couplings(1)).couplings[0]!.conductances![0]).toBeCloseTo(0.1, 12);
  expect(last('ready').description).toMatchObject({ couplings: 1, synaptic: [], plastic: [] });
});

test('cells of a population after the first: partners in both populations', async () => {
  const { couplings } = await opened('wang-2002', { n_exc: 40, n_inh: 20 }, 5);
  const { couplings: found } = await couplings(45);
  const inward = found.filter(({ direction }) => direction === 'in');
  expect(inward.map(({ into, partners }) => [into, partners.length, partners[0]])).toEqual([
    ['S', 40, 0],
    ['F', 40, 0],
    ['G', 20, 40],
  ]);
  const outward = found.filter(({ direction }) => direction === 'out');
  expect(outward.map(({ population, partners }) => [population, partners[0], partners.length])).toEqual([
    ['E', 0, 40],
    ['I', 40, 20],
  ]);
});

test('what synapses keep is read, drawn as a histogram and sampled; those of one cell are listed', async () => {
  const { experiment, answers, last, read } = await opened('clopath-2010', { frequencies: 2, trains: 1 }, 300);
  const { description } = last('ready');
  expect(description.synaptic).toEqual([{ projection: 'plastic', name: 'x', unit: expect.any(String), sampled: true }]);
  const all = await read();
  expect(all.weights.map(({ name, variable }) => `${name}.${variable}`)).toEqual(['plastic.w', 'plastic.x']);
  const only = await read(['x']);
  expect(only.weights.map(({ variable }) => variable)).toEqual(['x']);
  const x = moments(only.weights[0]!.values)!;
  const unit = description.synaptic[0]!.unit;
  const [of] = (await synapses({ experiment, now: only.weights, units: { plastic: unit } })).filter((d) => d.now);
  expect(of).toMatchObject({ name: 'plastic', unit, weights: undefined });
  expect(of!.now!.mean).toBe(x.mean);
  // A sample has the weights, then x.
  const record = new RunRecord(description);
  for (const answer of answers) if (answer.type === 'learned') record.learn(answer.samples);
  expect(record.learned.at(-1)!.means).toHaveLength(2);
  expect(record.learned.at(-1)!.means[1]).toBe(x.mean);
  const [course] = courses(record, sampledOf(record, 'x'));
  expect(Array.from(course!.y).at(-1)).toBe(x.mean);
  expect(Array.from(courses(record, sampledOf(record, 'weight'))[0]!.y).at(-1)).toBe(record.learned.at(-1)!.means[0]);
  // Cell 2 of the four has one synapse of each projection; its source is a stimulus, numbered after the cells.
  const units = description.synaptic;
  const found = await joins({ experiment, cell: 2, now: all.weights, units, most: 50 });
  const plastic = found.find(({ name }) => name === 'plastic')!;
  expect(plastic).toMatchObject({ into: 1, from: 0, sources: [4 + 2] });
  expect(plastic.columns.map(({ name, values }) => [name, values[0]])).toEqual([
    ['weight', all.weights[0]!.values[2]],
    ['x', only.weights[0]!.values[2]],
  ]);
});

test('lists end where they are to, and count what they leave out', async () => {
  const { experiment, last, read } = await opened('diehl-cook-2015', { side: 6, cells: 3 }, 20);
  const { description } = last('ready');
  expect(description.synaptic.map(({ name }) => name)).toEqual(['x']);
  const { weights } = await read();
  const [plastic, , back] = await joins({ experiment, cell: 1, now: weights, units: description.synaptic, most: 5 });
  // 36 inputs come after three cells of either kind.
  expect(plastic).toMatchObject({ name: 'plastic', into: 36, from: 0, sources: [6, 7, 8, 9, 10] });
  expect(plastic!.columns.map(({ name }) => name)).toEqual(['weight', 'delay', 'x']);
  // Synapses lie source by source, three to each.
  expect([...plastic!.columns[0]!.values]).toEqual([1, 4, 7, 10, 13].map((s) => weights[0]!.values[s]));
  expect(back).toMatchObject({ name: 'I to E', into: 2, sources: [3, 5], columns: [] });
});
