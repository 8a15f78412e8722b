/** The script that the page hands out does what was done to the run, and so gives its very spikes. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer, Command } from '../../src/app/worker/messages.ts';
import { createSimulation, type Run } from '../../src/index.ts';
import type { Action, Experiment, ModelText } from '../../src/live/types.ts';
import { presetByName } from '../../src/presets/index.ts';

const api = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-done-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'galvani'));
  // Scripts print their statistics.
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

let answers: Answer[];
let host: SimulationHost;
let order = 0;
beforeEach(() => {
  answers = [];
  host = new SimulationHost({
    preset: ({ preset }) => presetByName(preset),
    create: createSimulation,
    post: (answer) => {
      answers.push(answer);
      if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
    },
  });
});

const of = <T extends Answer['type']>(type: T) =>
  answers.filter((a): a is Extract<Answer, { type: T }> => a.type === type);
const send = (command: Command) => host.handle(command);
const hash = (): string => of('statistics').at(-1)!.statistics.hash!;
const runTo = (steps: number) => send({ type: 'run', run: 1, until: steps, order: ++order });
const act = (action: Action) => send({ type: 'act', run: 1, number: ++order, action });
const open = (experiment: Experiment) => send({ type: 'open', run: 1, experiment, plan: [], cells: [], go: false });
const cells = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);

async function script(): Promise<string> {
  await send({ type: 'export', run: 1, kind: 'script.mjs', window: { from: 0, to: 1 } });
  expect(of('failed')).toEqual([]);
  return new TextDecoder().decode(of('file').at(-1)!.bytes);
}

let scripts = 0;
/** Runs a script against the sources. */
async function rerun(text: string): Promise<Run> {
  const path = join(folder, `script${scripts++}.mjs`);
  writeFileSync(path, text.replace("from 'galvani'", `from '${api}'`));
  return ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { run: Run }).run;
}

function small(preset: string, change: Partial<Experiment> = {}): Experiment {
  const standard = defaultExperiment(presetByName(preset));
  const sizes = { n_exc: 160, n_inh: 40, c_exc: 16, c_inh: 4, p: 0.1 };
  const values = Object.fromEntries(
    Object.entries(standard.values).map(([key, value]) => [key, sizes[key as keyof typeof sizes] ?? value]),
  );
  return { ...standard, values, duration: 60, backend: 'wasm', ...change };
}

/** Everything that can be done, undone once. */
async function busy(experiment: Experiment): Promise<void> {
  await open(experiment);
  const { model, drive, unit } = of('ready').at(-1)!.description.populations[0]!;
  await runTo(150);
  await act({ kind: 'inject', cells: cells(0, 40), amplitude: drive === 'pA' ? '1 nA' : `8 ${drive}`, duration: 12 });
  await runTo(200);
  await act({ kind: 'silence', cells: cells(100, 120), duration: 10 });
  await act({ kind: 'kick', cells: [150, 151, 160], amplitude: `20 ${unit}` });
  await runTo(260);
  await act({ kind: 'model', population: '', model: { ...model, refractory: '4 ms' } });
  await runTo(300);
  await act({ kind: 'kick', cells: cells(0, 160), amplitude: `30 ${unit}` });
  await runTo(333);
  await send({ type: 'undo', run: 1 });
  await runTo(420);
  await act({ kind: 'model', population: '', model: undefined });
  await runTo(450);
  await act({ kind: 'inject', cells: [7], amplitude: `3 ${drive}`, duration: Number.POSITIVE_INFINITY });
  await runTo(600);
}

test.each(['ei-tutorial', 'coba-2005', 'cuba-2005', 'brunel-2000'])(
  '%s: current, silence, kick, models and an undo come again from the script',
  async (name) => {
    await busy(small(name));
    expect(of('accuracy').at(-1)!.rules[0]!.integrator).toBe(presetByName(name).integrator);
    const text = await script();
    expect(text).toContain("kind: 'inject', cells: '0-39'");
    expect(text).not.toContain('//   ');
    expect(text).toContain(hash());
    const again = await rerun(text);
    expect(again.summary.spike_hash).toBe(hash());
    expect(again.spikes.steps.length).toBeGreaterThan(100);
  },
  30_000,
);

test('synapses made at each spike: the spikes of stored ones, through all that is done, and so from the script', async () => {
  await busy(small('ei-tutorial'));
  const stored = { hash: hash(), description: of('ready').at(-1)!.description };
  await busy(small('ei-tutorial', { connectivity: 'procedural' }));
  const made = of('ready').at(-1)!.description;
  expect(hash()).toBe(stored.hash);
  expect([stored.description.connectivity, made.connectivity]).toEqual(['stored', 'procedural']);
  expect(stored.description.bytesPerSynapse).toBeGreaterThan(4);
  expect(made.bytesPerSynapse).toBeLessThan(0.01);
  expect(made.synapses).toBe(stored.description.synapses);
  const text = await script();
  expect(text).toContain("connectivity: 'procedural'");
  expect((await rerun(text)).summary.spike_hash).toBe(stored.hash);
});

test.each([
  ['brunel-2000', 'stored', /^the targets of one cell by .* do not follow from the cell alone/],
  ['song-2000', 'mixed', undefined],
  ['coba-2005', 'procedural', undefined],
  ['coba-2005-stdp', 'mixed', undefined],
])('%s, asked to make its synapses at each spike: %s', async (name, connectivity, why) => {
  await open(small(name, { connectivity: 'procedural', backend: 'reference' }));
  const { description } = of('ready').at(-1)!;
  expect(description.connectivity).toBe(connectivity);
  if (why === undefined) expect(description.whyStored).toBeUndefined();
  else expect(description.whyStored).toMatch(why);
});

test('parameters turned at the start, on the way, and after a model was edited that lacks them', async () => {
  await open(small('ei-tutorial'));
  const { model } = of('ready').at(-1)!.description.populations[0]!;
  await act({ kind: 'set', name: 'w_e', value: '7 nS' });
  const lean: ModelText = {
    ...model,
    equations: model.equations.replace('dV/dt = (', 'dV/dt = (3 nS*(-50 mV - V) + '),
  };
  await act({ kind: 'model', population: '', model: lean });
  await runTo(200);
  await act({ kind: 'set', name: 'w_i', value: { value: 80, unit: 'nS' } });
  await act({ kind: 'set', name: 'g_Na', value: '18 nS' });
  await runTo(300);
  await act({ kind: 'model', population: '', model: undefined });
  await act({ kind: 'silence', cells: [0, 3, 4], duration: 5 });
  await runTo(500);
  expect((await rerun(await script())).summary.spike_hash).toBe(hash());
});

test('a variable that an edit adds begins with the value that the edit gives it, in the script too', async () => {
  await open(small('brunel-2000'));
  const { model } = of('ready').at(-1)!.description.populations[0]!;
  await runTo(100);
  const equations = `${model.equations.replace('dV/dt = ', 'dV/dt = a*mV/(10*ms) + ')}\nda/dt = -a/(200*ms) : 1`;
  const edit = { ...model, equations, initial: { ...model.initial, a: '30' } };
  await act({ kind: 'model', population: '', model: edit });
  await runTo(400);
  const again = await rerun(await script());
  expect(again.spikes.steps.length).toBeGreaterThan(100);
  expect(again.summary.spike_hash).toBe(hash());
});

test('two populations with models of their own', async () => {
  await open({ ...defaultExperiment(presetByName('lif-dimensionless')), backend: 'reference' });
  const own = of('ready').at(-1)!.description.populations[1]!;
  await runTo(1000);
  await act({
    kind: 'model',
    population: 'dimensionless',
    model: { ...own.model, equations: own.model.equations.replace(/dv\/dt = .*/, 'dv/dt = (2 - v)/tau : 1') },
  });
  await act({ kind: 'kick', cells: [3], amplitude: '0.2' });
  await runTo(1500);
  await act({ kind: 'set', name: 'i', value: '3' });
  await runTo(3000);
  expect((await rerun(await script())).summary.spike_hash).toBe(hash());
});

test('in Node, with the built package', async () => {
  await busy(small('ei-tutorial'));
  const path = join(folder, 'run.mjs');
  writeFileSync(path, await script());
  const { stdout } = await promisify(execFile)(process.execPath, [path]);
  expect(stdout).toContain(`"spike_hash": "${hash()}"`);
  expect(stdout).toContain('The spikes are those of the original run, one by one.');
});
