/** Exports of cells with dendrites to NEURON: their texts, what is built of what, and what is refused. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TreeFacts } from '../../src/export/cluster/trees.ts';
import { readNpz } from '../../src/files/index.ts';
import {
  allToAll,
  cable,
  cell,
  exponentialConductance,
  K_HH1952,
  leak,
  Na_HH1952,
  Network,
  type NeuronOptions,
  neuron,
  oneToOne,
} from '../../src/index.ts';
import { golden } from './cluster-texts.ts';
import { type DendriteRow, dendriteRows } from './dendrite-rows.ts';
import { dendriteFolder, dendriteHashes, goldenDendrites, wholeDendrites } from './dendrite-texts.ts';

const squid = [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })];
const shape = cable({
  soma: { L: '20 um', diameter: '20 um' },
  dend: { L: '300 um', diameter: '2 um', on: 'soma 1' },
});
const cellOf = (more: Partial<NeuronOptions> = {}) =>
  neuron({
    shape,
    Ra: '100 ohm*cm',
    temperature: '6.3 degC',
    compartments: { sections: { soma: 1, dend: 3 } },
    paint: [
      { on: 'soma', channels: squid },
      { on: 'dend', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] },
    ],
    ...more,
  });
const rowOf = (build: (net: Network) => void, more: Partial<DendriteRow> = {}): DendriteRow => ({
  name: 'test',
  network: () => {
    const net = new Network({ seed: 1 });
    build(net);
    return net;
  },
  dt: 0.025,
  integrator: undefined,
  duration: 1,
  ...more,
});
const alone = (more: Partial<NeuronOptions> = {}, V = '-65 mV') =>
  rowOf((net) => void net.population(cellOf(more), 2, { V }, { name: 'cells' }));

const exported = async (row: DendriteRow) => {
  const { files, notes } = await dendriteFolder(row, 2);
  const facts = JSON.parse(String(files.get('experiment.json')));
  const trees = (facts.populations as { tree?: TreeFacts }[]).flatMap(({ tree }) => (tree ? [tree] : []));
  return { files, facts, tree: trees[0]!, trees, notes };
};
const refusal = async (row: DendriteRow): Promise<string> =>
  dendriteFolder(row, 2).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('texts', () => {
  it.each(dendriteRows)('$name: the models with which NEURON had the same spikes', async (row) => {
    const made = await dendriteFolder(row, 1);
    expect(dendriteHashes(made)).toEqual(goldenDendrites().texts[row.name]);
    for (const { row: name, model } of [wholeDendrites, wholeDendrites.synapse])
      if (name === row.name) expect(made.files.get(model)).toBe(readFileSync(new URL(model, golden), 'utf8'));
  });
});

describe('what a cell is built of', () => {
  it("NEURON's own hh and pas where a membrane is that and nothing else, each site once", async () => {
    const { tree, files } = await exported(alone());
    expect(tree.membranes.map((m) => [m.mechanism, m.sites.length])).toEqual([
      ['hh', 1],
      ['pas', 3],
    ]);
    expect(tree.membranes[0]!.values).toEqual({
      gnabar: [0.12],
      gkbar: [0.036],
      gl: [0.0003],
      ena: [50],
      ek: [-77],
      el: [-54.3],
    });
    expect(tree.celsius).toBe(6.3);
    expect([...files.keys()].filter((name) => name.endsWith('.mod'))).toEqual([]);
    expect(tree.sections.map((s) => [s.name, s.parent, s.x, s.segments, s.L_um, s.diameter_um, s.Ra_ohm_cm])).toEqual([
      ['soma', -1, 0, 1, 20, 20, 100],
      ['dend', 0, 1, 3, 300, 2, 100],
    ]);
  });

  it('a mechanism of its own where something differs: a shift, another label, a temperature that another population has', async () => {
    const own = async (channels: NeuronOptions['paint'][number]['channels'], temperature = '6.3 degC') =>
      (await exported(alone({ paint: [{ on: 'all', channels: channels! }], temperature }))).tree.membranes[0]!
        .mechanism;
    expect(await own(squid)).toBe('hh');
    expect(await own([...squid].reverse())).toBe('hh');
    expect(await own([Na_HH1952({ V_sh: '-44 mV' }), ...squid.slice(1)])).toBe('galvani0_cells_m1');
    expect(await own([Na_HH1952({ q10: 2.5 }), ...squid.slice(1)], '10 degC')).toBe('galvani0_cells_m1');
    expect(await own([...squid.slice(0, 2), leak({ label: 'other' })])).toBe('galvani0_cells_m1');
    expect(await own(squid.slice(0, 2))).toBe('galvani0_cells_m1');
    const { trees } = await exported(
      rowOf((net) => {
        net.population(cellOf(), 1, { V: '-65 mV' }, { name: 'a' });
        net.population(cellOf({ temperature: '12 degC' }), 1, { V: '-65 mV' }, { name: 'b' });
      }),
    );
    expect(trees.map((t) => [t.celsius, t.membranes[0]!.mechanism])).toEqual([
      [6.3, 'hh'],
      [null, 'galvani1_b_m1'],
    ]);
  });

  it('resistivity and capacitance as painted, and densities at each segment', async () => {
    const { tree } = await exported(
      alone({
        paint: [
          { on: 'soma', channels: squid, Ra: '70 ohm*cm' },
          { on: 'dend', channels: [leak({ g: '0.1 mS/cm^2*distance/(100 um)', E: '-65 mV' })], C: '2 uF/cm^2' },
        ],
      }),
    );
    expect(tree.sections.map((s) => s.Ra_ohm_cm)).toEqual([70, 100]);
    const { sites, values } = tree.membranes[1]!;
    // Centres of the dendrite, 10 µm from the middle of the soma on.
    expect(values['g']!.map((g) => Number(g.toPrecision(12)))).toEqual([6e-5, 1.6e-4, 2.6e-4]);
    for (const site of sites) expect(tree.site_cm_uF_per_cm2[site]).toBeCloseTo(2, 12);
  });

  it('synapses by place and port, and junctions both ways', async () => {
    const { files, tree } = await exported(
      rowOf((net) => {
        const place = {
          e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'dend every 100 um' },
        };
        const cells = net.population(cellOf({ place }), 2, { V: '-65 mV' }, { name: 'cells' });
        const input = net.spikes(2, { times: [['1 ms'], ['2 ms']], name: 'input' });
        net.project(input, cells, { connect: oneToOne(), onSpike: 'e += 1 nS', at: 'dend 0.9', delay: '1 ms' });
        net.project(cells, cells, { connect: allToAll(), onSpike: 'e += 2 nS', at: 'dend 0.1', name: 'all' });
        net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: oneToOne(), g: '3 nS' });
      }),
    );
    const arrays = readNpz(files.get('arrays.npz') as Uint8Array);
    const values = (name: string): number[] => [...(arrays.get(name)!.data as Uint32Array)];
    expect(tree.points[0]!.sites).toHaveLength(3);
    const rows = values('source').map((s, k) => [
      s,
      values('target')[k],
      values('place')[k],
      values('delay')[k] ?? values('delay')[0],
    ]);
    expect(rows).toContainEqual([2, 0, 2, 40]);
    expect(rows).toContainEqual([3, 1, 2, 40]);
    expect(rows.filter(([, , place]) => place === 0)).toHaveLength(4);
    expect(values('gap_target').length).toBe(4);
    expect([...(arrays.get('gap_g')!.data as Float64Array)]).toEqual([0.003, 0.003, 0.003, 0.003]);
    const folder = mkdtempSync(join(tmpdir(), 'galvani-dendrites-'));
    folders.push(folder);
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const python = (script: string): string =>
      execFileSync(process.env['PYTHON'] || '/usr/bin/python3', ['-c', script], {
        cwd: folder,
        encoding: 'utf8',
      }).trim();
    const read =
      'from galvani_network import Experiment\nprint(sorted(int(p) for s in Experiment().synapses() for p in s.place))';
    expect(python(read)).toBe('[0, 0, 0, 0, 2, 2]');
    const wrong = `import numpy as np\nfrom galvani_network import Experiment, Stop\ne = Experiment()\ne.arrays = dict(e.arrays)\ne.arrays['place'][0] ^= 1\ntry:\n  list(e.synapses())\nexcept Stop as s:\n  print(s)`;
    expect(python(wrong)).toMatch(/^The synapses of 'stored synapses' are not those of Galvani/);
  });

  it('says in its README what is promised, and records what was asked for', async () => {
    const { files, facts, notes } = await exported({
      ...alone(),
      record: [{ variables: ['V', 'm', 'I_Na'], cells: [1], at: ['soma 0.5', 'dend 0.5'] }],
    });
    expect(notes).toEqual([
      "Cells with dendrites are solved by NEURON's own elimination, which rounds in its own way: equal spikes are expected, and checked, not promised.",
      "'I_Na' of 'cells' is computed from other variables, and not recorded there.",
    ]);
    const readme = String(files.get('README.md'));
    expect(readme).toContain("Cells with dendrites are NEURON's own");
    expect(readme).toContain('`galvani_trees.py`');
    expect(readme).not.toContain('undefined');
    expect(facts.traces[0]).toMatchObject({
      variables: ['V', 'm'],
      units: ['mV', '1'],
      cells: [1, 1],
      places: ['soma 0.5', 'dend 0.5'],
    });
    // Voltages that the check compares.
    expect(facts.traces[1]).toMatchObject({
      variables: ['V'],
      cells: [0, 1],
      places: ['soma 0.5', 'soma 0.5'].slice(0, 1),
    });
  });
});

describe('what NEURON has no word for is refused', () => {
  it('a resistivity that changes along a section', async () => {
    const paint = [
      { on: 'soma', channels: squid },
      { on: 'dend', channels: [leak()], Ra: '100 ohm*cm*(1 + distance/(100 um))' },
    ];
    expect(await refusal(alone({ paint }))).toBe(
      "The resistivity along 'dend' of 'cells' goes from 160 to 360 ohm*cm; NEURON has one for each section. Paint it by sections, or cut the shape where it changes.",
    );
  });

  it('spikes by another condition, and cells that start above theirs', async () => {
    for (const when of ['V > 0 mV', 'crosses(V, 0 mV) and t > 5 ms', 'crosses(m, 0.5)'])
      expect(await refusal(alone({ detect: { when } }))).toBe(
        `Spikes of 'cells' are found where '${when}'; NEURON finds them where a voltage passes a constant upwards: detect: { when: 'crosses(V, 0 mV)' }.`,
      );
    expect(await refusal(alone({}, '10 mV'))).toBe(
      "Cell 0 of 'cells' starts at or above the 0 mV at which its spikes are counted; NEURON would count one at time 0. Start it lower.",
    );
  });

  it('one state for two things at one place', async () => {
    const synapse = exponentialConductance('e', { tau: '2 ms', E: '0 mV' });
    const place = { a: { synapse, at: 'dend 0.5' }, b: { synapse, at: 'dend 0.5' } };
    expect(await refusal(alone({ place }))).toBe(
      "'g_e' of 'cells' belongs to 'a' and to 'b' at one place, which in NEURON have states of their own; give one of them another label.",
    );
  });

  it('gap junctions that take part in the solution', async () => {
    const joined = rowOf((net) => {
      const cells = net.population(cellOf(), 2, { V: '-65 mV' }, { name: 'cells' });
      const options = { connect: oneToOne(), g: '1 nS', solve: 'in-solve', name: 'loop' } as const;
      net.couple(cells.at('soma 0.5'), cells.at('dend 1'), options);
    });
    expect(await refusal(joined)).toMatch(/^The gap junctions 'loop' take part in the solution \('in-solve'\)/);
  });

  it('sums over other cells, and what NEST does not know', async () => {
    const summed = rowOf((net) => {
      net.population(cellOf(), 1, { V: '-65 mV' }, { name: 'cells' });
      const model = cell({ equations: 'dv/dt = I/(1 ms) : mV\nI : mV (summed)' });
      const points = net.population(model, 2, {}, { name: 'points' });
      net.couple(points, points, { connect: allToAll(), into: 'I', value: 'v_pre' });
    });
    expect(await refusal(summed)).toMatch(
      /^The coupling 'points with points' adds up other cells' state at every step; these exports pass spikes, and of cells with dendrites gap junctions\./,
    );
  });
});
