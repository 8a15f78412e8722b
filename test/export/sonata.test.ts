/** Networks written in SONATA: the same synapses, initial values and inputs as in the other exports, and files that name one another. */
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { type ClusterFolder, clusterFolder } from '../../src/export/cluster/folder.ts';
import { readHdf5 } from '../../src/files/hdf5/read.ts';
import { readNpz } from '../../src/files/index.ts';
import { cell, fixedProbability, Network } from '../../src/index.ts';

const dt = 0.1;

/** Two populations whose names need care, a given stimulus and one that is drawn, weights and delays of one synapse each. */
function network(): Network {
  const net = new Network({ seed: 3 });
  const model = cell({
    equations: 'dV/dt = -V/(20 ms) : mV\n dg/dt = -g/(5 ms) : nS',
    threshold: 'V >= 20 mV',
    reset: 'V = 0 mV',
  });
  const a = net.population(model, 30, { V: 'uniform(0 mV, 19 mV)' }, { name: 'E cells/1' });
  const b = net.population(model, 20, { V: '3 mV' }, { name: 'E cells 1' });
  const given = net.spikes(5, { times: [[1], [2, 3], [], [4], [0.5]], name: 'given' });
  const drawn = net.poisson(10, { rate: '100 Hz', name: 'drawn' });
  const weight = 'normal(2 mV, 0.5 mV)';
  net.project(a, b, { connect: fixedProbability(0.4), onSpike: 'V += w', weight, delay: 'uniform(0.1 ms, 2 ms)' });
  net.project(b, a, { connect: fixedProbability(0.4), onSpike: 'g += 1 nS', delay: '1.5 ms' });
  net.project(given, a, { connect: fixedProbability(0.5), onSpike: 'V += 9 mV' });
  net.project(drawn, b, { connect: fixedProbability(0.5), onSpike: 'V += 1 mV' });
  return net;
}

const folder = (sonata: boolean): Promise<ClusterFolder> =>
  clusterFolder({
    ...{ network: network(), engine: 'nest', dt, steps: 100, integrator: undefined, synapses: 'explicit' },
    ...{ checkSteps: 100, name: 'two', sonata },
  });

const text = ({ files }: ClusterFolder, name: string): string => {
  expect([...files.keys()]).toContain(name);
  return String(files.get(name));
};
const hdf5 = ({ files }: ClusterFolder, name: string) => readHdf5(files.get(name) as Uint8Array, name);

/** Populations by the names that they have in the files. */
const placesOf = (made: ClusterFolder) =>
  new Map(
    (
      JSON.parse(text(made, 'experiment.json')).populations as {
        sonata: string;
        first: number;
        size: number;
        model: string;
      }[]
    ).map((p) => [p.sonata, p]),
  );

describe('a network in SONATA', () => {
  it('has the synapses of the list, sorted by target and indexed', async () => {
    const [made, own] = [await folder(true), await folder(false)];
    const arrays = readNpz(own.files.get('arrays.npz') as Uint8Array);
    const column = (name: string, k: number): number => {
      const { data } = arrays.get(name)!;
      return Number(data[data.length === 1 ? 0 : k]);
    };
    const listed = [...arrays.get('source')!.data.keys()].map((k) =>
      ['source', 'target', 'port', 'delay', 'weight'].map((name) => column(name, k)).join(' '),
    );
    const places = placesOf(made);
    const found: string[] = [];
    const circuit = JSON.parse(text(made, 'circuit_config.json'));
    for (const { edges_file } of circuit.networks.edges) {
      const name = edges_file.replace('$NETWORK_DIR', 'network');
      const file = hdf5(made, name);
      const [group] = file.children('/edges')!;
      const at = `/edges/${group}`;
      const values = (of: string) => Array.from(file.numbers(`${at}/${of}`)! as ArrayLike<number | bigint>, Number);
      const end = (side: string) => places.get(file.textAttribute(`${at}/${side}_node_id`, 'node_population')!)!;
      const [source, target] = [end('source'), end('target')];
      const [sources, targets, types] = [values('source_node_id'), values('target_node_id'), values('edge_type_id')];
      const [weights, delays] = [values('0/syn_weight'), values('0/delay')];
      expect(targets).toEqual([...targets].sort((x, y) => x - y));
      sources.forEach((s, k) => {
        found.push(
          [source.first + s, target.first + targets[k]!, types[k]! - 100, Math.round(delays[k]! / dt), weights[k]].join(
            ' ',
          ),
        );
      });
      // Each target's range has its edges and no others.
      const ranges = values('indices/target_to_source/range_to_edge_id');
      expect(values('indices/target_to_source/node_id_to_range')).toEqual(
        values('indices/target_to_source/node_id_to_ranges'),
      );
      for (let t = 0; t < target.size; t++) {
        const own = targets.flatMap((of, k) => (of === t ? [k] : []));
        expect(ranges[2 * t + 1]! - ranges[2 * t]!).toBe(own.length);
        if (own.length > 0) expect(ranges[2 * t]).toBe(own[0]);
      }
    }
    expect(found.length).toBeGreaterThan(500);
    expect(found.sort()).toEqual(listed.sort());
  });

  it('has nodes with the initial values, of models or virtual, and the given spikes at the end of their steps', async () => {
    const made = await folder(true);
    const places = placesOf(made);
    expect([...places.keys()]).toEqual(['E_cells_1', 'E_cells_1_1', 'given', 'drawn']);
    const arrays = readNpz(made.files.get('arrays.npz') as Uint8Array);
    const nodes = hdf5(made, 'network/E_cells_1_nodes.h5');
    expect(nodes.numbers('/nodes/E_cells_1/0/dynamics_params/s0q')).toEqual(arrays.get('initial_0_0')!.data);
    expect(hdf5(made, 'network/E_cells_1_1_nodes.h5').numbers('/nodes/E_cells_1_1/0/dynamics_params/s0q')).toEqual(
      new Float64Array(20).fill(3),
    );
    expect(text(made, 'network/E_cells_1_node_types.csv')).toContain(`nest:${places.get('E_cells_1')!.model} `);
    expect(text(made, 'network/given_node_types.csv')).toBe('node_type_id model_type model_name\n100 virtual given\n');
    expect(text(made, 'network/drawn_node_types.csv')).toContain('point_neuron nest:galvani3_drawn');
    const spikes = hdf5(made, 'inputs/given_spikes.h5');
    expect(spikes.numbers('/spikes/given/timestamps')).toEqual(Float64Array.of(0.6, 1.1, 2.1, 3.1, 4.1));
    expect(Array.from(spikes.numbers('/spikes/given/node_ids')! as BigUint64Array, Number)).toEqual([4, 0, 1, 1, 3]);
  });

  it('names only files that are there, and ports only of cells with several', async () => {
    const made = await folder(true);
    const seen: string[] = [];
    for (const config of ['config.json', 'circuit_config.json', 'simulation_config.json']) {
      const json = JSON.parse(text(made, config));
      const manifest: Record<string, string> = json.manifest ?? {};
      JSON.stringify(json, (key, value) => {
        if (typeof value === 'string' && (key.endsWith('_file') || key === 'network' || key === 'simulation'))
          seen.push(
            join(
              dirname(config),
              value.replace(/^\$\w+/, (name) => manifest[name]!),
            ),
          );
        return value;
      });
    }
    const inFolder = seen.filter((path) => path !== 'spikes.h5' && path !== 'log.txt');
    expect(inFolder.length).toBeGreaterThan(10);
    for (const path of inFolder) expect([...made.files.keys()]).toContain(path);
    expect(text(made, 'network/E_cells_1_to_E_cells_1_1_edge_types.csv')).toBe(
      'edge_type_id model_template dynamics_params\n100 static_synapse port0.json\n',
    );
    expect(JSON.parse(text(made, 'components/synapses/port0.json'))).toEqual({ receptor_type: 1 });
    expect(JSON.parse(text(made, 'simulation_config.json')).run).toMatchObject({ tstop: 10, dt: 0.1 });
    expect(text(made, 'README.md')).toMatch(/pip install bmtk==/);
    expect(made.files.has('run.py')).toBe(false);
  });

  it('is for NEST, with listed synapses', async () => {
    const base = {
      network: network(),
      dt,
      steps: 100,
      integrator: undefined,
      checkSteps: 10,
      name: 'x',
      sonata: true,
    } as const;
    await expect(clusterFolder({ ...base, engine: 'nest', synapses: 'remade' })).rejects.toThrow(
      /leave --synapses out/,
    );
    await expect(clusterFolder({ ...base, engine: 'neuron', synapses: 'explicit' })).rejects.toThrow(/for NEST/);
  });
});
