/** Exported experiments on NEST and NEURON: spikes by hash against the reference backend, and the bytes of all last states. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineResult, runFolder } from '../../src/cli/engines.ts';
import { type ClusterEngine, clusterEngines, synapseForms } from '../../src/export/cluster/engine.ts';
import { type ClusterFolder, clusterFolder } from '../../src/export/cluster/folder.ts';
import { readNpz, writeNpz } from '../../src/files/index.ts';
import type { NpyArray } from '../../src/files/npy.ts';
import { cell, fixedProbability, Network } from '../../src/index.ts';
import { pythonWith } from './environments.ts';
import { longRows, quickRows, type Row } from './rows.ts';
import { tell } from './tell.ts';

let root: string;
const pythons = new Map<ClusterEngine, string>();
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'galvani-engines-'));
  for (const engine of clusterEngines) pythons.set(engine, pythonWith(engine));
  // In a container the user is root, for whom Open MPI does not start unasked.
  process.env['OMPI_ALLOW_RUN_AS_ROOT'] = process.env['OMPI_ALLOW_RUN_AS_ROOT_CONFIRM'] = '1';
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folderOf = (row: Row, engine: ClusterEngine, checkSteps?: number): Promise<ClusterFolder> => {
  const steps = Math.round(row.duration / row.dt);
  return clusterFolder({
    network: row.network(),
    engine,
    dt: row.dt,
    steps,
    integrator: row.integrator,
    synapses: row.remade ? 'remade' : 'explicit',
    checkSteps: checkSteps ?? steps,
    name: row.name,
  });
};

let count = 0;
function place(files: ReadonlyMap<string, string | Uint8Array>): string {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return folder;
}

async function runOn(
  made: ClusterFolder,
  engine: ClusterEngine,
  how: { ranks?: number; threads?: number },
): Promise<EngineResult & { states: ReadonlyMap<string, unknown> }> {
  const folder = place(made.files);
  const out = join(folder, 'results');
  const options = { python: pythons.get(engine)!, ranks: how.ranks ?? 1, threads: how.threads ?? 1, states: true };
  const result = await runFolder(folder, made, engine, out, options);
  const states = new Map([...readNpz(readFileSync(join(out, 'states.npz')))].map(([name, { data }]) => [name, data]));
  return { ...result, states };
}

/** State columns whose bytes are not those of the reference backend. */
async function otherBytes(made: ClusterFolder, states: ReadonlyMap<string, unknown>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, data] of states) {
    const [population, column] = name.split('_').slice(1).map(Number) as [number, number];
    const own = await made.reference.readColumn(population, column);
    const bytes = (a: Float64Array) => Buffer.from(a.buffer, a.byteOffset, a.byteLength);
    if (!(data instanceof Float64Array) || !bytes(data).equals(bytes(own)))
      found.push(made.program.populations[population]!.columns[column]!.name);
  }
  return found;
}

const how = (row: Row): [ClusterEngine, { ranks?: number; threads?: number }][] => [
  ...row.ranks.map((ranks): [ClusterEngine, { ranks: number }] => ['neuron', { ranks }]),
  ...row.threads.map((threads): [ClusterEngine, { threads: number }] => ['nest', { threads }]),
];

async function repeats(row: Row): Promise<void> {
  const said: string[] = [];
  for (const engine of clusterEngines) {
    const made = await folderOf(row, engine);
    const expected = JSON.parse(String(made.files.get('expected.json'))).check;
    expect(expected.spikes).toBeGreaterThan(0);
    for (const [of, options] of how(row)) {
      if (of !== engine) continue;
      const { spike_hash, states, adapter, wall_s, compared_steps } = await runOn(made, engine, options);
      expect(spike_hash).toBe(expected.spike_hash);
      expect(compared_steps).toBe(expected.steps);
      expect(states.size).toBeGreaterThan(0);
      // No row uses what is left to the C library.
      expect(made.notes).toEqual([]);
      expect(await otherBytes(made, states)).toEqual([]);
      said.push(
        `${row.name} | ${adapter} | ${expected.spikes} spikes | ${spike_hash.slice(0, 16)} | bits | compile ${wall_s.compile.toFixed(0)} s, build ${wall_s.build.toFixed(1)} s, run ${wall_s.run.toFixed(1)} s`,
      );
    }
  }
  tell(said.join('\n'));
}

describe('the same spikes, and the same bytes of every last state', () => {
  it.each(quickRows)('$name', repeats);
});

describe('long runs', () => {
  it.each(longRows)('$name', repeats);
});

describe('ten million synapses', () => {
  it('are equal, listed and remade', async () => {
    const network = () => {
      const net = new Network({ seed: 1 });
      const model = cell({ equations: 'dV/dt = -V/(20 ms) : mV', threshold: 'V > 20 mV', reset: 'V = 0 mV' });
      const cells = net.population(model, 100_000, {}, { name: 'cells' });
      net.project(cells, cells, { connect: fixedProbability(0.001), onSpike: 'V += 0.1 mV' });
      return net;
    };
    const pairs = new Set<string>();
    for (const synapses of synapseForms) {
      const began = performance.now();
      const made = await clusterFolder({
        ...{ network: network(), engine: 'neuron', dt: 0.1, steps: 10, integrator: undefined, synapses },
        ...{ checkSteps: 1, name: 'ten million' },
      });
      const exported = (performance.now() - began) / 1000;
      const script = `import time\nfrom galvani_network import Experiment\nt = time.time()\nn = sum(len(p) for p in Experiment().synapses())\nprint(n, time.time() - t)`;
      const out = execFileSync(pythons.get('neuron')!, ['-c', script], { cwd: place(made.files), encoding: 'utf8' });
      const [count, seconds] = out.split(' ').map(Number) as [number, number];
      const expected = JSON.parse(String(made.files.get('expected.json'))).synapses;
      expect(count).toBe(expected[0].synapses);
      pairs.add(expected[0].sha256_pairs);
      const megabytes = (made.files.get('arrays.npz')!.length / 1e6).toFixed(1);
      tell(
        `${count} synapses, ${synapses}: export ${exported.toFixed(1)} s, arrays.npz ${megabytes} MB, read and checked by numpy in ${seconds.toFixed(1)} s`,
      );
    }
    expect(pairs.size).toBe(1);
  });
});

describe('what is not the same stops the run with a sentence', () => {
  const row = quickRows.find(({ name }) => name.startsWith('weights'))!;
  const changed = async (engine: ClusterEngine, change: (files: Map<string, string | Uint8Array>) => void) => {
    const made = await folderOf(row, engine, 200);
    const files = new Map(made.files);
    change(files);
    await runOn({ ...made, files }, engine, {});
  };
  const arrays = (files: Map<string, string | Uint8Array>, change: (of: Map<string, NpyArray>) => void) => {
    const all = readNpz(files.get('arrays.npz') as Uint8Array);
    change(all);
    files.set('arrays.npz', writeNpz(Object.fromEntries(all)));
  };

  it.each(clusterEngines)('%s: a wrong synapse, a wrong initial value', async (engine) => {
    await expect(
      changed(engine, (files) =>
        arrays(files, (all) => {
          (all.get('target')!.data as Uint32Array)[7] = 0;
        }),
      ),
    ).rejects.toThrow("The synapses of 'stored synapses' are not those of Galvani");
    await expect(
      changed(engine, (files) =>
        arrays(files, (all) => {
          (all.get('initial_0_0')!.data as Float64Array)[3]! += 1;
        }),
      ),
    ).rejects.toThrow("The initial values of V of 'cells' are not those of the export");
  });

  it.each(clusterEngines)("%s: the library's exp, and another model", async (engine) => {
    const model = engine === 'nest' ? 'galvani0_cells.nestml' : 'galvani0_cells.mod';
    const text = (files: Map<string, string | Uint8Array>, from: RegExp, to: string) => {
      const old = String(files.get(model));
      expect(old).toMatch(from);
      files.set(model, old.replace(from, to));
    };
    await expect(changed(engine, (files) => text(files, /= gexp\(/g, '= exp('))).rejects.toThrow(/^The first 20 ms/);
    await expect(changed(engine, (files) => text(files, /\(-63\.0\)|63\.0/, '62.0'))).rejects.toThrow(
      /^The first 20 ms are not those of reference: step \d+, neuron \d+ first/,
    );
  });
});

describe('what the engine draws by itself has the same statistics', () => {
  /** 300 cells without synapses among them; 200 trains reach each by some 20 synapses. */
  const fed = () => {
    const net = new Network({ seed: 5 });
    const model = cell({ equations: 'dV/dt = -V/(20 ms) : mV', threshold: 'V > 20 mV', reset: 'V = 0 mV' });
    const cells = net.population(model, 300, {}, { name: 'cells' });
    const trains = net.poisson(200, { rate: '100 Hz', name: 'trains' });
    net.project(trains, cells, { connect: fixedProbability(0.1), onSpike: 'V += 1 mV', delay: '1 ms' });
    return net;
  };
  it.each<[ClusterEngine, 'exact' | 'native']>([
    ['nest', 'exact'],
    ['nest', 'native'],
    ['neuron', 'exact'],
  ])('%s, synapses %s', async (engine, wiring) => {
    const steps = 10_000;
    const of = {
      network: fed(),
      engine,
      dt: 0.1,
      steps,
      integrator: undefined,
      synapses: 'explicit',
      name: 'fed',
    } as const;
    const exact = JSON.parse(String((await clusterFolder({ ...of, checkSteps: steps })).files.get('expected.json')));
    const made = await clusterFolder({ ...of, checkSteps: 1, drive: 'native', wiring });
    expect(made.isExact).toBe(false);
    const result = await runOn(made, engine, {});
    expect(result).toMatchObject({ equal_to_reference: null, compared_steps: 0 });
    const { spikes } = result as unknown as { spikes: number };
    // Trains make 20 000 spikes, with a deviation of 141 (0.7 %); synapses are 6000, with one of 73 (1.2 %). A mean input of 40 mV, twice
    // the threshold, makes a rate 1/(τ ln 2), which grows 1.4 times as fast as the input does: 2 % for each of the two runs, 2.8 % for
    // their difference; five deviations.
    expect(Math.abs(spikes / exact.check.spikes - 1)).toBeLessThan(0.14);
    expect(result.spike_hash).not.toBe(exact.check.spike_hash);
    tell(`native drive, wiring ${wiring} | ${result.adapter} | ${spikes} spikes, ${exact.check.spikes} of reference`);
  });
});
