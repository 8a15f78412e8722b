/** What is done to a running network, on real simulations: it acts when it should, can be taken back, and comes again from a plan. */
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { SimulationHost } from '../../src/app/worker/host.ts';
import type { Answer, Command } from '../../src/app/worker/messages.ts';
import { createSimulation, DeviceLostError, type Simulation, ThreadLostError } from '../../src/index.ts';
import type { Action, Experiment, ScheduledAction } from '../../src/live/types.ts';
import { pointPresets, presetByName } from '../../src/presets/index.ts';

const small = (preset: string, change: Partial<Experiment> = {}): Experiment => {
  const standard = defaultExperiment(presetByName(preset));
  return {
    ...standard,
    values: { ...standard.values, n_exc: 160, n_inh: 40, p: 0.1 },
    duration: 60,
    backend: 'wasm',
    ...change,
  };
};

let answers: Answer[];
/** What a lost simulation throws. */
let loss: () => Error;
/** Makes every simulation of the host lose what computes it when it has run that many steps in all. */
let loseAt: number[];
let host: SimulationHost;
/** Sees every answer as it is given. */
let heard: (answer: Answer) => void;

beforeEach(() => {
  answers = [];
  heard = () => {};
  loseAt = [];
  loss = () => new DeviceLostError('unknown', 'as a test asked for');
  let ran = 0;
  host = new SimulationHost({
    preset: ({ preset }) => presetByName(preset),
    create: async (network, options) => {
      const real = await createSimulation(network, options);
      let lost = false;
      return new Proxy(real, {
        get(target, key) {
          if (key === 'run')
            return async (...args: Parameters<Simulation['run']>) => {
              if (loseAt[0] !== undefined && ran >= loseAt[0]) {
                loseAt.shift();
                lost = true;
              }
              if (lost) throw loss();
              ran += args[0];
              return target.run(...args);
            };
          if (lost && key === 'checkpoint') return () => Promise.reject(loss());
          const value = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
    post: (answer) => {
      answers.push(answer);
      if (answer.type === 'block') queueMicrotask(() => void host.handle({ type: 'taken', run: answer.run }));
      heard(answer);
    },
  });
});

const of = <T extends Answer['type']>(type: T) =>
  answers.filter((a): a is Extract<Answer, { type: T }> => a.type === type);
const send = (command: Command) => host.handle(command);
const hash = (): string => of('statistics').at(-1)!.statistics.hash!;
let order = 0;
const runTo = (ms: number) => send({ type: 'run', run: 1, until: Math.round(ms / 0.1), order: ++order });
const act = (action: Action) => send({ type: 'act', run: 1, number: ++order, action });
const open = (experiment: Experiment, plan: readonly ScheduledAction[] = [], go = false) =>
  send({ type: 'open', run: 1, experiment, plan, cells: [], go });
const cells = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);

/** Spikes as they reached the page, with what was rewound taken away. */
function shown(): { step: number; cell: number }[] {
  let list: { step: number; cell: number }[] = [];
  for (const a of answers) {
    if (a.type === 'rewound') list = list.filter((s) => s.step < a.step);
    if (a.type !== 'block') continue;
    for (const [k, step] of a.spikeSteps.entries()) list.push({ step, cell: a.spikeCells[k]! });
  }
  return list;
}

const within = (list: readonly { step: number; cell: number }[], from: number, to: number, who: readonly number[]) =>
  list.filter((s) => s.step >= from && s.step < to && who.includes(s.cell));

async function untouched(experiment: Experiment): Promise<{ hash: string; spikes: { step: number; cell: number }[] }> {
  await open(experiment);
  await runTo(experiment.duration);
  const result = { hash: hash(), spikes: shown() };
  answers = [];
  return result;
}

/** The run again, from what a link would hold. */
async function again(experiment: Experiment): Promise<string> {
  const report = of('plan').at(-1)!.report;
  answers = [];
  await open({ ...experiment, ...report.base }, [...report.done, ...report.pending], true);
  expect(of('failed')).toEqual([]);
  return hash();
}

describe.each(['ei-tutorial', 'coba-2005', 'cuba-2005'])('%s', (preset) => {
  const experiment = small(preset);

  test('a current acts from its step to its end, on its cells, and comes again from the plan', async () => {
    const plain = await untouched(experiment);
    await open(experiment);
    await runTo(20);
    const { drive } = of('ready')[0]!.description.populations[0]!;
    const strong = drive === 'pA' ? '2 nA' : `20 ${drive}`;
    await act({ kind: 'inject', cells: cells(0, 20), amplitude: strong, duration: 15 });
    expect(of('failed')).toEqual([]);
    await runTo(60);
    const now = shown();
    expect(now.filter((s) => s.step < 200)).toEqual(plain.spikes.filter((s) => s.step < 200));
    const during = within(now, 200, 350, cells(0, 20)).length;
    expect(during).toBeGreaterThan(2 * within(plain.spikes, 200, 350, cells(0, 20)).length + 10);
    expect(within(now, 400, 600, cells(0, 20)).length).toBeLessThan(during);
    const touched = hash();
    expect(touched).not.toBe(plain.hash);
    expect(await again(experiment)).toBe(touched);
  });

  test('silenced cells are silent for as long, and spike again', async () => {
    await open(experiment);
    await runTo(15);
    await act({ kind: 'silence', cells: cells(0, 200), duration: 20 });
    await runTo(60);
    expect(within(shown(), 150, 350, cells(0, 200))).toEqual([]);
    expect(of('failed')).toEqual([]);
    const touched = hash();
    expect(await again(experiment)).toBe(touched);
  });

  test('a kick makes its cells spike at once', async () => {
    const quiet = small(preset, { values: { ...experiment.values, w_e: 0, w_i: 0, E_L: -62, g_L: 10 } });
    const plain = await untouched({ ...quiet, duration: 33 });
    await open(quiet);
    await runTo(30);
    await act({ kind: 'kick', cells: cells(5, 10), amplitude: '40 mV' });
    await runTo(33);
    const soon = (list: readonly { step: number; cell: number }[]) =>
      new Set(within(list, 300, 315, cells(0, 200)).map((s) => s.cell));
    expect(soon(shown())).toEqual(new Set([...soon(plain.spikes), ...cells(5, 10)]));
    expect(await again({ ...quiet, duration: 33 })).toBe(hash());
  });

  test('what is undone was never done: current, silence, kick, parameter and model, one after the other', async () => {
    const plain = await untouched(experiment);
    await open(experiment);
    await runTo(10);
    const { unit } = presetByName(experiment.preset).parameters.find((p) => p.name === 'w_e')!;
    await act({ kind: 'set', name: 'w_e', value: { value: experiment.values['w_e']! * 2, unit } });
    await runTo(14);
    await act({ kind: 'kick', cells: cells(0, 50), amplitude: '40 mV' });
    await runTo(18);
    await act({ kind: 'silence', cells: cells(50, 90), duration: Number.POSITIVE_INFINITY });
    await runTo(22);
    const { model } = of('ready')[0]!.description.populations[0]!;
    await act({ kind: 'model', population: '', model: { ...model, refractory: '8 ms' } });
    await runTo(26);
    expect(of('failed')).toEqual([]);
    expect(
      of('plan')
        .at(-1)!
        .report.done.map((i) => [i.step, i.action.kind]),
    ).toEqual([
      [100, 'set'],
      [140, 'kick'],
      [180, 'silence'],
      [220, 'model'],
    ]);
    for (const left of [3, 2, 1, 0]) {
      await send({ type: 'undo', run: 1 });
      expect(of('plan').at(-1)!.report.done.length).toBe(left);
    }
    expect(of('rewound').map((r) => r.step)).toEqual([220, 180, 140, 100]);
    expect(of('plan').at(-1)!.report.now!.values['w_e']).toBe(experiment.values['w_e']);
    await runTo(60);
    expect(hash()).toBe(plain.hash);
    expect(shown()).toEqual(plain.spikes);
  });
});

const tutorial = small('ei-tutorial');

test('a model edited in mid-run keeps the state: the same text brings the same spikes', async () => {
  const plain = await untouched(tutorial);
  await open(tutorial);
  await runTo(25);
  const { model } = of('ready')[0]!.description.populations[0]!;
  await act({ kind: 'model', population: '', model: { ...model, equations: `# a comment more\n${model.equations}` } });
  expect(of('rebuilt').length).toBe(1);
  await runTo(60);
  expect(hash()).toBe(plain.hash);
});

test('a wrong equation is refused with its place, and the old model runs on', async () => {
  const plain = await untouched(tutorial);
  await open(tutorial);
  await runTo(25);
  const { model } = of('ready')[0]!.description.populations[0]!;
  const equations = model.equations.replace('/C', '/tau_e');
  await act({ kind: 'model', population: '', model: { ...model, equations } });
  const failed = of('failed').at(-1)!;
  expect(failed.failure.kind).toBe('text');
  expect(failed.failure.place!.text).toBe(equations);
  expect(failed.failure.place!.sentence).toMatch(/dV\/dt/);
  await runTo(60);
  expect(hash()).toBe(plain.hash);
});

test('a model of the link is the model of the run, and a reset keeps it', async () => {
  await open(tutorial);
  await runTo(25);
  const { model } = of('ready')[0]!.description.populations[0]!;
  const edit = {
    ...model,
    equations: model.equations.replace('dV/dt = (', 'dV/dt = (g_x*(E_x - V) + '),
    parameters: { g_x: '3 nS', E_x: '-40 mV' },
  };
  await act({ kind: 'model', population: '', model: edit });
  expect(of('failed')).toEqual([]);
  await send({ type: 'reset', run: 1, next: 2 });
  await send({ type: 'run', run: 2, until: 600, order: 99 });
  const reset = hash();
  answers = [];
  await open({ ...tutorial, models: { '': edit } }, [], true);
  expect(hash()).toBe(reset);
});

test('after a reset nothing of a touch is left', async () => {
  const plain = await untouched(tutorial);
  await open(tutorial);
  await runTo(20);
  await act({ kind: 'inject', cells: cells(0, 50), amplitude: '500 pA', duration: 100 });
  await runTo(30);
  await send({ type: 'reset', run: 1, next: 2 });
  await send({ type: 'run', run: 2, until: 600, order: 99 });
  expect(hash()).toBe(plain.hash);
});

test('touches while it runs act between two parts', async () => {
  await open(small('ei-tutorial', { duration: 400 }));
  const done = runTo(400);
  await act({ kind: 'inject', cells: cells(0, 20), amplitude: '1 nA', duration: 5 });
  await act({ kind: 'kick', cells: cells(20, 40), amplitude: '30 mV' });
  await done;
  expect(of('failed')).toEqual([]);
  expect(of('halted').at(-1)!.step).toBe(4000);
  const touched = hash();
  expect(of('plan').at(-1)!.report.done.length).toBe(2);
  expect(await again(small('ei-tutorial', { duration: 400 }))).toBe(touched);
});

test('a replay for traces does everything again', async () => {
  await open(tutorial);
  await runTo(20);
  await act({ kind: 'inject', cells: [7], amplitude: '1 nA', duration: 10 });
  await runTo(60);
  await send({ type: 'trace', run: 1, cells: [7], replay: true });
  expect(of('failed')).toEqual([]);
  const trace = of('traces').at(-1)!.traces[0]!;
  expect(trace.values.length).toBe(600);
  expect(Math.max(...trace.values.slice(200, 300))).toBeGreaterThan(0);
});

test.each([
  ['device', [100]],
  ['device', [250, 420]],
  ['device', [300, 300, 300]],
  ['thread', [250, 420]],
] as const)('a %s lost after %j steps changes no spike', async (what, losses) => {
  if (what === 'thread') loss = () => new ThreadLostError('');
  const plain = await untouched(tutorial);
  await open(tutorial);
  await runTo(15);
  await act({ kind: 'inject', cells: cells(0, 20), amplitude: '0.3 nA', duration: 20 });
  await runTo(60);
  const whole = hash();
  expect(whole).not.toBe(plain.hash);
  answers = [];
  loseAt = [...losses].map((n) => n + 1200);
  await open(tutorial);
  await runTo(15);
  await act({ kind: 'inject', cells: cells(0, 20), amplitude: '0.3 nA', duration: 20 });
  await runTo(60);
  expect(loseAt).toEqual([]);
  expect(of('failed')).toEqual([]);
  expect(of('resumed').length).toBeGreaterThan(0);
  for (const { lost } of of('resumed')) expect(lost).toBe(what);
  expect(hash()).toBe(whole);
  let next = 0;
  for (const block of of('block')) {
    expect(block.firstStep).toBe(next);
    next += block.steps;
  }
});

test('a device that is lost again and again ends the run with the reason', async () => {
  await open(tutorial);
  loseAt = [0, 0, 0, 0, 0, 0, 0];
  await runTo(60);
  expect(of('failed').at(-1)).toMatchObject({ during: 'run', failure: { kind: 'lost' } });
});

test('cells that are not there, and no cells, are refused', async () => {
  await open(tutorial);
  await act({ kind: 'kick', cells: [200], amplitude: '30 mV' });
  await act({ kind: 'kick', cells: [], amplitude: '30 mV' });
  await act({ kind: 'inject', cells: [0], amplitude: '30 mV', duration: 1 });
  expect(of('failed').map((f) => f.failure.message)).toEqual([
    expect.stringContaining('no cell 200'),
    expect.stringContaining('No cell was chosen'),
    expect.stringMatching(/mV/),
  ]);
  await send({ type: 'undo', run: 1 });
  expect(of('failed').at(-1)!.failure.message).toContain('nothing to undo');
});

test.each(pointPresets.map((p) => p.name))(
  '%s: a current, a silence and a kick all act, and come again from the plan',
  async (name) => {
    const standard = defaultExperiment(presetByName(name));
    const sizes = { n_exc: 80, n_inh: 20, c_exc: 8, c_inh: 2, p: 0.1 };
    const values = Object.fromEntries(
      Object.entries(standard.values).map(([key, value]) => [key, sizes[key as keyof typeof sizes] ?? value]),
    );
    const experiment = { ...standard, values, duration: 100 * standard.dt, backend: 'wasm' as const };
    const steps = (count: number) => send({ type: 'run', run: 1, until: count, order: ++order });
    await open(experiment);
    await steps(30);
    const { drive, unit } = of('ready')[0]!.description.populations[0]!;
    await act({ kind: 'inject', cells: [0], amplitude: `0.5 ${drive}`, duration: 20 * standard.dt });
    await steps(40);
    await act({ kind: 'silence', cells: [0], duration: 10 * standard.dt });
    await steps(60);
    await act({ kind: 'kick', cells: [0], amplitude: unit === '' ? '0.1' : `0.1 ${unit}` });
    await steps(100);
    expect(of('failed')).toEqual([]);
    const touched = hash();
    expect(await again(experiment)).toBe(touched);
  },
);

test('each population has a model of its own: one is edited, the other goes on; links and undo know which', async () => {
  const experiment = {
    ...defaultExperiment(presetByName('lif-dimensionless')),
    backend: 'reference' as const,
    duration: 100,
  };
  await open(experiment);
  await send({ type: 'run', run: 1, until: 1000, order: ++order });
  const [physical, own] = of('ready')[0]!.description.populations;
  expect([physical!.key, own!.key]).toEqual(['', 'dimensionless']);
  expect([physical!.variable, physical!.unit, own!.variable, own!.unit]).toEqual(['V', 'mV', 'v', '']);
  expect(own!.model.equations).not.toBe(physical!.model.equations);
  // No more input: the dimensionless cell falls silent, the physical ones go on.
  const model = { ...own!.model, equations: own!.model.equations.replace(/dv\/dt = .*/, 'dv/dt = -v/tau : 1') };
  await act({ kind: 'model', population: 'dimensionless', model });
  await send({ type: 'run', run: 1, until: 2000, order: ++order });
  expect(of('failed')).toEqual([]);
  const late = shown().filter((s) => s.step > 1000);
  expect(late.some((s) => s.cell < 3)).toBe(true);
  expect(late.some((s) => s.cell === 3)).toBe(false);
  const edited = of('rebuilt').at(-1)!.description.populations;
  expect(edited[0]!.model).toEqual(physical!.model);
  expect(edited[1]!.model).toEqual(model);
  const touched = hash();
  expect(await again(experiment)).toBe(touched);
  await send({ type: 'undo', run: 1 });
  expect(of('rebuilt').at(-1)!.description.populations[1]!.model).toEqual(own!.model);
});

test('edits that come while others are made: a newer one of the same population takes its place, one of another leaves it', async () => {
  const experiment = { ...defaultExperiment(presetByName('lif-dimensionless')), backend: 'reference' as const };
  await open(experiment);
  await send({ type: 'run', run: 1, until: 300, order: ++order });
  const [physical, own] = of('ready')[0]!.description.populations.map((p) => p.model);
  const longer = (refractory: string) => ({ ...physical!, refractory });
  const still = { ...own!, equations: own!.equations.replace(/dv\/dt = .*/, 'dv/dt = -v/tau : 1') };
  const first = order + 1;
  await Promise.all([
    act({ kind: 'model', population: '', model: longer('4 ms') }),
    act({ kind: 'model', population: 'dimensionless', model: still }),
    act({ kind: 'model', population: '', model: longer('8 ms') }),
  ]);
  // Each command has its answer.
  expect(of('failed').map(({ number, failure }) => [number, failure.kind])).toEqual([[first, 'stopped']]);
  expect(
    of('done')
      .map((done) => done.number)
      .sort(),
  ).toEqual([first + 1, first + 2]);
  expect(
    of('rebuilt')
      .at(-1)!
      .description.populations.map((p) => p.model),
  ).toEqual([longer('8 ms'), still]);
  // Made with an edit that is taken back before it is adopted.
  const whole = { ...still, refractory: '3 ms' };
  const edit = act({ kind: 'model', population: 'dimensionless', model: whole });
  await Promise.all([edit, send({ type: 'undo', run: 1 })]);
  await send({ type: 'run', run: 1, until: 2000, order: ++order });
  expect(of('plan').at(-1)!.report.done).toHaveLength(2);
  const touched = hash();
  expect(await again({ ...experiment, duration: 100 })).toBe(touched);
});

test('traces are of one variable: another model that is traced by another begins them anew, in files too', async () => {
  const experiment = { ...defaultExperiment(presetByName('lif-dimensionless')), backend: 'reference' as const };
  await send({ type: 'open', run: 1, experiment, plan: [], cells: [3], go: false });
  await send({ type: 'run', run: 1, until: 300, order: ++order });
  const own = of('ready')[0]!.description.populations[1]!.model;
  const renamed = (text: string) => text.replaceAll(/\b(d?)v\b/g, '$1u');
  const model = {
    ...own,
    equations: renamed(own.equations),
    threshold: renamed(own.threshold),
    reset: renamed(own.reset),
  };
  await act({ kind: 'model', population: 'dimensionless', model });
  await send({ type: 'run', run: 1, until: 350, order: ++order });
  expect(of('failed')).toEqual([]);
  await send({ type: 'export', run: 1, kind: 'traces.csv', window: { from: 0, to: 35 } });
  const [head, ...rows] = new TextDecoder().decode(of('file').at(-1)!.bytes).trim().split('\n');
  expect(head).toContain('u');
  expect(rows).toHaveLength(50);
});

test('a live parameter acts on every population that has it', async () => {
  const experiment = { ...defaultExperiment(presetByName('lif-dimensionless')), backend: 'reference' as const };
  await open(experiment);
  await act({ kind: 'set', name: 'i', value: '0' });
  await send({ type: 'run', run: 1, until: 2000, order: ++order });
  expect(of('failed')).toEqual([]);
  expect(shown()).toEqual([]);
});

test('a model for a population that is not there is refused in words', async () => {
  const model = { equations: 'dv/dt = -v/(5 ms) : 1', threshold: '', reset: '', refractory: '', parameters: {} };
  await open({ ...small('ei-tutorial'), models: { nowhere: model } });
  expect(of('failed')[0]!.failure).toMatchObject({ kind: 'user', message: expect.stringContaining("'nowhere'") });
});

test('a replay for picked cells can be stopped: the run goes on from where it was, with the same spikes', async () => {
  const plain = await untouched(tutorial);
  await open(tutorial);
  await runTo(40);
  // Stopped at the first word of the replay: a timer of the test could come after the last.
  let stopping: Promise<void> | undefined;
  heard = (answer) => {
    if (answer.type === 'progress' && answer.stage === 'replay') stopping ??= send({ type: 'stop', run: 1 });
  };
  await send({ type: 'trace', run: 1, cells: [7], replay: true });
  expect(stopping).toBeDefined();
  await stopping;
  expect(of('progress').at(-1)).toMatchObject({ fraction: 1 });
  const [trace] = of('traces').at(-1)!.traces;
  expect(trace?.values.length ?? 0).toBeLessThan(400);
  await runTo(60);
  expect(of('failed')).toEqual([]);
  expect(hash()).toBe(plain.hash);
});
