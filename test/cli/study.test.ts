/** `galvani study`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNpz } from '../../src/files/npz.ts';
import { studies } from '../../src/studies/index.ts';
import { galvaniIn, type Result } from './command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-study-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const galvani = (...words: string[]): Promise<Result> => galvaniIn(folder, ['study', ...words]);

test('lists all studies with a sentence each, and for programs with their options', async () => {
  const { code, out } = await galvani();
  expect(code).toBe(0);
  expect(out.trim().split('\n').length).toBe(studies.length);
  expect(out).toMatch(/^impedance +The membrane as a low-pass filter/m);
  const listed = JSON.parse((await galvani('--json')).out) as { name: string; options: { name: string }[] }[];
  expect(listed.map((each) => each.name)).toEqual(studies.map((each) => each.name));
  expect(listed.find((each) => each.name === 'membrane')!.options).toContainEqual(
    expect.objectContaining({ name: 'C', unit: 'pF', value: 200 }),
  );
});

test('tells the options of one', async () => {
  const { code, out } = await galvani('membrane', '--help');
  expect(code).toBe(0);
  expect(out).toMatch(/^galvani study membrane \[options\]/);
  expect(out).toMatch(/--V_0 '-80 mV' +voltage at the start; -200 to 200 mV/);
});

test('prints one JSON object: options as they were taken, facts, tables', async () => {
  const { code, out, err } = await galvani('membrane', '--C', '100 pF', '--V_0', '-70 mV', '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  const { study, options, facts, tables } = JSON.parse(out);
  expect(study).toBe('membrane');
  expect(options).toMatchObject({ C: '100 pF', V_0: '-70 mV', g_L: '10 nS', seed: 1 });
  expect(facts.tau_ms).toBeCloseTo(10, 6);
  expect(tables.trace.V_mV[0]).toBe(-70);
  expect(tables.trace.time_ms.length).toBe(tables.trace.V_mV.length);
});

test('no number is null, not a text', async () => {
  const { out } = await galvani('spiking', '--I', '100 pA', '--json');
  expect(JSON.parse(out).facts).toMatchObject({ interval_ms: null, closed_form_ms: null, spikes: 0 });
});

test('writes a table as CSV, or all of them as NPZ', async () => {
  const csv = await galvani('adaptation', '--out', 'a.csv', '--table', 'trace', '--duration', '50 ms');
  expect(csv).toMatchObject({ code: 0, err: '' });
  const [head, first] = readFileSync(join(folder, 'a.csv'), 'utf8').split('\n');
  expect(head).toBe('time_ms,V_mV,theta_mV');
  expect(first).toBe('0,-65,-50');
  expect((await galvani('adaptation', '--out', 'a.npz')).code).toBe(0);
  const arrays = readNpz(readFileSync(join(folder, 'a.npz')));
  expect([...arrays.keys()]).toEqual([
    'intervals.number',
    'intervals.interval_ms',
    'intervals.map_ms',
    'trace.time_ms',
    'trace.V_mV',
    'trace.theta_mV',
  ]);
  expect(arrays.get('intervals.interval_ms')!.data.length).toBe(18);
});

test('takes parameters of the preset that it looks at', async () => {
  const words = ['f-i', '--preset', 'lif', '--set', 'T_ref=10 ms', '--from', '0 pA', '--to', '1 nA', '--count', '11'];
  const { out } = await galvani(...words, '--integrator', 'exact', '--dt', '0.1 ms', '--json');
  const { tables, facts, options } = JSON.parse(out);
  expect(options.set).toEqual({ T_ref: '10 ms' });
  expect(tables['f-i'].I_pA).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  expect(facts.largest_rate_hz).toBeLessThan(100);
  expect(facts.rheobase_pA).toBe(200);
});

test('columns of words are words in CSV and JSON, and their numbers in NPZ', async () => {
  const network = ['--n_exc', '80', '--n_inh', '20', '--c_exc', '10', '--c_inh', '5', '--J', '5 mV'];
  const words = [
    'brunel-plane',
    ...network,
    '--g',
    '3,6',
    '--eta',
    '0.1',
    '--duration',
    '300 ms',
    '--transient',
    '100 ms',
    '--json',
  ];
  const { code, err, out } = await galvani(...words, '--out', 'b.csv');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({
    options: { g: ['3', '6'], delay_low: '1.6 ms' },
    facts: { undecided: 2 },
    tables: { plane: { regime: ['undecided', 'undecided'], cv: [null, null], rate_hz: [0, 0] } },
  });
  expect(readFileSync(join(folder, 'b.csv'), 'utf8')).toMatch(/^g,eta,regime,cv,.*\n3,0.1,undecided,NaN/);
  expect((await galvani(...words, '--out', 'b.npz')).code).toBe(0);
  expect([...readNpz(readFileSync(join(folder, 'b.npz'))).get('plane.regime')!.data]).toEqual([4, 4]);
});

test.each([
  [['impedence'], "There is no study 'impedence'. Did you mean 'impedance'?"],
  [['membrane', '--tau', '3 ms'], "Unknown option '--tau'"],
  [['membrane', '--C', '3 mV'], "C: '3 mV' is a voltage; a capacitance such as '3 pF' is expected."],
  [['membrane', '--C', '0 pF'], 'C is 0 pF; it must lie between 1 and 10000 pF.'],
  [['membrane', 'lif'], "'galvani study membrane' takes no document"],
  [['membrane', '--out', 'x.svg'], 'must end in .csv or .npz'],
  [['membrane', '--table', 'trace'], 'give --out FILE.csv with it'],
  [['membrane', '--out', 'y.csv', '--table', 'traces'], "--table is 'traces'; this study has trace."],
  [['f-i', '--preset', 'lif', '--set', 'x=1'], "has no parameter 'x'"],
  [['--jsn'], "Unknown option '--jsn'"],
])('%j is a mistake told in one line', async (words, sentence) => {
  const { code, out, err } = await galvani(...words);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/^galvani: [^\n]*\n$/);
  expect(err).toContain(sentence);
  expect(existsSync(join(folder, 'y.csv'))).toBe(false);
});

test('the list of commands has it', async () => {
  expect((await galvaniIn(folder, ['help'])).out).toContain('galvani study [NAME] [FILE|-] [options]');
});
