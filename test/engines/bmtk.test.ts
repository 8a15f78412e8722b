/** Networks in SONATA, run by bmtk on NEST: spikes by hash, and the bytes of all last states. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFolder } from '../../src/cli/engines.ts';
import { clusterFolder } from '../../src/export/cluster/folder.ts';
import { readNpz } from '../../src/files/index.ts';
import { readSpikeFile } from '../../src/files/read-spikes.ts';
import { pythonWith } from './environments.ts';
import { quickRows } from './rows.ts';
import { tell } from './tell.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'galvani-bmtk-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A network of one population, and one with several inlets, drives that are drawn and weights and delays of each synapse. */
const rows = quickRows.filter(({ name }) => /^(ei-brette2007|weights|one inlet only)/.test(name));

it.each(rows)('$name', async (row) => {
  const steps = Math.round(row.duration / row.dt);
  const made = await clusterFolder({
    ...{ network: row.network(), engine: 'nest', dt: row.dt, steps, integrator: row.integrator },
    ...{ synapses: 'explicit', sonata: true, checkSteps: steps, name: row.name },
  });
  const folder = mkdtempSync(join(root, 'row-'));
  for (const [path, content] of made.files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const out = join(folder, 'results');
  const result = await runFolder(folder, made, 'nest', out, {
    ...{ python: pythonWith('sonata'), ranks: 1, threads: 1, states: true, program: 'run_bmtk.py' },
  });
  const { check } = JSON.parse(String(made.files.get('expected.json')));
  expect(check.spikes).toBeGreaterThan(0);
  expect(result.spike_hash).toBe(check.spike_hash);
  for (const [name, { data }] of readNpz(readFileSync(join(out, 'states.npz')))) {
    const [population, column] = name.split('_').slice(1).map(Number) as [number, number];
    expect(data).toEqual(await made.reference.readColumn(population, column));
  }
  const own = readSpikeFile(readFileSync(join(out, 'spikes.h5')), 'spikes.h5');
  expect(own.times).toHaveLength(check.spikes);
  tell(
    `${row.name}, SONATA | ${result.adapter} | ${check.spikes} spikes | ${result.spike_hash.slice(0, 16)} | bits | build ${result.wall_s.build.toFixed(1)} s, run ${result.wall_s.run.toFixed(1)} s`,
  );
});
