import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { durationRange, readParameter, readSeed, readTime } from '../../src/app/entries.ts';
import { admitToken } from '../../src/app/own/registry.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { readAddress as read, writeAddress } from '../../src/app/run/experiment-address.ts';
import { UserError } from '../../src/index.ts';
import type { Experiment, ScheduledAction } from '../../src/live/types.ts';
import { pointPresets, presetByName } from '../../src/presets/index.ts';
import { excitatoryShare, withShare } from '../../src/presets/share.ts';

const tutorial = presetByName('ei-tutorial');
const weight = tutorial.parameters.find((p) => p.name === 'w_i')!;

test('every preset survives the way through an address', () => {
  for (const preset of pointPresets) {
    const experiment: Experiment = {
      ...defaultExperiment(preset),
      seed: 42,
      duration: 123.4,
      backend: 'reference',
      connectivity: 'procedural',
    };
    expect(read(writeAddress(experiment))).toEqual({ experiment, plan: [], view: {}, refused: [] });
  }
});

test('changed parameters are written with units, defaults are not', () => {
  const experiment = defaultExperiment(tutorial);
  expect(writeAddress(experiment)).toBe('#network?preset=ei-tutorial');
  const changed = { ...experiment, values: { ...experiment.values, w_i: 134, n_exc: 3600 } };
  expect(writeAddress(changed)).toBe('#network?preset=ei-tutorial&n_exc=3600&w_i=134+nS');
  expect(read(writeAddress(changed)).experiment).toEqual(changed);
});

test('an empty or foreign address gives the first preset', () => {
  for (const hash of ['', '#', '#network', '#elsewhere']) {
    expect(read(hash)).toEqual({ experiment: defaultExperiment(pointPresets[0]!), plan: [], view: {}, refused: [] });
  }
});

test.each([
  ['#network?preset=nope', /unknown preset 'nope'/],
  ['#network?preset=ball-and-stick', /cells of 'ball-and-stick' have dendrites.*galvani run ball-and-stick/],
  ['#network?preset=ei-tutorial&w_i=67+mV', /67 mV/],
  ['#network?preset=ei-tutorial&w_i=1e99+nS', /between 0 and/],
  ['#network?preset=ei-tutorial&n_exc=3.5', /whole number/],
  ['#network?preset=ei-tutorial&w_i=NaN', /number/],
  ['#network?preset=ei-tutorial&seed=-1', /seed/],
  ['#network?preset=ei-tutorial&seed=4294967296', /seed/],
  ['#network?preset=ei-tutorial&dt=0+ms', /dt must lie between/],
  ['#network?preset=ei-tutorial&duration=1+h', /duration/],
  ['#network?preset=ei-tutorial&integrator=magic', /integrators are/],
  ['#network?preset=ei-tutorial&backend=cuda', /backends are/],
  ['#network?preset=ei-tutorial&connectivity=none', /allowed are stored and procedural/],
  ['#network?preset=ei-tutorial&__proto__=1', /no parameter '__proto__'/],
  [`#network?preset=ei-tutorial&w_i=${'9'.repeat(200_001)}`, /longer than/],
])('%.60s is refused in a sentence and leaves the default', (hash, sentence) => {
  const { experiment, refused } = read(hash);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(sentence);
  expect(experiment).toEqual(defaultExperiment(tutorial));
});

test('a parameter reads with its own unit, another of its kind, or none', () => {
  for (const text of ['67 nS', '0.067 uS', '67', ' 6.7e1 nS ', '67000 pS'])
    expect(readParameter(weight, text)).toBe(67);
  for (const text of ['', '67 mV', '-1 nS', '1 S', 'nS']) expect(() => readParameter(weight, text)).toThrow(UserError);
});

test('times and seeds', () => {
  expect(readTime('1 s', durationRange, 'The duration')).toBe(1000);
  expect(readTime('250', durationRange, 'The duration')).toBe(250);
  expect(() => readTime('0', durationRange, 'The duration')).toThrow(/between 1 and/);
  expect(readSeed('4294967295')).toBe(4_294_967_295);
  for (const text of ['1.5', '-1', 'x', '']) expect(() => readSeed(text)).toThrow(UserError);
});

test('the share of excitatory cells divides the same number of cells', () => {
  const { values } = defaultExperiment(tutorial);
  expect(excitatoryShare(values)).toBe(0.8);
  expect(withShare(values, 0.9)).toMatchObject({ n_exc: 3600, n_inh: 400 });
  expect(excitatoryShare(defaultExperiment(presetByName('tm-cell')).values)).toBeUndefined();
});

const experiment = defaultExperiment(tutorial);

test('what of a view a link cannot have is refused, each for itself, and the rest is read', () => {
  const { view, refused } = read(
    '#network?preset=lif&show=x&window=3-2&rows=1e3-4&plane=V&of=%07&synapses=some&values=1x&cell=a&after=-1+ms&part=seen',
  );
  expect(view).toEqual({ part: 'seen' });
  expect(refused.map((sentence) => sentence.replace(/^In the link, .* was refused: /, ''))).toEqual([
    'there are time, map, isi, rate, cv, correlation, spectrum, phase, synapses.',
    "a span reads '12.5-80'.",
    "a span reads '12.5-80'.",
    "a plane names two variables, as in 'V,n'.",
    'it names no population.',
    'there are in, out, weights, learned, delays, cell.',
    'it names no variable of synapses.',
    "cells read '0-99,120'; 'a' does not.",
    'The time from which figures are taken must lie between 0 and 1000000000 ms.',
  ]);
});

test('what was done, the model and the view survive the way through an address', () => {
  const model = {
    equations: 'dV/dt = (g*(E - V) + 3 nS*(1 + 2)*mV)/C : mV # & a = comment; “quoted”\ng : nS',
    threshold: 'V > -50 mV',
    reset: '',
    refractory: '2 ms',
    parameters: { g: '10 nS', E: '-60 mV' },
  };
  const models = { '': model, 'I cells': { ...model, reset: 'V = E' } };
  const plan: ScheduledAction[] = [
    { step: 0, action: { kind: 'kick', cells: [3999], amplitude: '30 mV' } },
    { step: 120, action: { kind: 'set', name: 'w_i', value: { value: 90.5, unit: 'nS' } } },
    { step: 120, action: { kind: 'inject', cells: [0, 1, 2, 7, 9, 10], amplitude: '-0.1 nA', duration: 5 } },
    { step: 300, action: { kind: 'silence', cells: [5], duration: Number.POSITIVE_INFINITY } },
    { step: 400, action: { kind: 'model', population: '', model } },
    { step: 500, action: { kind: 'model', population: 'I', model: undefined } },
  ];
  const view = {
    trace: [4, 17],
    pick: [0, 1, 2, 99],
    window: { from: 12.5, to: 80 },
    rows: { from: 0, to: 500 },
    show: 'phase',
    side: 'model',
    part: 'seen',
    of: 'I cells',
    plane: ['V', 'n'],
    synapses: 'learned',
    values: 'x_pre',
    cell: 17,
  } as const;
  const address = writeAddress({ ...experiment, models }, plan, view);
  expect(address).toContain('0-2,7,9-10');
  expect(read(address)).toEqual({ experiment: { ...experiment, models }, plan, view, refused: [] });
  // Cells that were touched and are picked still stand there once.
  const again = writeAddress(experiment, plan.slice(0, 4), { pick: [5], after: 100 });
  expect(again).toContain('&after=100+ms&pick=last');
  expect(read(again)).toEqual({ experiment, plan: plan.slice(0, 4), view: { pick: [5], after: 100 }, refused: [] });
});

test.each([
  ['do=12 explode 3', /set, model, inject/],
  ['after=-1 ms', /must lie between 0/],
  ['do=-1 kick 3 mV to 1', /begins with the number/],
  ['do=99999999999 kick 3 mV to 1', /begins with the number/],
  ['do=1 kick 3 mV to 0-99999999', /are 100000000; at most 1000000/],
  ['do=1 kick 3 mV to 9-4', /ascending range/],
  ['do=1 kick 3 parrots to 4', /parrots/],
  ['do=1 set n_exc 4', /live parameter/],
  ['do=1 set constructor 4', /live parameter/],
  ['do=1 set w_i 1e9 nS', /between/],
  ['do=1 inject 3 pA for -2 ms into 4', /duration/i],
  ['do=1 model {"equations":3}', /no text/],
  ['model={', /not readable/],
  ['model={"equations":"","parameters":{"__proto__x":"1"}}', /not readable/],
  ['window=9-3', /a span/],
  ['trace=1-', /cells read/],
  ['pick=0-99999999', /are 100000000; at most 1000000/],
  ['show=<script>', /there are time, map/],
  ['side=__proto__', /there are parameters/],
  ['part=half', /there are all, seen/],
  ['of=\u0000', /no population/],
  ['plane=V', /two variables/],
  ['plane=V,constructor()', /two variables/],
  ['model={"population":"__proto__","equations":"x"}', /not readable/],
  ['model=[]', /not readable/],
  ['window=1e3-2', /a span/],
  [`window=${'9'.repeat(400)}-${'9'.repeat(401)}`, /a span/],
])('%s is refused in words', (text, sentence) => {
  const [key = '', value = ''] = text.split(/=(.*)/s);
  const {
    plan,
    refused,
    experiment: got,
  } = read(`#network?preset=ei-tutorial&${new URLSearchParams({ [key]: value })}`);
  expect(refused.join()).toMatch(sentence);
  expect(plan).toEqual([]);
  expect(got).toEqual(experiment);
});

test('no link, however mangled, does more than be refused in sentences', () => {
  const whole = writeAddress(
    {
      ...experiment,
      seed: 7,
      models: {
        '': {
          equations: 'dV/dt = -V/(5 ms) : mV',
          threshold: '',
          reset: '',
          refractory: '',
          parameters: { a: '1 mV' },
        },
      },
    },
    [
      { step: 120, action: { kind: 'set', name: 'w_i', value: { value: 90.5, unit: 'nS' } } },
      { step: 130, action: { kind: 'inject', cells: [0, 1, 2], amplitude: '1 nA', duration: 5 } },
      { step: 140, action: { kind: 'silence', cells: [5], duration: 3 } },
    ],
    {
      trace: [4],
      pick: [1],
      window: { from: 1, to: 8 },
      rows: { from: 0, to: 500 },
      show: 'map',
      side: 'model',
      part: 'seen',
      plane: ['V', 'n'],
    },
    { hash: '0123456789abcdef', steps: 400, on: 'webgpu, some adapter' },
  );
  // Numbers drawn by a fixed rule, so that a failure comes again.
  let state = 12345;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const pieces = [
    '%',
    '&',
    '=',
    '{',
    '"',
    '-',
    ',',
    'e9',
    '\u0000',
    '\ud800',
    '__proto__',
    'NaN',
    '99999999999',
    ' ',
    '\n',
    '<img src=x>',
    '%00',
    '%ff',
  ];
  for (let k = 0; k < 3000; k++) {
    const at = draw(whole.length);
    const cutTo = at + draw(6);
    const link = whole.slice(0, at) + (draw(3) === 0 ? '' : pieces[draw(pieces.length)]!) + whole.slice(cutTo);
    const { experiment: got, plan, view, refused } = read(link);
    // What comes through is fit to run: written again it is read the same way.
    const again = read(writeAddress(got, plan, view));
    expect(again.refused, link).toEqual([]);
    expect(again.experiment, link).toEqual(got);
    expect(again.plan, link).toEqual(plan);
    for (const sentence of refused) expect(sentence.length, link).toBeLessThan(700);
    if (view.window !== undefined && !(view.window.to > view.window.from)) expect.fail(link);
  }
});

test('all cells that a link names are bounded together, and nothing of it takes long patterns through long texts', () => {
  const many = (entry: string, count: number): string => `#network?preset=lif${entry.repeat(count)}`;
  // Overlapping ranges are one range.
  expect(read(many(',0-499999', 20_000).replace('lif,', 'lif&pick=')).view.pick).toHaveLength(500_000);
  const kicks = read(many('&do=1+kick+1+mV+to+0-99999', 200));
  expect(kicks.plan).toHaveLength(10);
  expect(kicks.refused.join()).toMatch(/besides 1000000 before them; at most 1000000/);
  expect(kicks.refused.length).toBeLessThan(60);
  expect(read(many('&a', 5000)).refused.join()).toMatch(/5001 entries, more than 4000/);
  const models = Array.from({ length: 100 }, (_, k) => `&model={"population":"p${k}","equations":"x"}`).join('');
  expect(Object.keys(read(`#network?preset=lif${models}`).experiment.models)).toHaveLength(64);
  for (const text of ['inject+1', 'kick+1', 'silence+1', 'inject+for+x'])
    for (const filling of ['+', '+for+x', '+to+', '+into+', '1,'])
      expect(read(`#network?preset=lif&do=1+${text}${filling.repeat(190_000 / filling.length)}x`).plan).toEqual([]);
});

test('a link made by another browser, which deflates otherwise, brings its document', async () => {
  const document = JSON.stringify({
    galvani: 1,
    models: { lif: { equations: 'dv/dt = (1.5 - v)/(10 ms) : 1', threshold: 'v > 1', reset: 'v = 0' } },
    populations: { cells: { model: 'lif', size: 'n' } },
    parameters: { n: 40 },
    run: { duration: '50 ms' },
  });
  const [own, other] = [9, 0].map((level) => deflateRawSync(document, { level }).toString('base64url'));
  expect(own).not.toBe(other);
  for (const token of [own!, other!]) {
    await admitToken(token);
    const { experiment, refused } = read(`#network?doc=${token}&n=30`);
    expect(refused).toEqual([]);
    expect(experiment).toMatchObject({ document, values: { n: 30 }, duration: 50 });
  }
});
