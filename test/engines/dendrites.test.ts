/** Cells with dendrites on NEURON by their exported folders: spikes in the same step, and how far voltages are from those of `reference`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFolder } from '../../src/cli/engines.ts';
import { clusterFolder } from '../../src/export/cluster/folder.ts';
import { dendriteRows } from '../export/dendrite-rows.ts';
import { pythonWith } from './environments.ts';
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

it.each(dendriteRows)('$name', async (row) => {
  const { name, network, dt, integrator, duration, ranks = [1], record = [], apart = 5e-9 } = row;
  const steps = Math.round(duration / dt);
  const made = await clusterFolder({
    ...{
      network: network(),
      engine: 'neuron',
      dt,
      steps,
      integrator,
      synapses: 'explicit',
      checkSteps: steps,
      name,
      record,
    },
  });
  const folder = join(root, name.replace(/\W+/g, '_'));
  mkdirSync(folder);
  for (const [file, content] of made.files) writeFileSync(join(folder, file), content);
  const expected = JSON.parse(String(made.files.get('expected.json'))).check;
  for (const of of ranks) {
    const result = await runFolder(folder, made, 'neuron', join(folder, `results${of}`), {
      python,
      ranks: of,
      threads: 1,
    });
    const { spike_hash, largest_voltage_difference_mV: difference } = result as typeof result & {
      largest_voltage_difference_mV: number;
    };
    expect(spike_hash).toBe(expected.spike_hash);
    expect(difference).toBeLessThan(apart);
    tell(
      `${name} | ${result.adapter} | ${expected.spikes} spikes, each in its step | ${spike_hash.slice(0, 12)} | ${difference.toPrecision(2)} mV | ${[...made.files.keys()].filter((f) => f.endsWith('.mod')).length} models compiled`,
    );
  }
});
