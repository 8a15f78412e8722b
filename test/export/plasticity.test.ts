/** Synapses that change with use, retold. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { methodsOf, scriptOf } from '../../src/export/index.ts';
import { cell, fixedProbability, Network, type Run, simulate } from '../../src/index.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const plasticity = {
  pre: { equations: 'dx/dt = -x/tau : 1', onSpike: 'x += 1' },
  post: { equations: 'dy/dt = -y/tau : 1', onSpike: 'y += 1', initial: { y: 0.5 } },
  onPre: 'w -= A*y*(1 nS)',
  onPost: 'w += A*x*(1 nS)',
  parameters: { tau: '20 ms', A: 0.4 },
  range: ['0 nS', '12 nS'],
} as const;

const release = {
  equations: 'du/dt = -u/tau : 1\ndx/dt = (1 - x)/tau : 1\ndr/dt = 0/ms : 1',
  onSpike: 'u += U*(1 - u); r = u*x; x -= r',
  amount: 'r',
  initial: { x: 1 },
  parameters: { U: 0.4, tau: '50 ms' },
} as const;

function network(plastic: boolean): Network {
  const model = cell({
    equations: 'dv/dt = (g_L*(E_L - v) - g_e*v)/C : mV (unless refractory)\ndg_e/dt = -g_e/tau_e : nS',
    parameters: { C: '200 pF', g_L: '10 nS', E_L: '-48 mV', tau_e: '5 ms' },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
    refractory: '3 ms',
  });
  const of = new Network({ seed: 2 });
  const cells = of.population(model, 40, { v: 'uniform(-60 mV, -50 mV)' });
  const connect = fixedProbability(0.3);
  of.project(cells.slice(0, 20, { name: 'A' }), cells, {
    connect,
    onSpike: 'g_e += w',
    weight: '6 nS',
    ...(plastic ? { plasticity } : {}),
  });
  of.project(cells.slice(20, 40, { name: 'B' }), cells, {
    connect,
    onSpike: 'g_e += w',
    weight: '5 nS',
    ...(plastic ? { release } : {}),
  });
  return of;
}

const experiment = (of: Network) =>
  ({ network: of, dt: 0.1, duration: 100, integrator: undefined, backend: 'reference' }) as const;

test('a script carries the rules: the same spikes, and others than without them', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  const settings = { duration: '100 ms', dt: '0.1 ms', backend: 'reference' } as const;
  const run = await simulate(network(true), settings);
  const rigid = await simulate(network(false), settings);
  expect(run.summary.spike_hash).not.toBe(rigid.summary.spike_hash);
  const folder = mkdtempSync(join(tmpdir(), 'galvani-plastic-'));
  try {
    const path = join(folder, 'run.mjs');
    const from = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
    writeFileSync(path, scriptOf(experiment(network(true)), { from }));
    const again = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { run: Run };
    expect(again.run.summary).toEqual(run.summary);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the tables and the paragraph tell them', () => {
  const { tables, paragraph } = methodsOf(experiment(network(true)));
  const table = tables.find((t) => t.title === 'Plasticity')!;
  const text = table.rows.map((cells) =>
    cells.map((lines) => lines.map((line) => line.map((p) => (typeof p === 'string' ? p : p.code)).join(''))),
  );
  expect(text).toEqual([
    [
      ['A to cells'],
      ['long-term'],
      [
        'dx/dt = -x/tau : 1',
        'at a spike of the source: x += 1',
        'dy/dt = -y/tau : 1',
        'at a spike of the target: y += 1',
        'at t = 0: y = 0.5',
        'weight at a spike of the source: w -= A*y*(1 nS)',
        'weight at a spike of the target: w += A*x*(1 nS)',
        'weights between 0 nS and 12 nS',
        'with tau = 20 ms and A = 0.4',
      ],
    ],
    [
      ['B to cells'],
      ['short-term'],
      [
        'du/dt = -u/tau : 1',
        'dx/dt = (1 - x)/tau : 1',
        'dr/dt = 0/ms : 1',
        'at a spike of the source: u += U*(1 - u); r = u*x; x -= r',
        'the weight counts r-fold',
        'at t = 0: x = 1',
        'with U = 0.4 and tau = 50 ms',
      ],
    ],
  ]);
  expect(paragraph).toContain('with weights that change with the spikes of both ends');
  expect(paragraph).toContain('with short-term plasticity');
  expect(methodsOf(experiment(network(false))).tables.map((t) => t.title)).not.toContain('Plasticity');
});
