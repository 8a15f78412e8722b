import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SynapseForm } from '../../src/export/cluster/engine.ts';
import { type ClusterExport, clusterFolder } from '../../src/export/cluster/folder.ts';
import { readNpz, writeNpz } from '../../src/files/index.ts';
import {
  allToAll,
  cell,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  Network,
  oneToOne,
  type Population,
  pairStdp,
} from '../../src/index.ts';
import { exported, exportedTexts, golden, goldenHashes, shortHash, wholeTexts } from './cluster-texts.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function written(files: ReadonlyMap<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'galvani-cluster-'));
  folders.push(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return folder;
}

/** What Python prints in the folder; its last line where it fails. */
function python(folder: string, script: string): string {
  try {
    return execFileSync(process.env['PYTHON'] || '/usr/bin/python3', ['-c', script], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  } catch (error) {
    return (error as { stderr: string }).stderr.trim().split('\n').at(-1)!;
  }
}

const model = cell({
  equations: 'dV/dt = -V/(20 ms) : mV (unless refractory)\n dg/dt = -g/(5 ms) : nS',
  threshold: 'V >= 20 mV',
  reset: 'V = 0 mV',
  refractory: '2 ms',
});

function network(join: (net: Network, cells: Population) => void): Network {
  const net = new Network({ seed: 7 });
  const cells = net.population(model, 300, { V: 'uniform(0 mV, 19 mV)' }, { name: 'cells' });
  join(net, cells);
  return net;
}

/** Every rule whose rows follow from the words of their source, with and without autapses, between slices and populations. */
const ruled = (): Network =>
  network((net, cells) => {
    const a = cells.slice(0, 200, { name: 'A' });
    const b = cells.slice(150, 300, { name: 'B' });
    const other = net.population(model, 150, {}, { name: 'other' });
    net.project(a, b, { connect: fixedProbability(0.1), onSpike: 'V += 1 mV' });
    net.project(a, b, {
      connect: fixedProbability(0.3, { autapses: false }),
      onSpike: 'V += 1 mV; g += 2 nS',
      name: 'p',
    });
    net.project(b, a, { connect: fixedProbability(0.0001), onSpike: 'V -= 1 mV', name: 'rare', delay: '1.5 ms' });
    net.project(b, cells, { connect: fixedOutDegree(40), onSpike: 'g += 1 nS', name: 'out' });
    net.project(cells, cells, {
      connect: fixedOutDegree(3, { autapses: false }),
      onSpike: 'g += 1 nS',
      name: 'out, others',
    });
    net.project(a, b, { connect: allToAll({ autapses: false }), onSpike: 'g += 1 nS', name: 'all' });
    net.project(other, b, { connect: oneToOne(), onSpike: 'g += 1 nS', name: 'one', delay: '3 ms' });
    net.project(b, other, { connect: fixedProbability(1), onSpike: 'V += 1 mV', name: 'every' });
    net.project(other, a, { connect: fixedProbability(0), onSpike: 'V += 1 mV', name: 'none' });
    // Must be listed: the targets of one cell do not follow from it alone, or have values of their own.
    net.project(a, other, { connect: fixedInDegree(10), onSpike: 'V += 1 mV', name: 'in' });
    net.project(a, other, { connect: fixedTotalNumber(500), onSpike: 'V += 1 mV', name: 'in all' });
    net.project(a, other, {
      connect: fixedProbability(0.1),
      onSpike: 'g += w',
      weight: 'normal(12 nS, 4 nS)',
      delay: 'uniform(0.1 ms, 3 ms)',
      name: 'spread',
    });
  });

const of = (net: Network, more: Partial<ClusterExport> = {}): ClusterExport => ({
  network: net,
  engine: 'neuron',
  dt: 0.1,
  steps: 20,
  integrator: undefined,
  synapses: 'explicit',
  checkSteps: 20,
  name: 'test',
  ...more,
});

/** All synapses as the folder's own Python reads them, as one hash that does not depend on their order. */
const allSynapses = `
import hashlib, numpy as np
from galvani_network import Experiment, check_generator
check_generator()
e = Experiment()
e.check_initial()
rows = [np.stack([p.source, p.target, p.port, p.delay, p.weight], 1) for p in e.synapses()]
rows = np.concatenate(rows)
rows = rows[np.lexsort(rows.T)]
print(len(rows), hashlib.sha256(rows.astype('<i8').tobytes()).hexdigest())`;

describe('synapses of an exported folder', () => {
  it('are the same whether listed or remade by Python, for every rule', async () => {
    const found = new Map<SynapseForm, string>();
    for (const synapses of ['explicit', 'remade'] as const) {
      const folder = await clusterFolder(of(ruled(), { synapses }));
      found.set(synapses, python(written(folder.files), allSynapses));
      const groups: { kind: string }[] = JSON.parse(String(folder.files.get('experiment.json'))).synapses;
      expect(groups.filter((g) => g.kind === 'remade').length).toBe(synapses === 'remade' ? 9 : 0);
      expect(found.get(synapses)).toMatch(new RegExp(`^${folder.synapses} `));
    }
    expect(found.get('remade')).toBe(found.get('explicit'));
  });

  it('are refused by the folder itself where one is another, and so are initial values and remade rows', async () => {
    const { files } = await clusterFolder(of(ruled(), { synapses: 'remade' }));
    const changed = (name: string, change: (data: { [k: number]: number }) => void): string => {
      const arrays = Object.fromEntries([...readNpz(files.get('arrays.npz') as Uint8Array)]);
      change(arrays[name]!.data as unknown as { [k: number]: number });
      return python(written(new Map([...files, ['arrays.npz', writeNpz(arrays)]])), allSynapses);
    };
    const other = changed('target', (data) => {
      data[5] = 301;
    });
    expect(other).toMatch(/The synapses of 'stored synapses' are not those of Galvani.*Nothing was run/);
    const moved = changed('initial_0_0', (data) => {
      data[0] = 1;
    });
    expect(moved).toMatch(/initial values of V of 'cells' are not those of the export/);
    const facts = String(files.get('experiment.json')).replace('"seed": 7', '"seed": 8');
    expect(python(written(new Map([...files, ['experiment.json', facts]])), allSynapses)).toMatch(
      /The synapses of 'A to B' are not those of Galvani/,
    );
  });

  it('a first spike that is another stops the run with its step and cell', async () => {
    const net = network((n, cells) => {
      const drive = n.spikes(2, { times: [[0.3, 1], []] });
      n.project(drive.slice(0, 1), cells.slice(0, 1), { connect: oneToOne(), onSpike: 'V += 30 mV' });
    });
    const { files, spikesOfCheck } = await clusterFolder(of(net, { steps: 100, checkSteps: 40 }));
    expect(spikesOfCheck).toBeGreaterThan(0);
    const check = (change: string): string =>
      python(
        written(files),
        `import numpy as np\nfrom galvani_network import Experiment\ne = Experiment()\ns, c = e.arrays['check_steps'].astype(int), e.arrays['check_cells'].astype(int)\n${change}\ne.check(s, c)\nprint('same', *e.lists()[0], *e.lists()[1])`,
      );
    expect(check('')).toBe('same 3 10 300 300');
    // Spikes after the check and in another order do not count.
    expect(check('s, c = np.append(s, 40)[::-1], np.append(c, 3)[::-1]')).toMatch(/^same/);
    expect(check('s, c = s[1:], c[1:]')).toMatch(/The first 4 ms are not those of reference: step 4, neuron 0 first/);
  });
});

describe('names', () => {
  it('of users reach no file name, model or line of a program', async () => {
    const net = new Network({ seed: 1 });
    const bad = 'a/../b "c" `d` \'e\' $(f) é';
    net.population(model, 2, {}, { name: bad });
    net.population(model, 2, {}, { name: `${bad}é` });
    const { files } = await clusterFolder(of(net, { name: 'x.yaml', title: 'one\n# two', reference: '`three`\n' }));
    const models = [...files.keys()].filter((name) => name.endsWith('.mod'));
    expect(models.length).toBe(2);
    for (const name of files.keys()) expect(name).toMatch(/^[A-Za-z0-9_]+\.[a-z]+$/);
    for (const name of models) expect(String(files.get(name))).not.toContain('b "c"');
    expect(String(files.get('README.md'))).toMatch(/^# one # two, for NEURON\n/);
    expect(JSON.parse(String(files.get('experiment.json'))).populations[0].name).toBe(bad);
  });
});

describe('what engines draw by themselves', () => {
  const driven = (join?: (net: Network, cells: Population, trains: Population) => void): Network =>
    network((net, cells) => {
      const trains = net.poisson(300, { rate: '40 Hz', name: 'trains' });
      const late = net.poisson(10, { rate: '40 Hz', from: '5 ms', name: 'late' });
      net.project(trains, cells, { connect: fixedProbability(0.1), onSpike: 'V += 1 mV' });
      net.project(late, cells, { connect: fixedProbability(0.1), onSpike: 'V += 1 mV; g += 1 nS' });
      join?.(net, cells, trains);
    });
  const of = { dt: 0.1, steps: 50, checkSteps: 50, integrator: undefined, synapses: 'explicit', name: 'x' } as const;

  it('are trains of a constant rate and synapses of a rule, each on request, and the README says so', async () => {
    const { files, isExact, notes } = await clusterFolder({
      ...{ ...of, network: driven(), engine: 'nest', drive: 'native', wiring: 'native' },
    });
    expect(isExact).toBe(false);
    expect(notes[0]).toMatch(/draws its own Poisson trains and synapses: statistics are the same, spikes are not/);
    const { populations, synapses } = JSON.parse(String(files.get('experiment.json')));
    expect(populations.map((p: { native: boolean; model: string | null }) => [p.native, p.model === null])).toEqual([
      [false, false],
      [true, true],
      // It has a beginning.
      [false, false],
    ]);
    // A synapse that does two things stays one.
    expect(synapses.map(({ kind }: { kind: string }) => kind)).toEqual(['native', 'remade']);
    expect(readNpz(files.get('arrays.npz') as Uint8Array).get('rates_1')!.data).toEqual(Float64Array.of(40));
    expect(JSON.parse(String(files.get('expected.json'))).check.spike_hash).toBeNull();
    expect(String(files.get('README.md'))).toMatch(/nothing is compared[\s\S]*synapses that are listed or remade/);
  });

  it('are nobody else’s', async () => {
    const exact = await clusterFolder({ ...of, network: driven(), engine: 'nest' });
    expect(exact.isExact).toBe(true);
    await expect(clusterFolder({ ...of, network: driven(), engine: 'neuron', wiring: 'native' })).rejects.toThrow(
      /NEURON takes connections one by one/,
    );
    await expect(
      clusterFolder({ ...of, network: driven(), engine: 'nest', drive: 'native', sonata: true }),
    ).rejects.toThrow(/leave --drive and --wiring out/);
  });
});

describe('what is refused before anything is written', () => {
  const cases: [string, () => Partial<ClusterExport> & { network: Network }, RegExp][] = [
    [
      'plastic synapses',
      () => ({
        network: network((net, cells) => {
          net.project(cells, cells, {
            connect: fixedProbability(0.1),
            onSpike: 'g += w',
            weight: '1 nS',
            plasticity: pairStdp({
              A_plus: 0.01,
              A_minus: 0.012,
              tau_plus: '20 ms',
              tau_minus: '20 ms',
              range: ['0 nS', '2 nS'],
            }),
            name: 'E to cells',
          });
        }),
      }),
      /The projection 'E to cells' has synapses that change with use/,
    ],
    ['interventions', () => ({ network: ruled(), interventions: [{}] }), /--without-interventions/],
    [
      'a dt below NEST’s clock',
      () => ({ network: ruled(), engine: 'nest', dt: 0.03125 }),
      /whole microseconds.*0\.03125/,
    ],
    [
      'tables of cells',
      () => {
        const net = new Network({ seed: 1 });
        net.population(
          cell({
            equations: 'dV/dt = (I(t) - V)/(10 ms) : mV',
            tables: { I: { values: ['1 mV', '2 mV'], dt: '1 ms' } },
          }),
          1,
          {},
          { name: 'cells' },
        );
        return { network: net };
      },
      /The model of 'cells' uses a table/,
    ],
    [
      'more synapses than a list holds',
      () => {
        const net = new Network({ seed: 1 });
        const many = net.population(model, 100_000, {}, { name: 'many' });
        net.project(many, many, { connect: fixedProbability(0.01), onSpike: 'g += 1 nS' });
        return { network: net };
      },
      /100 000 000 synapses are 1\.2 GB as a list.*--synapses remade/,
    ],
  ];
  it.each(cases)('%s', async (_, make, sentence) => {
    await expect(clusterFolder(of(make().network, make()))).rejects.toThrow(sentence);
  });

  it('a run that blows up within the check', async () => {
    const net = new Network({ seed: 1 });
    net.population(cell({ equations: 'dV/dt = V*V/(1 mV*ms) : mV' }), 1, { V: '50 mV' }, { name: 'cells' });
    await expect(clusterFolder(of(net, { integrator: 'euler' }))).rejects.toThrow(
      /blew up: V of cell 0 of cells.*Nothing was exported/,
    );
  });
});

describe('exported texts are those that ran with equal spikes', () => {
  const hashes = goldenHashes();

  it.each(exported.map(({ name }) => name))('%s', async (name) => {
    const found = await exportedTexts(name);
    expect(Object.fromEntries(Object.entries(found).map(([file, text]) => [file, shortHash(text)]))).toEqual(
      hashes.texts[name],
    );
  });

  it.each(wholeTexts.files)(`${wholeTexts.preset}, %s whole`, async (file) => {
    expect((await exportedTexts(wholeTexts.preset))[file]).toBe(readFileSync(new URL(file, golden), 'utf8'));
  });
});
