import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackInto } from '../sonata.ts';

const command = fileURLToPath(new URL('../../bin/galvani.js', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  code: number;
  out: string;
  err: string;
}

/** The built command, in an empty folder. */
function galvani(...words: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

describe('galvani export', () => {
  it('writes a folder, and says what it did', async () => {
    const { code, out } = await galvani('export', 'adex-tonic', '--to', 'nest', '-o', 'there', '--duration', '30 ms');
    expect(code).toBe(0);
    expect(out).toMatch(/^there: 9 files, 0 synapses; the first 20 ms, \d+ spikes?, are compared\. See there/);
    expect(readdirSync(join(folder, 'there')).sort()).toEqual(
      expect.arrayContaining(['README.md', 'arrays.npz', 'build.py', 'expected.json', 'experiment.json', 'run.py']),
    );
    const facts = JSON.parse(readFileSync(join(folder, 'there', 'experiment.json'), 'utf8'));
    expect(facts).toMatchObject({ name: 'adex-tonic', engine: 'nest', steps: Math.round(30 / facts.dt_ms), cells: 1 });
    // No path of this machine goes along.
    for (const file of readdirSync(join(folder, 'there')))
      expect(readFileSync(join(folder, 'there', file), 'latin1')).not.toContain(folder);
  });

  it('mixes with nothing that is there, and needs to know where to', async () => {
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'x'), '');
    const full = await galvani('export', 'lif', '--to', 'neuron', '-o', 'full');
    expect(full).toMatchObject({ code: 1, err: expect.stringContaining("-o is 'full', which is a folder with files") });
    const nowhere = await galvani('export', 'lif', '--to', 'neuron');
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('-o DIR') });
    const other = await galvani('export', 'lif', '--to', 'brian', '-o', 'new');
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('allowed are nest, neuron, sonata') });
  });

  it('writes a network in SONATA, in folders', async () => {
    const words = ['export', 'ei-tutorial', '--to', 'sonata', '--duration', '5 ms'];
    const { code, out } = await galvani(...words, '-o', 'sonata');
    expect(code).toBe(0);
    expect(out).toMatch(/^sonata: \d+ files, \d+ synapses; the first 5 ms/);
    expect(readdirSync(join(folder, 'sonata'))).toEqual(
      expect.arrayContaining(['build.py', 'config.json', 'network', 'components', 'run_bmtk.py', 'README.md']),
    );
    const remade = await galvani(...words, '-o', 'other', '--synapses', 'remade');
    expect(remade).toMatchObject({ code: 1, err: expect.stringContaining('leave --synapses out') });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  it('writes nothing where it refuses', async () => {
    const plastic = await galvani('export', 'song-2000', '--to', 'neuron', '-o', 'plastic', '--duration', '10 ms');
    expect(plastic).toMatchObject({ code: 1, err: expect.stringContaining('synapses that change with use') });
    expect(existsSync(join(folder, 'plastic'))).toBe(false);
  });

  it('tells what is expected and not promised', async () => {
    const { code, err } = await galvani('export', 'theta', '--to', 'neuron', '-o', 'theta');
    expect(code).toBe(0);
    expect(err).toMatch(/The model uses cos, which the C library rounds in its own way.*not promised/);
    expect(readFileSync(join(folder, 'theta', 'README.md'), 'utf8')).toContain('uses cos');
  });
});

describe('a configuration of SONATA', () => {
  const config = join('sonata-in', '300_pointneurons', 'config.json');
  beforeAll(() => unpackInto(join(folder, 'sonata-in')));

  it('runs like a document, with notes on standard error', async () => {
    const words = ['run', config, '--dt', '0.1 ms', '--duration', '200 ms', '--backend', 'reference', '--json'];
    const { code, out, err } = await galvani(...words);
    expect(code).toBe(0);
    // NEST's, of the first 2000 steps.
    expect(JSON.parse(out)).toMatchObject({ spikes: 2773, cells: 300, synapses: 48_432, dt_ms: 0.1 });
    expect(err).toMatch(/4334 spikes of the inputs lie between steps/);
  });

  it('has no parameters', async () => {
    const set = await galvani('run', config, '--set', 'tau=1 ms');
    expect(set).toMatchObject({ code: 1, err: expect.stringContaining("no parameter 'tau' for --set") });
  });

  it('goes on to a cluster', async () => {
    const { code, out } = await galvani(
      'export',
      config,
      '--to',
      'neuron',
      '-o',
      'on',
      '--dt',
      '0.1 ms',
      '--duration',
      '50 ms',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^on: \d+ files, 48432 synapses/);
  });
});

describe('galvani run --engine', () => {
  it('needs a Python that has the engine, and says so', async () => {
    const none = await galvani('run', 'lif', '--engine', 'nest', '--duration', '1 ms', '--python', '/nowhere/python');
    expect(none).toMatchObject({
      code: 1,
      err: "galvani: There is no Python '/nowhere/python'; name one with --python.\n",
    });
  });

  it('takes no options of backends, and backends none of engines', async () => {
    const traces = await galvani('run', 'lif', '--engine', 'nest', '--traces', 'x.csv');
    expect(traces).toMatchObject({
      code: 1,
      err: expect.stringContaining('--traces is of this program’s'.replace('’', "'")),
    });
    const ranks = await galvani('run', 'lif', '--ranks', '2');
    expect(ranks).toMatchObject({ code: 1, err: expect.stringContaining('add --engine nest or --engine neuron') });
  });
});

describe('galvani compare', () => {
  const words = ['run', 'adex-tonic', '--backend', 'reference', '--duration', '200 ms', '--json', '--spikes'];

  it('finds a run equal to itself in all formats, and tells where another parts', async () => {
    for (const file of ['a.csv', 'a.npz', 'a.h5']) expect((await galvani(...words, file)).code).toBe(0);
    expect((await galvani(...words, 'b.npz', '--set', 'I=600 pA')).code).toBe(0);
    const same = await galvani('compare', 'a.csv', 'a.npz');
    expect(same).toMatchObject({ code: 0, out: expect.stringMatching(/^spikes {5}equal: \d+, each in its step\n$/) });
    expect((await galvani('compare', 'a.h5', 'a.npz')).out).toBe(same.out);
    const other = await galvani('compare', 'a.npz', 'b.npz');
    expect(other.code).toBe(3);
    expect(other.out).toMatch(
      /^first {6}step \d+ \([\d.]+ ms\), neuron 0: only in [ab]\.npz\nspikes .* in common, .* within 1 ms\n/,
    );
    const { equal, first_difference, spikes } = JSON.parse((await galvani('compare', 'a.npz', 'b.npz', '--json')).out);
    expect(equal).toBe(false);
    expect(first_difference.neuron).toBe(0);
    expect(spikes.a).toBeGreaterThan(spikes.common);
  });

  it('asks for what it cannot know, and refuses what does not fit', async () => {
    writeFileSync(join(folder, 'c.csv'), 'time_ms,neuron\n0.1,0\n');
    expect((await galvani('compare', 'c.csv', 'c.csv')).err).toContain("give it, such as --dt '0.1 ms'");
    expect((await galvani('compare', 'c.csv', 'c.csv', '--dt', '0.1 ms')).code).toBe(0);
    expect((await galvani('compare', 'c.csv', 'c.csv', '--dt', '0.3 ms')).err).toContain('lies on no step of 0.3 ms');
    expect((await galvani('compare', 'c.csv')).err).toContain('takes two spike files');
    expect((await galvani('compare', 'c.csv', 'gone.csv')).err).toContain("'gone.csv' cannot be read");
    writeFileSync(join(folder, 'bad.csv'), 'time_ms,neuron\n0.1,1.5\n');
    expect((await galvani('compare', 'bad.csv', 'c.csv', '--dt', '0.1 ms')).err).toContain(
      "'1.5' is no number of a neuron",
    );
    writeFileSync(join(folder, 'bad.h5'), 'nothing');
    expect((await galvani('compare', 'bad.h5', 'c.csv', '--dt', '0.1 ms')).err).toContain(
      'bad.h5 cannot be read as HDF5',
    );
  });
});
