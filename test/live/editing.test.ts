/** What the editor of equations needs: colours, completion, drafts and their mistakes. */
import { describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { TextError } from '../../src/index.ts';
import {
  completions,
  type Draft,
  DraftChecker,
  draftOf,
  highlight,
  modelOf,
  NetworkVariants,
} from '../../src/live/index.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';

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

test('a word that is one already is known as such, so that leaving the field does not make it another', () => {
  const symbols = { states: new Set(['v']), parameters: new Set(['tau_e', 'tau']) };
  const whole = (text: string) => completions(text, text.length, symbols)?.whole;
  expect(whole('5 ms')).toBe(true);
  expect(whole('5 s')).toBe(true);
  expect(whole('5 m')).toBe(false);
  expect(whole('v = tau')).toBe(true);
  expect(whole('v = ta')).toBe(false);
});
