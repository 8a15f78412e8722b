/** Weights that change with use, as the page shows and saves them. */
import { beforeAll, expect, test } from 'vitest';
import { synapses } from '../../src/app/rooms/network/views/worker/replay.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer } from '../../src/app/worker/messages.ts';
import { createSimulation, moments, readNpz } from '../../src/index.ts';
import { presetByName } from '../../src/presets/index.ts';

const experiment = { ...defaultExperiment(presetByName('song-2000')), backend: 'reference' as const, duration: 400 };
const answers: Answer[] = [];
const of = <T extends Answer['type']>(type: T) =>
  answers.filter((a): a is Extract<Answer, { type: T }> => a.type === type);
const host = new SimulationHost({
  preset: ({ preset }) => presetByName(preset),
  create: createSimulation,
  post: (answer) => {
    answers.push(answer);
    if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
  },
});
const steps = () => Math.round(experiment.duration / experiment.dt);
const saved = async (kind: 'weights.csv' | 'weights.npz') => {
  await host.handle({ type: 'export', run: 1, kind, window: { from: 0, to: 1 } });
  return of('file').at(-1)!.bytes;
};

beforeAll(async () => {
  await host.handle({ type: 'open', run: 1, experiment, plan: [], cells: [], go: false });
  await host.handle({ type: 'weights', run: 1, number: 1 });
  await host.handle({ type: 'run', run: 1, until: steps(), order: 1 });
  await host.handle({ type: 'weights', run: 1, number: 2 });
});

test('weights are read between steps: those of the start are those that are made from the seed, those of the end are others', async () => {
  const [begun, now] = of('weights');
  expect([begun!.step, now!.step]).toEqual([0, steps()]);
  const { name, values } = now!.weights[0]!;
  expect(of('ready')[0]!.description.plastic.map((p) => p.name)).toEqual([name]);
  const [made] = (await synapses({ experiment, now: now!.weights })).filter((d) => d.name === name);
  // Engines keep weights in single precision, at most 0.015 here: each is off by less than 2⁻²⁴ of it, 10⁻⁹.
  expect(made!.weights!.mean).toBeCloseTo(moments(begun!.weights[0]!.values)!.mean, 8);
  expect(made!.now!.mean).toBeCloseTo(moments(values)!.mean, 12);
  expect(values).not.toEqual(begun!.weights[0]!.values);
  // One set of bins, which holds both.
  expect([...made!.now!.x]).toEqual([...made!.weights!.x]);
  for (const h of [made!.now!, made!.weights!]) {
    let total = 0;
    for (let k = 1; k + 1 < h.y.length; k += 2) total += h.y[k]!;
    expect(total).toBeCloseTo(100, 9);
  }
});

test('they are sampled from the start to the end of the run, at equal intervals', () => {
  const samples = of('learned').flatMap((a) => a.samples);
  const every = samples[1]!.step - samples[0]!.step;
  expect(samples.map((s) => s.step)).toEqual(Array.from({ length: steps() / every + 1 }, (_, k) => k * every));
  const [begun, now] = of('weights').map((a) => moments(a.weights[0]!.values)!);
  expect([samples[0]!.means[0], samples.at(-1)!.means[0]]).toEqual([begun!.mean, now!.mean]);
  expect(samples.at(-1)!.sds[0]).toBe(Math.sqrt(now!.variance));
});

test('saved as CSV and NPZ: each synapse with its cells, its weight at 0 and now', async () => {
  const [begun, now] = of('weights').map((a) => a.weights[0]!);
  const { plastic, groups } = of('ready')[0]!.description;
  const rows = new TextDecoder()
    .decode(await saved('weights.csv'))
    .trim()
    .split('\n');
  expect(rows[0]).toBe('projection,source,target,weight_at_0,weight,unit');
  const cells = rows.slice(1).map((row) => row.split(','));
  expect(cells.map((c) => Math.fround(Number(c[3])))).toEqual([...begun!.values]);
  expect(cells.map((c) => Number(c[4]))).toEqual([...now!.values]);
  expect(new Set(cells.map((c) => c[5]))).toEqual(new Set([plastic[0]!.unit]));
  // The one cell is their target, the stimulus, which is numbered after the cells, their source.
  const source = groups.find((g) => g.role === 'source')!;
  expect(new Set(cells.map((c) => c[2]))).toEqual(new Set(['0']));
  expect(cells.every((c) => Number(c[1]) >= source.first && Number(c[1]) < source.first + source.count)).toBe(true);
  const arrays = readNpz(await saved('weights.npz'));
  const end = plastic[0]!.unit === '' ? '' : `_${plastic[0]!.unit}`;
  expect(arrays.get(`${now!.name}/weight${end}`)!.data).toEqual(now!.values);
  const begunWeights = arrays.get(`${now!.name}/weight_at_0${end}`)!.data as Float64Array;
  expect([...begunWeights].map(Math.fround)).toEqual([...begun!.values]);
  expect(arrays.get(`${now!.name}/source`)!.data).toEqual(Uint32Array.from(cells, (c) => Number(c[1])));
  expect(of('failed')).toEqual([]);
});
