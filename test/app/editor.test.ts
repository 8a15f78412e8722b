/** The parts of the equation editor that need no page: colours, completion, drafts and their mistakes; and the lasso. */
import { describe, expect, test } from 'vitest';
import { cellsWithin } from '../../src/app/plots/raster/lasso.ts';
import { TimeView } from '../../src/app/plots/time-view.ts';
import { completions } from '../../src/app/rooms/network/model/complete.ts';
import { type Draft, DraftChecker, draftOf, modelOf } from '../../src/app/rooms/network/model/draft.ts';
import { highlight } from '../../src/app/rooms/network/model/highlight.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { RunRecord } from '../../src/app/run/record.ts';
import { cellsText, readCells, TextError } from '../../src/index.ts';
import { NetworkVariants } from '../../src/live/network-variants.ts';
import type { Action, Description } from '../../src/live/types.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';
import { Schedule } from '../../src/simulate/interventions/schedule.ts';
import { fakeGroups } from './fake-simulation.ts';

const symbols = { states: new Set(['V', 'h']), parameters: new Set(['g_L', 'tau_e', 'tau_i', 'C']) };

describe('highlight', () => {
  const kinds = (text: string) => highlight(text, symbols).map((p) => [p.text, p.kind]);

  test('tells states, parameters, functions, units, numbers and comments apart', () => {
    expect(kinds('dV/dt = -g_L*exp(V/mV)/C : mV # leak')).toEqual([
      ['dV', 'state'],
      ['/', 'operator'],
      ['dt', 'operator'],
      [' ', 'plain'],
      ['=', 'operator'],
      [' ', 'plain'],
      ['-', 'operator'],
      ['g_L', 'parameter'],
      ['*', 'operator'],
      ['exp', 'function'],
      ['(', 'operator'],
      ['V', 'state'],
      ['/', 'operator'],
      ['mV', 'unit'],
      [')', 'operator'],
      ['/', 'operator'],
      ['C', 'parameter'],
      [' ', 'plain'],
      [':', 'operator'],
      [' ', 'plain'],
      ['mV', 'unit'],
      [' ', 'plain'],
      ['# leak', 'comment'],
    ]);
  });

  test.each(['dV/dt = $$$ : mV', '§', '', '\u202e', 'a\nb # c\n\n  d²', 'x'.repeat(30_000), '"<img>"'])(
    'loses nothing of %.20j',
    (text) => {
      expect(
        highlight(text, symbols)
          .map((p) => p.text)
          .join(''),
      ).toBe(text);
    },
  );
});

describe('completions', () => {
  const words = (text: string) => completions(text, text.length, symbols)?.options.map((o) => o.word);

  test('variables, parameters and functions begin with what stands there', () => {
    expect(words('dV/dt = -V/tau')).toEqual(['tau_e', 'tau_i']);
    expect(words('x = expr')).toEqual(['exprel']);
    expect(words('x = G_')).toEqual(['g_L']);
  });
  test('units alone after a colon or a number', () => {
    expect(words('x = 3 : m')?.every((w) => w.startsWith('m') || w.startsWith('M'))).toBe(true);
    expect(words('x = 5 n')).toContain('nS');
  });
  test('nothing in comments, within a word, or where nothing fits', () => {
    expect(words('# tau')).toBeUndefined();
    expect(words('x = zzz')).toBeUndefined();
    expect(completions('tau_e', 3, symbols)).toBeUndefined();
  });
});

describe('drafts', () => {
  test('every preset’s model survives the way through a draft, and is right', () => {
    for (const preset of pointPresets) {
      const experiment = defaultExperiment(preset);
      const network = preset.build(presetValues(preset), 1);
      const population = network.populations.find((p) => p.blueprint.role === 'cells')!;
      const model = new NetworkVariants(preset, network, preset.dt).text(population, {});
      expect(modelOf(draftOf(model)), preset.name).toEqual(model);
      expect(new DraftChecker(preset, experiment, '').check(draftOf(model), {}), preset.name).toBeUndefined();
    }
  });

  const preset = presetByName('ei-tutorial');
  const checker = new DraftChecker(preset, defaultExperiment(preset), '');
  const draft: Draft = {
    equations:
      'dV/dt = (g_L*(E_L - V) + g_e*(E_e - V) + g_i*(E_i - V) + g_x*E_x)/C : mV\ndg_e/dt = -g_e/tau_e : nS\ndg_i/dt = -g_i/tau_i : nS',
    threshold: 'V > -50 mV',
    reset: 'V = E_L',
    refractory: '2 ms',
    parameters: 'g_x = 2 nS # extra\n\nE_x = 5 mV',
    initial: 'V = uniform(-60 mV, -50 mV)',
  };
  test.each([
    [{}, undefined],
    [{ threshold: 'V > 3 nS' }, { field: 'threshold', at: 4 }],
    [{ reset: 'V = tau_e' }, { field: 'reset', at: 4 }],
    [{ refractory: 'nothing' }, { field: 'refractory', at: 0 }],
    [{ parameters: 'g_x = 2 nS\nE_x ~ 5' }, { field: 'parameters', at: 11 }],
    [{ parameters: 'g_x = 2 parrots\nE_x = 5 mV' }, { field: 'parameters', at: 0 }],
    [{ parameters: 'g_x = 2 nS' }, { field: 'equations' }],
    [{ equations: 'dV/dt = -V/tau_e : mV' }, { field: 'equations' }],
    [{ initial: 'V = -60 mV\nu = 3 mV' }, { field: 'initial', at: 11, length: 1 }],
    [{ initial: 'V = 3 nS' }, { field: 'initial', at: 0, length: 1 }],
    [{ initial: 'V -60 mV' }, { field: 'initial', at: 0 }],
  ] as const)('%j', (change, problem) => {
    const found = checker.check({ ...draft, ...change }, {});
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(problem);
  });

  test('a name that plain objects have is no parameter', () => {
    expect(() => modelOf({ ...draft, parameters: 'constructor = 5 mV' })).toThrow(TextError);
    expect(() => modelOf({ ...draft, parameters: 'a = 5 mV\na = 6 mV' })).toThrow(/twice/);
  });
});

describe('plans', () => {
  const kick = { kind: 'kick', cells: [1], amplitude: '1 mV' } as const;
  const inject = (duration: number) => ({ kind: 'inject', cells: [1], amplitude: '1 pA', duration }) as const;

  test('stops where something begins or ends', () => {
    const plan = new Schedule<Action>(
      [
        { step: 10, action: inject(2) },
        { step: 50, action: kick },
      ],
      0.1,
    );
    expect(plan.nextStop(0)).toBe(10);
    expect(plan.take(9)).toBeUndefined();
    expect(plan.take(10)?.action).toEqual(inject(2));
    expect(plan.active(10).length).toBe(1);
    expect(plan.nextStop(10)).toBe(30);
    expect(plan.active(29).length).toBe(1);
    expect(plan.endsAt(30)).toBe(true);
    expect(plan.active(30).length).toBe(0);
    expect(plan.nextStop(30)).toBe(50);
  });

  test('turns of one parameter before one step are one, and are undone together', () => {
    const plan = new Schedule<Action>([], 0.1);
    plan.add({ step: 5, action: kick });
    for (const value of [1, 2, 3])
      plan.add({ step: 7, action: { kind: 'set', name: 'w_e', value: { value, unit: 'nS' } } });
    plan.add({ step: 9, action: { kind: 'set', name: 'w_e', value: '4 nS' } });
    expect(plan.done.map((i) => i.step)).toEqual([5, 7, 9]);
    expect(plan.beforeLast()).toBe(1);
    plan.forget(1);
    expect(plan.done.length).toBe(1);
  });

  test('a current that never ends has no end', () => {
    const plan = new Schedule([{ step: 0, action: inject(Number.POSITIVE_INFINITY) }], 0.1);
    plan.take(0);
    expect(plan.nextStop(0)).toBe(Number.POSITIVE_INFINITY);
    expect(plan.active(1e9).length).toBe(1);
  });
});

test('lists of cells as text and back', () => {
  for (const cells of [[0], [0, 1, 2], [1, 3, 4, 5, 9], []])
    expect(cells.length ? readCells(cellsText(cells)) : []).toEqual(cells);
  expect(readCells('7, 3-5,4')).toEqual([3, 4, 5, 7]);
});

describe('the record', () => {
  const description = { dt: 0.1, cells: 100, groups: fakeGroups, populations: [] } as unknown as Description;
  const filled = () => {
    const record = new RunRecord(description);
    record.add({
      type: 'block',
      run: 1,
      firstStep: 0,
      steps: 100,
      spikeSteps: Uint32Array.of(5, 20, 20, 60),
      spikeCells: Uint32Array.of(10, 20, 90, 30),
      traces: [],
    });
    return record;
  };

  test('a lasso finds the cells of the spikes within it', () => {
    const view = new TimeView();
    view.until.value = 10;
    view.cellCount.value = 100;
    const area = { width: 100, height: 100 };
    const box = (x0: number, x1: number, y0: number, y1: number) => [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ];
    // Time 2 ms lies at x = 20; cell 20 at y = 79.5, cell 90 at y = 9.5.
    expect(cellsWithin(filled(), view, area, box(15, 25, 0, 100))).toEqual([20, 90]);
    expect(cellsWithin(filled(), view, area, box(15, 25, 50, 100))).toEqual([20]);
    expect(cellsWithin(filled(), view, area, box(0, 100, 0, 100))).toEqual([10, 20, 30, 90]);
    expect(cellsWithin(filled(), view, area, [{ x: 0, y: 0 }])).toEqual([]);
  });

  test('rewinding takes spikes and counts away', () => {
    const record = filled();
    record.rewind(20);
    expect(record.spikes.count).toBe(1);
    expect(record.steps).toBe(20);
    expect(record.counts.map((c) => c.reduce((n, v) => n + v, 0))).toEqual([1, 0]);
    expect(record.epoch).toBe(1);
  });
});
