/** The built command as programs call it: results in one file, messages by line, sweeps. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, read } from '../../src/document/index.ts';
import { type NpyArray, readNpz, simulate, spikeHash } from '../../src/index.ts';
import { guideDocument } from '../document/guide.ts';
import { command, galvaniIn, type Result } from './command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-'));
  writeFileSync(join(folder, 'two.yaml'), guideDocument);
});
afterAll(() => rmSync(folder, { recursive: true }));

const galvani = (words: readonly string[], input?: string): Promise<Result> => galvaniIn(folder, words, input);
const reference = ['--backend', 'reference'];

interface About {
  report: { spike_hash: string; dt_ms: number; steps: number };
  groups: { name: string; first: number; count: number; role: string }[];
  traces: { population: string; variables: string[]; units: string[]; average: boolean; every_steps: number }[];
}
function resultsOf(name: string): { arrays: Map<string, NpyArray>; about: About } {
  const arrays = readNpz(readFileSync(join(folder, name)));
  return { arrays, about: JSON.parse(new TextDecoder().decode(arrays.get('about')!.data as Uint8Array)) };
}

describe('galvani run --results', () => {
  it('holds spikes, every recording, groups and figures, equal to those of the library', async () => {
    const record = '{ v: 0-1, g_e: { cells: all, every: 1 ms, average: true } }';
    const words = ['run', 'two.yaml', ...reference, '--duration', '50 ms', '--json', '--record', record];
    const { code, out } = await galvani([...words, '--results', 'all.npz']);
    expect(code).toBe(0);
    const { arrays, about } = resultsOf('all.npz');
    expect(about.report).toEqual(JSON.parse(out));

    const { network, run } = build(await read(guideDocument));
    const own = await simulate(network, {
      ...{ ...run, duration: '50 ms', backend: 'reference' },
      record: [
        { variables: ['v'], cells: [0, 1] },
        { variables: ['g_e'], cells: 'all', every: '1 ms', average: true },
      ],
    });
    const [steps, neurons] = ['step', 'neuron'].map((name) => arrays.get(name)!.data as Uint32Array);
    expect(await spikeHash({ steps: steps!, cells: neurons! }, 400)).toBe(own.summary.spike_hash);
    expect(about.groups.map(({ name, first, count, role }) => [name, first, count, role])).toEqual([
      ['cells', 0, 400, 'cells'],
      ['E', 0, 320, 'cells'],
      ['I', 320, 80, 'cells'],
      ['drive', 400, 200, 'source'],
    ]);
    expect(about.traces).toEqual([
      { population: 'cells', variables: ['v'], units: ['mV'], average: false, every_steps: 1 },
      { population: 'cells', variables: ['g_e'], units: ['nS'], average: true, every_steps: 10 },
    ]);
    const [v, g] = ['trace_0', 'trace_1'].map((name) => arrays.get(name)!);
    expect([v!.shape, g!.shape]).toEqual([
      [501, 2, 1],
      [51, 1, 1],
    ]);
    // Without the row at time 0, which a run of the library does not have.
    expect(Array.from(v!.data.slice(2) as Float64Array)).toEqual(Array.from(own.traces[0]!.values));
    expect(Array.from(g!.data.slice(1) as Float64Array)).toEqual(Array.from(own.traces[1]!.values));
    expect(v!.data[0]).toBeGreaterThanOrEqual(-60);
    expect(Array.from(arrays.get('trace_0_cells')!.data as Uint32Array)).toEqual([0, 1]);
    expect(arrays.get('trace_1_cells')!.shape).toEqual([0]);
  });

  it('takes what a document records, and spikes alone where it records nothing', async () => {
    const words = ['run', '-', ...reference, '--duration', '5 ms', '--results'];
    const recorded = guideDocument.replace('seed: 7 }', 'seed: 7, record: { v: 0-1, g_i: 3-3 } }');
    expect((await galvani([...words, 'own.npz'], recorded)).code).toBe(0);
    expect(resultsOf('own.npz').about.traces.map((each) => each.variables)).toEqual([['v'], ['g_i']]);
    expect((await galvani([...words, 'none.npz'], guideDocument)).code).toBe(0);
    expect(resultsOf('none.npz').about.traces).toEqual([]);
  });

  it('refuses what it cannot record, with the place', async () => {
    const words = ['run', 'two.yaml', '--results', 'x.npz', '--record'];
    expect(await galvani([...words, '{ v: { cel: 1 } }'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--record, line 1, column 8: v\.cel: A recording has no 'cel'.*\n.*\n +\^/s),
    });
    expect(await galvani([...words, '{ q: 0-1 }'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no variable 'q'/),
    });
    expect(await galvani([...words, '{ v: 0-1 }', '--every', '1 ms'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--record names cells and intervals itself; leave --every out/),
    });
    expect(await galvani([...words, '{ v: 0 ', '--json'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--record, line 1/),
    });
    expect(await galvani(['run', 'two.yaml', '--results', 'x.csv'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--results is 'x.csv'; its name must end in .npz/),
    });
    expect(await galvani(['run', 'two.yaml', '--traces', 'x.csv', '--record', '{ v: 0-1, g_e: 2-3 }'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Several things.*--results FILE\.npz/),
    });
  });
});

const lines = (text: string): Record<string, never>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('--messages json', () => {
  it('tells progress, and nothing that is no JSON', async () => {
    const { code, err } = await galvani(['run', 'two.yaml', ...reference, '--duration', '5 ms', '--messages', 'json']);
    expect(code).toBe(0);
    expect(lines(err).at(-1)).toEqual({ progress: { stage: 'run', fraction: 1 } });
    const noted = await galvani([
      '--messages=json',
      'run',
      'two.yaml',
      ...reference,
      '--duration',
      '5 ms',
      '--record',
      'v',
    ]);
    expect(lines(noted.err)).toContainEqual({ note: expect.stringMatching(/no traces are written/) });
  });

  it('tells errors with their kind and place', async () => {
    const told = async (words: readonly string[], input?: string) => {
      const { code, err } = await galvani([...words, '--messages', 'json'], input);
      return { code, error: lines(err).at(-1)!['error'] };
    };
    expect(await told(['run', '-'], guideDocument.replace('threshold', 'treshold'))).toMatchObject({
      code: 1,
      error: {
        kind: 'DocumentError',
        message: expect.stringMatching(/^ +\^+$/m),
        problems: [{ code: 'unknown-key', path: ['models', 'lif', 'treshold'], line: 14, column: 5, length: 8 }],
      },
    });
    expect(await told(['run', 'two.yaml', '--set', 'w_i=1 mV'])).toMatchObject({
      code: 1,
      error: { kind: 'UserError' },
    });
    const growing = guideDocument.replace('reset: v = -60 mV', 'reset: v = v*1e200');
    expect(await told(['run', '-', ...reference], growing)).toMatchObject({
      code: 2,
      error: {
        kind: 'BlowUpError',
        population: 'cells',
        variable: 'v',
        cell: expect.any(Number),
        time_ms: expect.any(Number),
      },
    });
    expect(await told(['nothing'])).toMatchObject({
      code: 1,
      error: { message: expect.stringMatching(/no command 'nothing'/) },
    });
    expect(await galvani(['list', '--messages', 'xml'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/allowed are text, json/),
    });
  });

  it('ends a run that nobody listens to any more', async () => {
    // A year of it: it ends for no other reason.
    const words = ['run', 'two.yaml', ...reference, '--duration', '30000000 s', '--messages', 'json'];
    const child = spawn(process.execPath, [command, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    await new Promise((resolve) => child.stderr.once('data', resolve));
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
  });
});

describe('galvani sweep', () => {
  const short = [...reference, '--duration', '40 ms', '--json'];
  const row = async (words: readonly string[]): Promise<string> =>
    JSON.parse((await galvani(['run', 'two.yaml', ...short, ...words])).out).spike_hash;

  it('gives every combination the spikes of a run of its own', async () => {
    const { code, out } = await galvani([
      'sweep',
      'two.yaml',
      '--vary',
      'w_i=67 nS, 134 nS',
      '--vary',
      'n=200..400:2',
      ...short,
    ]);
    expect(code).toBe(0);
    const { results, vary } = JSON.parse(out);
    expect(vary).toEqual({ w_i: ['67 nS', '134 nS'], n: ['200', '400'] });
    expect(results.map((each: { set: object }) => each.set)).toEqual([
      { w_i: '67 nS', n: '200' },
      { w_i: '67 nS', n: '400' },
      { w_i: '134 nS', n: '200' },
      { w_i: '134 nS', n: '400' },
    ]);
    expect(results[2].spike_hash).toBe(await row(['--set', 'w_i=134 nS', '--set', 'n=200']));
    expect(results[1].spike_hash).toBe(await row(['--set', 'n=400']));
    expect(new Set(results.map((each: { spike_hash: string }) => each.spike_hash)).size).toBe(4);
  });

  it('takes presets, seeds and documents from standard input', async () => {
    const preset = await galvani(['sweep', 'tm-cell', '--vary', 'I=0.3 nA,0.5 nA', ...short]);
    expect(JSON.parse(preset.out).results.map((each: { spikes: number }) => each.spikes)).toEqual([2, 3]);
    const seeds = await galvani(['sweep', '-', '--seeds', '7,8', '--set', 'n=200', ...short], guideDocument);
    const hashes = JSON.parse(seeds.out).results.map((each: { spike_hash: string }) => each.spike_hash);
    expect(hashes).toEqual([await row(['--set', 'n=200']), await row(['--set', 'n=200', '--seed', '8'])]);
    // Weights are scaled at regular times.
    const settings = ['side=8', 'cells=4', 'period=20 ms'].flatMap((one) => ['--set', one]);
    const learns = ['diehl-cook-2015', ...settings, ...reference, '--duration', '100 ms', '--json'];
    const scaled = await galvani(['sweep', ...learns, '--vary', 'w_mean=0.1,0.4']);
    const alone = await galvani(['run', ...learns, '--set', 'w_mean=0.4']);
    const [first, second] = JSON.parse(scaled.out).results;
    expect(second.spike_hash).toBe(JSON.parse(alone.out).spike_hash);
    expect(second.spike_hash).not.toBe(first.spike_hash);
    const people = await galvani(['sweep', 'tm-cell', '--vary', 'I=0.3 nA,0.5 nA', ...short.slice(0, -1)]);
    expect(people.out).toMatch(/^I +seed +rate \(Hz\).*\n0\.3 nA +1 +\d+\.\d\d/);
  });

  it('refuses what it would not do as asked', async () => {
    const refused = async (words: readonly string[], says: RegExp, input?: string) =>
      expect(await galvani(['sweep', ...words], input)).toMatchObject({ code: 1, err: expect.stringMatching(says) });
    await refused(['two.yaml'], /needs something that varies: --vary/);
    await refused(['two.yaml', '--vary', 'w_i=1 nS', '--set', 'w_i=2 nS'], /'w_i' is both set and varied/);
    await refused(['two.yaml', '--vary', 'w=1 nS'], /no parameter 'w'/);
    await refused(['two.yaml', '--vary', 'w_i=1 nS,'], /--vary is 'w_i=1 nS,'/);
    await refused(
      ['-', '--seeds', '1,2'],
      /does something while it runs/,
      `${guideDocument}do: [{ at: 5 ms, set: { w_i: 1 nS } }]\n`,
    );
  });
});
