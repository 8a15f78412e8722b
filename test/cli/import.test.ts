/** `galvani import`, and scripts for Brian2 and networks in SONATA in the place of documents. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { importFile } from '../../src/cli/import.ts';
import { show } from '../../src/cli/show.ts';
import { subjectOf } from '../../src/cli/subject.ts';
import { build, DocumentError, fromBrian2, read } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { simulate } from '../../src/index.ts';
import { guideDocument } from '../document/guide.ts';
import { unpackInto } from '../sonata.ts';
import { galvaniIn } from './command.ts';

const script = `'''A leaky cell'''
from brian2 import *
tau = 10*ms
G = NeuronGroup(3, 'dv/dt = (20*mV - v)/tau : volt', threshold='v > 15*mV', reset='v = 0*mV', method='exact')
M = SpikeMonitor(G)
run(100*ms)
`;
/** With a statement that no document can say, in line 6. */
const broken = script.replace('run(', 'X = SpatialNeuron(morphology, eqs)  # more\nrun(');

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-import-'));
  writeFileSync(at('leaky.py'), script);
  writeFileSync(at('broken.py'), broken);
  writeFileSync(at('two.yaml'), guideDocument);
  unpackInto(at('sonata'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command says while it does `act`, and what comes of it. */
async function told<T>(act: () => Promise<T>): Promise<{ answer: T; out: string; err: string }> {
  const said = { out: '', err: '' };
  const hear = (name: 'out' | 'err') => (text: unknown) => {
    said[name] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(hear('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(hear('err'));
  try {
    const answer = await act();
    return { answer, ...said };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const imported = (file: string, options: { out?: string; overwrite?: boolean; json?: boolean } = {}) => {
  const { out, overwrite = false, json = false } = options;
  return told(() => importFile({ file: at(file), out: out === undefined ? undefined : at(out), overwrite, json }));
};

describe('galvani import', () => {
  it('writes a script for Brian2 as the document that the library makes of it, and notes what it passes over', async () => {
    const more = `${script}restore()\nrun(5*ms)\n`;
    writeFileSync(at('more.py'), more);
    const { answer, out, err } = await imported('more.py');
    const { document, left } = fromBrian2(more);
    expect(answer).toBe(0);
    expect(await read(out)).toEqual(document);
    expect(left.length).toBe(1);
    expect(err).toBe(`galvani: Of the script for Brian2 this was passed over: ${left[0]}.\n`);
  });

  it('writes a document anew, checked, and says which files belong beside it', async () => {
    const beside = guideDocument
      .replace('n: 400', 'n: 5')
      .replace('"uniform(-60 mV, -50 mV)"', '{ file: start.csv, unit: mV }');
    writeFileSync(at('start.csv'), 'v\n-50\n-51\n-52\n-53\n-54\n');
    writeFileSync(at('beside.yaml'), `# a comment\n${beside}`);
    const { out, err } = await imported('beside.yaml');
    expect(await read(out)).toEqual(await read(beside));
    expect(out).not.toContain('comment');
    expect(err).toBe('galvani: the document speaks of files beside it: start.csv.\n');
    mkdirSync(at('elsewhere'));
    expect((await imported('beside.yaml', { out: 'elsewhere/new.json' })).out).toMatch(/; with start\.csv\.\n$/);
    expect(readdirSync(at('elsewhere')).sort()).toEqual(['new.json', 'start.csv']);
    expect(JSON.parse(readFileSync(at('elsewhere/new.json'), 'utf8'))).toEqual(await read(beside));
  });

  it('writes a network in SONATA with arrays beside it, or all in one, with the same spikes', async () => {
    const config = 'sonata/300_pointneurons/config.json';
    mkdirSync(at('net'));
    const { answer, out, err } = await imported(config, { out: 'net/net.yaml' });
    expect(answer).toBe(0);
    expect(out).toMatch(/net\.yaml: \d+ cells in \d+ populations, \d+ projections; with .*\.npy/);
    expect(err).toMatch(/spikes of the inputs lie between steps/);
    const whole = await imported(config);
    expect(whole.out).toMatch(/^title: "?300_pointneurons"?$/m);
    writeFileSync(at('whole.yaml'), whole.out);
    const hashes: string[] = [];
    for (const name of [config, 'net/net.yaml', 'whole.yaml']) {
      const { answer: subject } = await told(() => subjectOf(at(name), {}, undefined));
      const run = await simulate(subject.network, { ...subject.run, duration: '20 ms', backend: 'reference' });
      expect(run.summary.spikes).toBeGreaterThan(20);
      hashes.push(run.summary.spike_hash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('overwrites nothing unless it is told to, and leaves nothing of what does not come in', async () => {
    const mine = 'mine: true\n';
    writeFileSync(at('mine.yaml'), mine);
    await expect(imported('leaky.py', { out: 'mine.yaml' })).rejects.toThrow(/mine\.yaml' is there already/);
    expect(readFileSync(at('mine.yaml'), 'utf8')).toBe(mine);
    await imported('leaky.py', { out: 'mine.yaml', overwrite: true });
    expect(await read(readFileSync(at('mine.yaml'), 'utf8'))).toEqual(fromBrian2(script).document);
    // A file beside it is another one's.
    mkdirSync(at('full'));
    writeFileSync(at('full/start.csv'), 'other');
    const act = imported('beside.yaml', { out: 'full/new.yaml' });
    await expect(act).rejects.toThrow(/start\.csv' is there already/);
    await expect(imported('broken.py', { out: 'full/broken.yaml' })).rejects.toThrow(UserError);
    await expect(imported('leaky.py', { out: 'full/x.txt' })).rejects.toThrow(/must end in \.yaml or \.yml or \.json/);
    expect(readdirSync(at('full'))).toEqual(['start.csv']);
    expect(readFileSync(at('full/start.csv'), 'utf8')).toBe('other');
  });

  it('tells machines what came in, or what does not', async () => {
    const came = await imported('leaky.py', { json: true });
    expect(JSON.parse(came.out)).toEqual({
      ...{ file: at('leaky.py'), ok: true, kind: 'brian2', cells: 3, populations: 1, projections: 0 },
      document: fromBrian2(script).document,
      problems: [],
    });
    const { answer, out } = await imported('broken.py', { json: true });
    expect(answer).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ code: 'meaning', line: 6, column: 1, sentence: 'SpatialNeuron is not known here.' }],
    });
  });
});

describe('a script for Brian2 in the place of a document', () => {
  it('is checked, shown and run', async () => {
    const file = at('leaky.py');
    expect((await told(() => check({ file, json: false, schema: false }))).out).toMatch(/is right: 3 cells/);
    expect((await told(() => show({ preset: file, json: false }))).out).toMatch(/: A leaky cell\n.*100 ms/s);
    const { network, run } = await subjectOf(file, {}, 4);
    const { network: own, run: how } = build(fromBrian2(script).document, { seed: 4 });
    const [a, b] = [
      await simulate(network, { ...run, backend: 'reference' }),
      await simulate(own, { ...how, backend: 'reference' }),
    ];
    expect(a.summary.spikes).toBeGreaterThan(3);
    expect(a.summary.spike_hash).toBe(b.summary.spike_hash);
  });

  it('points at the file and the line of what is not known, with its text', async () => {
    await expect(subjectOf(at('broken.py'), {}, undefined)).rejects.toThrow(DocumentError);
    const sentence = `${at('broken.py')}, line 6, column 1: SpatialNeuron is not known here.\n    X = SpatialNeuron(`;
    await expect(subjectOf(at('broken.py'), {}, undefined)).rejects.toThrow(sentence);
    const tabbed = script.replace('run(', "if True:\r\n\tG.v = 'nothing'\r\nrun(");
    writeFileSync(at('tabbed.py'), tabbed);
    await expect(subjectOf(at('tabbed.py'), {}, undefined)).rejects.toThrow(/tabbed\.py, line 7, column 2: /);
    writeFileSync(at('idle.py'), script.replace('run(100*ms)', ''));
    await expect(subjectOf(at('idle.py'), {}, undefined)).rejects.toThrow(/idle\.py: The script runs nothing/);
  });
});

it('what is none of these is told what is expected, and no file that there is none', async () => {
  writeFileSync(at('nest.py'), "import nest\nn = nest.Create('iaf_psc_alpha')\n");
  await expect(subjectOf(at('nest.py'), {}, undefined)).rejects.toThrow(
    /nest\.py holds nothing that is read here: a doc/,
  );
  await expect(subjectOf('none.py', {}, undefined)).rejects.toThrow("'none.py' cannot be read: there is no such file.");
});

describe('the command', () => {
  it('imports from standard input, and runs what it wrote and the script with one hash', async () => {
    const { code, out, err } = await galvaniIn(folder, ['import', '-'], script);
    expect([code, err]).toEqual([0, '']);
    const words = ['run', '-', '--backend', 'reference', '--json'];
    const [document, own] = [await galvaniIn(folder, words, out), await galvaniIn(folder, words, script)];
    expect(JSON.parse(own.out).spikes).toBeGreaterThan(3);
    expect(JSON.parse(document.out).spike_hash).toBe(JSON.parse(own.out).spike_hash);
    expect(await galvaniIn(folder, ['import', 'broken.py', '-o', 'broken.yaml'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^galvani: broken\.py, line 6, column 1: SpatialNeuron is not known here\.\n/),
    });
    expect(readdirSync(folder)).not.toContain('broken.yaml');
  });

  it('takes a configuration of SONATA from standard input, whose files lie from here on', async () => {
    const inside = join(folder, 'sonata', '300_pointneurons');
    const config = readFileSync(join(inside, 'config.json'), 'utf8');
    const { code, out } = await galvaniIn(inside, ['check', '-', '--json'], config);
    expect([code, JSON.parse(out).ok]).toEqual([0, true]);
  });

  it.each([
    [['import'], 'takes one file'],
    [['import', 'leaky.py', '--overwrite'], '--overwrite is of -o FILE'],
    [['import', 'leaky.py', '--out', 'x.yaml'], "Unknown option '--out'"],
  ])('%j is a mistake told in one line', async (words, sentence) => {
    const { code, out, err } = await galvaniIn(folder, words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^galvani: [^\n]*\n$/);
    expect(err).toContain(sentence);
  });
});
