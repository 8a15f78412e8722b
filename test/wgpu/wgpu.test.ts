/**
 * The backend webgpu on a second implementation of the standard: wgpu (Firefox's, here in Deno) beside Dawn (Chrome's, here in Node). The
 * library is the one that is built for pages, `dist/browser`. Deno (100 MB) comes with the first run, into npm's cache.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseDevices, type Summary, summarise } from '../../src/index.ts';
import { presetRun } from '../presets/preset-run.ts';

interface Task {
  readonly name: string;
  /** ms */
  readonly duration: number;
  readonly strategy?: string;
  readonly connectivity?: string;
}
type Result = Summary & { readonly adapter: string; readonly software: boolean };

const library = new URL('../../dist/browser', import.meta.url);
const DENO = 'deno@2.9.5';
const execute = promisify(execFile);
let deno: string;
const script = new URL('run.mjs', import.meta.url).pathname;

/** Runs the tasks in one process of Deno, on the adapter that Dawn has. */
async function onWgpu(tasks: readonly Task[]): Promise<Result[]> {
  const { stdout } = await execute(deno, [
    ...['run', '--allow-all', '--unstable-webgpu', script, pathToFileURL(library.pathname).href, JSON.stringify(tasks)],
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line): Result => JSON.parse(line));
}

// Dawn first: where there is no GPU it finds the software driver, and tells Vulkan so in this process's environment, which Deno gets.
const early: readonly Task[] = [
  { name: 'ei-brette2007', duration: 15 },
  { name: 'coba-2005-stdp', duration: 15 },
  { name: 'song-2000', duration: 15 },
  { name: 'lif-noisy', duration: 30 },
  { name: 'hh-classic', duration: 15 },
];
/** Cells with dendrites: a thread for each, and a workgroup. */
const trees: readonly Task[] = ['fused', 'levels'].map((strategy) => ({
  name: 'dendrite-ring',
  duration: 30,
  strategy,
}));
const onDawn = new Map<string, Summary>();
beforeAll(async () => {
  if (!existsSync(library)) throw new Error('dist/browser is missing. Run `npm run build:browser`.');
  const where = ['--', 'deno', 'eval', 'console.log(Deno.execPath())'];
  deno = (await execute('npm', ['exec', '--yes', `--package=${DENO}`, ...where])).stdout.trim();
  for (const { name, duration } of [...early, trees[0]!]) {
    const { spikes, steps, dt, cells } = await presetRun(name, { backend: 'webgpu', duration });
    onDawn.set(name, await summarise({ dt, cells, groups: [] }, spikes, 0, steps));
  }
});
afterAll(releaseDevices);

test('has an adapter with a name', async () => {
  const [result] = await onWgpu([{ name: 'lif', duration: 1 }]);
  expect(result!.adapter).toMatch(/[a-z]{3}/i);
});

// The first 15 ms are the same on machines of f32 and f64 (agreement rule 2), so on two implementations, whatever the adapter.
test('the first spikes are those of Dawn, with plastic, graded and random parts', async () => {
  const results = await onWgpu(early);
  expect(results.map((r) => r.spike_hash)).toEqual(early.map(({ name }) => onDawn.get(name)!.spike_hash));
  for (const [i, { spikes }] of results.entries()) expect(spikes, early[i]!.name).toBeGreaterThan(0);
});

test('cells with dendrites spike in the steps of Dawn, by a thread for each and by a workgroup', async () => {
  const results = await onWgpu(trees);
  const { spike_hash, spikes } = onDawn.get('dendrite-ring')!;
  // The first at 11 ms, then one each 6.4 ms.
  expect(spikes).toBe(3);
  expect(results.map((r) => r.spike_hash)).toEqual([spike_hash, spike_hash]);
});

describe('one backend, one seed: one hash', () => {
  test.each<Task & { strategies: readonly string[]; connectivities: readonly string[] }>([
    {
      name: 'ei-brette2007',
      duration: 20,
      strategies: ['fused', 'gathered', 'two-pass', 'persistent'],
      connectivities: ['stored', 'procedural'],
    },
    { name: 'ei-brette2007', duration: 20, strategies: ['fused', 'blocks'], connectivities: ['stored'] },
    {
      name: 'coba-2005-stdp',
      duration: 20,
      strategies: ['fused', 'gathered', 'two-pass', 'blocks'],
      connectivities: ['stored'],
    },
    { name: 'brunel-2000', duration: 20, strategies: ['fused', 'batched'], connectivities: ['stored'] },
  ])('$name: $strategies, $connectivities', async ({ name, duration, strategies, connectivities }) => {
    const tasks = strategies.flatMap((strategy) =>
      connectivities.map((connectivity) => ({ name, duration, strategy, connectivity })),
    );
    const results = await onWgpu(tasks);
    expect(results).toHaveLength(tasks.length);
    expect(results[0]!.spikes).toBeGreaterThan(1000);
    expect(new Set(results.map((r) => r.spike_hash)).size).toBe(1);
  });
});
