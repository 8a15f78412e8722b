/** The files of a run: written as it goes, whole or not at all. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { readByPython } from '../files/python.ts';
import { command, ended, galvaniIn } from './command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Each of 2000 cells spikes in each of 100 steps but the first few: more than one block of a run, and than one piece of a column. */
const busy = ['run', 'lif-noisy', '--set', 'I=100000 pA', '--set', 'T_ref=0 ms', '--set', 'cells=2000', '--json'];
const short = [...busy, '--backend', 'wasm', '--duration', '10 ms', '--dt', '0.1 ms'];

type Columns = readonly [times: readonly number[], cells: readonly number[]];

const readers: Record<string, (path: string) => Columns> = {
  csv: (path) => {
    const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
    const numbers = rows.map((row) => row.split(',').map(Number));
    return [numbers.map((row) => row[0]!), numbers.map((row) => row[1]!)];
  },
  npz: (path) => {
    const script = `
import numpy
with numpy.load(path) as f:
    print(json.dumps([f['time_ms'].tolist(), f['neuron'].tolist()]))`;
    return readByPython(readFileSync(path), '.npz', script) as Columns;
  },
  h5: (path) => {
    const script = `
import h5py
with h5py.File(path, 'r') as f:
    (cells,) = f['spikes'].values()
    print(json.dumps([cells['timestamps'][:].tolist(), cells['node_ids'][:].tolist()]))`;
    return readByPython(readFileSync(path), '.h5', script) as Columns;
  },
};

describe('spikes in pieces', () => {
  it.each(Object.keys(readers))('as %s are those of the run, all and in order', async (ending) => {
    const path = join(folder, `spikes.${ending}`);
    const { code, out, err } = await galvaniIn(folder, [...short, '--spikes', path]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report.spikes).toBeGreaterThan(1 << 17);
    const [times, cells] = readers[ending]!(path);
    expect(times.length).toBe(report.spikes);
    const steps = Uint32Array.from(times, (time) => Math.round(time / 0.1));
    expect(await spikeHash({ steps, cells: Uint32Array.from(cells) })).toBe(report.spike_hash);
    expect(readdirSync(folder)).toEqual([`spikes.${ending}`]);
  });
});

describe('traces in pieces', () => {
  it.each(['csv', 'npz'])('as %s hold every step of every cell', async (ending) => {
    const path = join(folder, `traces.${ending}`);
    // 101 rows of 2000 cells.
    const words = [...short, '--record', 'v', '--neurons', Array.from({ length: 2000 }, (_, i) => i).join(',')];
    const { code, err } = await galvaniIn(folder, [...words, '--traces', path]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const rows =
      ending === 'csv'
        ? readFileSync(path, 'utf8').trim().split('\n').length - 1
        : readByPython(
            readFileSync(path),
            '.npz',
            `
import numpy
with numpy.load(path) as f:
    assert f['neuron'].tolist() == list(range(2000))
    assert abs(f['time_ms'] - numpy.arange(101) * 0.1).max() < 1e-9
    print(f['v'].size)`,
          );
    expect(rows).toBe(101 * 2000);
    expect(readdirSync(folder)).toEqual([`traces.${ending}`]);
  });
});

describe('what was there before stays whole', () => {
  const before = 'time_ms,neuron\n1,0\n';
  const old = (): string => {
    const path = join(folder, 'spikes.csv');
    writeFileSync(path, before);
    return path;
  };
  const expectOld = (path: string): void => {
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['spikes.csv']);
  };

  it.each(['csv', 'npz', 'h5'])('when there is no room for a new %s; the figures are told', async (ending) => {
    const path = old();
    const words = [...short, '--spikes', ending === 'csv' ? path : join(folder, `x.${ending}`)];
    // 64 KiB are the most that a file may grow to.
    const child = spawn('bash', ['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath, command, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, out, err } = await ended(child);
    expect(err).toMatch(/^galvani: --spikes: .*could not be (written|set aside beside the file) \(EFBIG\)\.\n$/);
    expect(code).toBe(1);
    expect(JSON.parse(out).spikes).toBeGreaterThan(1 << 17);
    expectOld(path);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('when %s ends the run', async (signal) => {
    const path = old();
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(folder, (_, name) => {
        if (!name?.startsWith('.galvani-')) return;
        watcher.close();
        resolve();
      });
    });
    const words = [...busy, '--backend', 'reference', '--duration', '1000 s', '--spikes', path];
    const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const end = ended(child);
    await begun;
    child.kill(signal);
    const { code, out } = await end;
    expect(child.signalCode ?? code).toBe(signal);
    expect(out).toBe('');
    expectOld(path);
  });
});

it('a standard output that is full is told in a sentence', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [command, 'list'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  const { code, err } = await ended(child);
  expect(err).toBe('galvani: standard output could not be written (ENOSPC).\n');
  expect(code).toBe(1);
});
