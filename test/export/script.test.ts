import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { scriptOf } from '../../src/export/script.ts';
import { cell, Network, type Run, simulate } from '../../src/index.ts';
import { type Preset, pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';
import { everything } from './everything.ts';

const api = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-script-'));
  // Scripts print their statistics.
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

let scripts = 0;
/** Runs a script against the sources. */
async function runScript(script: string): Promise<Run> {
  const path = join(folder, `script${scripts++}.mjs`);
  writeFileSync(path, script);
  return ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { run: Run }).run;
}

describe('a script gives the spikes of the experiment it was written from', () => {
  /** Values that make any preset small: those that it has. */
  const small: Record<string, string> = {
    n_exc: '400',
    n_inh: '100',
    c_exc: '40',
    c_inh: '10',
    columns: '3',
    rows: '2',
  };
  const settings = ({ parameters }: Preset): Record<string, string> =>
    Object.fromEntries(parameters.flatMap(({ name }) => (small[name] === undefined ? [] : [[name, small[name]]])));

  test.each(pointPresets.map((p) => p.name))('%s', async (name) => {
    const preset = presetByName(name);
    const network = preset.build(presetValues(preset, settings(preset)), 3);
    const { dt, integrator } = preset;
    const duration = Math.min(preset.duration, 80);
    const backend = 'reference';
    const run = await simulate(network, { duration: `${duration} ms`, dt: `${dt} ms`, integrator, backend });
    if (network.projections.length > 0) expect(run.summary.spikes).toBeGreaterThan(0);
    const script = scriptOf({ network, dt, duration, integrator, backend, title: preset.title }, { from: api });
    expect((await runScript(script)).summary).toEqual(run.summary);
  });

  test('a network with all kinds of values, weights, delays, rules and stimuli', async () => {
    const network = everything();
    const run = await simulate(network, { duration: '60 ms', dt: '0.1 ms', backend: 'reference' });
    expect(run.summary.spikes).toBeGreaterThan(20);
    const script = scriptOf(
      { network, dt: 0.1, duration: 60, integrator: undefined, backend: 'reference' },
      { from: api },
    );
    const again = await runScript(script);
    expect(again.summary.spike_hash).toBe(run.summary.spike_hash);
    expect(again.spikes).toEqual(run.spikes);
  });
});

test('a script runs in Node with the built package and compares its hash', async () => {
  const preset = presetByName('ei-tutorial');
  const network = preset.build(presetValues(preset, { n_exc: '320', n_inh: '80' }), 1);
  const { dt, integrator, title, reference } = preset;
  const backend = 'reference';
  const run = await simulate(network, { duration: '30 ms', dt: `${dt} ms`, integrator, backend });
  const experiment = { network, dt, duration: 30, integrator, backend, title, reference } as const;
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(root, join(modules, 'galvani'));
  const execute = async (hash: string): Promise<string> => {
    const path = join(folder, 'run.mjs');
    writeFileSync(path, scriptOf({ ...experiment, spikeHash: hash }));
    return (await promisify(execFile)(process.execPath, [path])).stdout;
  };
  const out = await execute(run.summary.spike_hash);
  expect(out).toContain(`"spike_hash": "${run.summary.spike_hash}"`);
  expect(out).toContain('The spikes are those of the original run');
  expect(await execute('0'.repeat(64))).toContain('The spikes differ');
});

test('a script reads as a person would write it', () => {
  const model = cell({
    equations: 'dv/dt = (E - v)/tau : mV\n\n  E : mV',
    parameters: { tau: '20 ms', E: '-45 mV' },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
  });
  const network = new Network({ seed: 7 });
  network.population(model, 10, { v: '-60 mV' }, { name: 'class' });
  const script = scriptOf({
    network,
    dt: 0.1,
    duration: 100,
    integrator: 'exact',
    backend: 'wasm',
    title: 'Ten */ cells\nin a row',
  });
  expect(script.replace(/^\/\/ Written by .*\n/m, '')).toBe(`// Ten */ cells in a row
import { cell, Network, releaseDevices, simulate } from 'galvani';

const model = cell({
  equations: \`
    dv/dt = (E - v)/tau : mV
    E : mV
  \`,
  parameters: { tau: '20 ms', E: '-45 mV' },
  threshold: 'v > -50 mV',
  reset: 'v = -60 mV',
});

const network = new Network({ seed: 7 });

const class_2 = network.population(model, 10, { v: '-60 mV' }, { name: 'class' });

export const run = await simulate(network, { duration: '100 ms', dt: '0.1 ms', backend: 'wasm', integrator: 'exact' });
releaseDevices();
console.log(JSON.stringify(run.summary, null, 2));
`);
});

test('a connection rule of the user’s own is refused', () => {
  const network = everything();
  const { rule } = network.projections[0]!;
  const { description, ...own } = rule;
  expect(description).toBeDefined();
  const cells = network.populations[1]!;
  network.project(cells, cells, { connect: own, onSpike: 'x += 0.1', name: 'mine' });
  expect(() => scriptOf({ network, dt: 0.1, duration: 1, integrator: undefined, backend: 'reference' })).toThrow(
    /The projection mine has a connection rule of its own/,
  );
});
