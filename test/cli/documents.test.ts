/** The built command on documents. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, read } from '../../src/document/index.ts';
import { simulate } from '../../src/index.ts';
import { guideDocument } from '../document/guide.ts';
import { galvaniIn, type Result } from './command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-'));
  writeFileSync(join(folder, 'two.yaml'), guideDocument);
});
afterAll(() => rmSync(folder, { recursive: true }));

const galvani = (words: readonly string[], input?: string): Promise<Result> => galvaniIn(folder, words, input);

const hashOf = ({ out }: { out: string }): string => JSON.parse(out).spike_hash;
const run = ['--backend', 'reference', '--json'];

describe('galvani run', () => {
  it('runs a file, standard input and the library alike', async () => {
    const { network, run: how } = build(await read(guideDocument));
    const { summary } = await simulate(network, { ...how, backend: 'reference' });
    expect(guideDocument.trim().split('\n').length).toBeLessThanOrEqual(25);
    expect(hashOf(await galvani(['run', 'two.yaml', ...run]))).toBe(summary.spike_hash);
    expect(hashOf(await galvani(['run', '-', ...run], guideDocument))).toBe(summary.spike_hash);
  });

  it('sets parameters, does what the document says and writes what it records', async () => {
    const plain = hashOf(await galvani(['run', 'two.yaml', ...run]));
    expect(hashOf(await galvani(['run', 'two.yaml', ...run, '--set', 'w_i=134 nS']))).not.toBe(plain);
    expect(hashOf(await galvani(['run', 'two.yaml', ...run, '--seed', '8']))).not.toBe(plain);
    const more = guideDocument.replace(
      'seed: 7 }',
      'seed: 7, record: { v: 0-1 } }\ndo: [{ at: 50 ms, set: { w_i: 134 nS } }]',
    );
    expect(hashOf(await galvani(['run', '-', ...run, '--traces', 'v.csv'], more))).not.toBe(plain);
    expect(readFileSync(join(folder, 'v.csv'), 'utf8').split('\n').length).toBeGreaterThan(2000);
    expect(await galvani(['run', 'two.yaml', '--set', 'w=1 nS'])).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no parameter 'w'."),
    });
  });

  it('reads the files that lie beside a document', async () => {
    const inside = guideDocument
      .replace('n: 400', 'n: 5')
      .replace(
        'initial: { v: "uniform(-60 mV, -50 mV)" }',
        'initial: { v: { values: [-50, -51, -52, -53, -54], unit: mV } }',
      );
    const beside = inside.replace('values: [-50, -51, -52, -53, -54]', 'file: start.csv, column: v');
    writeFileSync(join(folder, 'start.csv'), 'cell,v\n0,-50\n1,-51\n2,-52\n3,-53\n4,-54\n');
    writeFileSync(join(folder, 'beside.yaml'), beside);
    expect(hashOf(await galvani(['run', 'beside.yaml', ...run]))).toBe(
      hashOf(await galvani(['run', '-', ...run], inside)),
    );
    const lost = await galvani(['check', '-'], beside.replace('start.csv', 'gone.csv'));
    expect(lost).toMatchObject({
      code: 1,
      err: expect.stringMatching(/initial\.v: The file 'gone\.csv' is not there/),
    });
  });

  it('runs cells with dendrites as the library does, their shape beside the document', async () => {
    const cell = `galvani: 1
models:
  ball:
    neuron:
      shape: { file: cell.swc }
      Ra: 100 ohm*cm
      temperature: 6.3 degC
      paint: [{ on: all, channels: [Na_HH1952, K_HH1952, { leak: { g: 0.3 mS/cm^2, E: -54.3 mV } }] }]
      place: { drive: { clamp: 0.3 nA, from: 2 ms, at: soma 0.5 } }
populations: { cells: { model: ball, size: 2, initial: { V: -65 mV } } }
run: { duration: 30 ms, dt: 0.025 ms }
`;
    const shape = '1 1 0 0 0 10 -1\n2 3 10 0 0 1 1\n3 3 210 0 0 1 2\n';
    writeFileSync(join(folder, 'cell.swc'), shape);
    writeFileSync(join(folder, 'cell.yaml'), cell);
    const attachments = { 'cell.swc': new TextEncoder().encode(shape) };
    const { network, run: how } = build(await read(cell), { attachments });
    const { summary } = await simulate(network, { ...how, backend: 'reference' });
    expect(summary.spikes).toBeGreaterThan(1);
    expect(hashOf(await galvani(['run', 'cell.yaml', ...run]))).toBe(summary.spike_hash);
    const implicit = await simulate(network, { ...how, backend: 'reference', integrator: 'implicit' });
    expect(hashOf(await galvani(['run', 'cell.yaml', ...run, '--integrator', 'implicit']))).toBe(
      implicit.summary.spike_hash,
    );
  });

  it.each(['tm-cell', 'lif-impedance', 'coba-2005-stdp'])(
    'gives the spikes of the preset %s from its document',
    async (preset) => {
      const words = [...run, '--duration', '20 ms', '--dt', '0.1 ms'];
      const { out, code } = await galvani(['new', preset]);
      expect(code).toBe(0);
      expect(hashOf(await galvani(['run', '-', ...words], out))).toBe(hashOf(await galvani(['run', preset, ...words])));
    },
  );
});

describe('galvani check', () => {
  it('says that a document is right, or where it is not', async () => {
    expect(await galvani(['check', 'two.yaml'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/600 cells in 2 populations, 3 projections/),
    });
    const wrong = guideDocument.replace('threshold', 'treshold');
    expect(await galvani(['check', '-'], wrong)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /standard input, line \d+, column 5: models\.lif\.treshold: .*did you mean 'threshold'/,
      ),
    });
    const { code, out, err } = await galvani(['check', '-', '--json'], wrong);
    expect([code, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-key', path: ['models', 'lif', 'treshold'], column: 5 }],
    });
  });

  it('tells of files that are not there', async () => {
    expect(await galvani(['check', 'three.yaml'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no such file'),
    });
  });

  it('prints the schema that docs publish', async () => {
    const published = readFileSync(new URL('../../docs/experiment.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse((await galvani(['check', '--schema'])).out)).toEqual(JSON.parse(published));
  });
});

describe('galvani new', () => {
  it('writes a start that runs, also with the acts that it shows in comments', async () => {
    const { out } = await galvani(['new']);
    const { code, out: report } = await galvani(['run', '-', ...run], out);
    expect(code).toBe(0);
    expect(JSON.parse(report).spikes).toBeGreaterThan(0);
    const acts = out.replace(/^# (do:| {2}- )/gm, '$1');
    expect((await galvani(['run', '-', ...run], acts)).code).toBe(0);
  });
});

describe('galvani show', () => {
  it('shows a document', async () => {
    const { out } = await galvani(['show', 'two.yaml']);
    expect(out).toMatch(/^w_e +6 nS +0 nS to 60 nS +excitatory weight$/m);
    expect(out).toMatch(/^cells, 400 cells$/m);
    expect(JSON.parse((await galvani(['show', 'two.yaml', '--json'])).out).document.title).toBe(
      'Two populations and a drive',
    );
  });
});
