/**
 * Cells with dendrites on NEURON by their exported folders: spikes in the same step, and how far voltages are from those of `reference`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineResult, runFolder } from '../../src/cli/engines.ts';
import type { ClusterFolder } from '../../src/export/cluster/folder.ts';
import { golden } from '../export/cluster-texts.ts';
import { type DendriteRow, dendriteRows } from '../export/dendrite-rows.ts';
import {
  dendriteFile,
  dendriteFolder,
  dendriteHashes,
  goldenDendrites,
  wholeDendrites,
} from '../export/dendrite-texts.ts';
import { pythonWith, versions } from './environments.ts';
import { tell } from './tell.ts';

let root: string;
let python: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'galvani-dendrites-'));
  python = pythonWith('neuron');
  // In a container the user is root, for whom Open MPI does not start unasked.
  process.env['OMPI_ALLOW_RUN_AS_ROOT'] = process.env['OMPI_ALLOW_RUN_AS_ROOT_CONFIRM'] = '1';
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type TreeResult = EngineResult & { readonly largest_voltage_difference_mV: number };

let count = 0;
function runOn(made: Pick<ClusterFolder, 'files'>, ranks = 1): Promise<TreeResult> {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  for (const [file, content] of made.files) writeFileSync(join(folder, file), content);
  const options = { python, ranks, threads: 1 };
  return runFolder(folder, made, 'neuron', join(folder, 'results'), options) as Promise<TreeResult>;
}

/** Hashes of the rows that had NEURON's spikes. */
const equal = new Map<string, Record<string, string>>();

describe('the same spikes, each in its step, and the same voltages', () => {
  it.each(dendriteRows)('$name', async (row: DendriteRow) => {
    const made = await dendriteFolder(row);
    const { check } = JSON.parse(String(made.files.get('expected.json')));
    const models = [...made.files.keys()].filter((file) => file.endsWith('.mod'));
    for (const ranks of row.ranks ?? [1]) {
      const { spike_hash, adapter, largest_voltage_difference_mV: apart, compared_steps } = await runOn(made, ranks);
      expect(spike_hash).toBe(check.spike_hash);
      expect(compared_steps).toBe(Math.round(row.duration / row.dt));
      // What the scheme is equal to NEURON's within: see the acceptance table's row 6.
      expect(apart).toBeLessThan(5e-9);
      tell(
        `${row.name} | ${adapter} | ${check.spikes} spikes, each in its step | ${spike_hash.slice(0, 12)} | ${apart.toPrecision(2)} mV | ${models.length} models compiled`,
      );
    }
    equal.set(row.name, dendriteHashes(made));
    for (const { row: name, model } of [wholeDendrites, wholeDendrites.synapse])
      if (name === row.name) writeFileSync(new URL(model, golden), made.files.get(model)!);
  });
});

describe('what is not the same stops the run with a sentence', () => {
  const row = dendriteRows[0]!;
  const changed = async (change: (facts: string) => string, file = 'experiment.json'): Promise<unknown> => {
    const made = await dendriteFolder(row, 800);
    const text = String(made.files.get(file));
    expect(change(text)).not.toBe(text);
    return runOn({ files: new Map([...made.files, [file, change(text)]]) });
  };

  it('another section, another channel, another rule, and a synapse whose slope is wrong', async () => {
    await expect(changed((text) => text.replace('"L_um": 200', '"L_um": 201'))).rejects.toThrow(/has .* um2 in NEURON/);
    await expect(changed((text) => text.replace(/("gnabar": \[\s*)0\.12/, '$10.13'))).rejects.toThrow(
      /^V of cell \d of 'cells' at soma 0\.5 is|^The first 20 ms are not those/,
    );
    await expect(changed((text) => text.replace('"secondorder": 2', '"secondorder": 0'))).rejects.toThrow(
      /^V of cell \d of 'cells' at soma 0\.5 is|^The first 20 ms are not those/,
    );
    await expect(changed((text) => text.replace(/gq = .*/, 'gq = 0'), wholeDendrites.synapse.model)).rejects.toThrow(
      /^V of cell \d of 'cells' at soma 0\.5 is|^The first 20 ms are not those/,
    );
  });
});

it('writes the golden texts of the rows that were equal', () => {
  const texts = Object.fromEntries(equal);
  expect(Object.keys(texts)).toEqual(dendriteRows.map(({ name }) => name));
  const provenance = `Models of cells with dendrites for NEURON. Written by 'npm run test:engines' where all rows had the spikes of 'reference': ${versions}. ${new Date().toISOString().slice(0, 10)}.`;
  let old: unknown;
  try {
    old = goldenDendrites().texts;
  } catch {
    // There was none yet.
  }
  if (JSON.stringify(old) !== JSON.stringify(texts))
    writeFileSync(dendriteFile, `${JSON.stringify({ provenance, texts }, null, 2)}\n`);
});
