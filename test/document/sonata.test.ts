/** Networks in SONATA: the examples of the format with the spikes of NEURON and NEST, and what is refused. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromSonata, isSonata, type OpenFile } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { readHdf5 } from '../../src/files/hdf5/read.ts';
import { writeHdf5 } from '../../src/files/hdf5/write.ts';
import { simulate } from '../../src/index.ts';
import { golden, open } from '../sonata.ts';

/** Spikes of the cells as 'step cell'. */
async function spikesOf(
  config: string,
  dt: string,
  duration?: string,
): Promise<{ found: Set<string>; notes: readonly string[] }> {
  const { network, run, nodes, notes } = fromSonata(config, open, { dt });
  const cells = nodes.reduce((n, { ids }) => n + ids.length, 0);
  const { spikes } = await simulate(network, { ...run, duration: duration ?? run.duration, backend: 'reference' });
  const kept = [...spikes.cells.keys()].filter((k) => spikes.cells[k]! < cells);
  return { found: new Set(kept.map((k) => `${spikes.steps[k]} ${spikes.cells[k]}`)), notes };
}

describe('the examples', () => {
  it('300_pointneurons: the 18 724 spikes of NEST, each in its step', async () => {
    const { found, notes } = await spikesOf(`${golden}/300_pointneurons/config.json`, '0.1 ms');
    const text = new TextDecoder().decode(
      gunzipSync(readFileSync(`${golden}/300_pointneurons/expected_nest_3.10_dt0.1.csv.gz`)),
    );
    const expected = text.trim().split('\n').slice(1);
    expect(expected).toHaveLength(18_724);
    expect(found).toEqual(new Set(expected.map((line) => line.replace(',', ' '))));
    expect(notes.join(' ')).toMatch(
      /4334 spikes of the inputs lie between steps of 0\.1 ms.*1 spikes .* count once.*Reports/,
    );
  });

  it('300_intfire: the spikes of NEURON to a microsecond', async () => {
    // All of the 3 s are a row of `npm run test:engines`.
    const { found, notes } = await spikesOf(`${golden}/300_intfire/config.json`, '0.001 ms', '600 ms');
    const stored = readHdf5(readFileSync(`${golden}/300_intfire/output/spikes.h5`), 'spikes.h5');
    const [times, ids] = [stored.numbers('/spikes/v1/timestamps')!, stored.numbers('/spikes/v1/node_ids')!];
    const expected = [...times.keys()]
      .filter((k) => Number(times[k]) < 600)
      .map((k) => `${Math.round(Number(times[k]) * 1000)} ${ids[k]}`);
    expect(expected.length).toBeGreaterThan(300);
    expect(found).toEqual(new Set(expected));
    expect(notes).toEqual([expect.stringMatching(/^NEURON keeps exact times/)]);
  });

  it('says what the network is', () => {
    const { network, run, nodes, edges } = fromSonata(`${golden}/300_intfire/config.json`, open);
    expect(run).toEqual({ dt: '0.1 ms', duration: '3000 ms' });
    expect(edges).toBe(61_560 + 17_160 + 9000);
    expect(nodes.map(({ population, of, ids }) => [population, of, ids.length])).toEqual([
      ['LIF_exc', 'v1', 240],
      ['LIF_inh', 'v1', 60],
    ]);
    expect(network.populations.map((p) => [p.name, p.size])).toEqual([
      ['LIF_exc', 240],
      ['LIF_inh', 60],
      ['lgn', 90],
      ['tw', 30],
    ]);
    // Eight types of edges.
    expect(network.projections).toHaveLength(8);
  });

  it('a configuration is told from a document', () => {
    const text = (path: string) => readFileSync(`${golden}/${path}`, 'utf8');
    expect(isSonata(text('300_intfire/config.json'))).toBe(true);
    expect(isSonata(text('300_intfire/circuit_config.json'))).toBe(true);
    expect(isSonata('{"populations": {}, "network": 1}')).toBe(false);
    expect(isSonata('populations: {}')).toBe(false);
    expect(isSonata('{')).toBe(false);
  });
});

/** The example's files with some of them changed; undefined: taken away. */
const changed =
  (files: Readonly<Record<string, string | Uint8Array | undefined>>): OpenFile =>
  (path) => {
    const name = path.slice(`${golden}/`.length);
    if (!Object.hasOwn(files, name)) return open(path);
    const content = files[name];
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };

describe('what is refused names its file', () => {
  const nodes = '300_intfire/network/v1_node_types.csv';
  const edges = '300_intfire/network/v1_v1_edge_types.csv';
  const simulation = '300_intfire/simulation_config.json';
  const circuit = '300_intfire/circuit_config.json';
  const inhibitory = 'shared_components/synaptic_models/instanteneousInh.json';
  const read = (name: string) => readFileSync(`${golden}/${name}`, 'utf8');
  const replaced = (name: string, from: string | RegExp, to: string) => {
    expect(read(name)).toMatch(from);
    return { [name]: read(name).replace(from, to) };
  };

  it.each<[string, () => Record<string, string | Uint8Array | undefined>, RegExp]>([
    [
      'a file that is not there',
      () => ({ [edges]: undefined }),
      /no file '.*v1_v1_edge_types\.csv', which .*config\.json names/,
    ],
    ['JSON that is none', () => ({ [circuit]: '{' }), /circuit_config\.json is no JSON/],
    ['a network nowhere', () => ({ [circuit]: '{"components": {}}' }), /config\.json names no network/],
    [
      'a name that the manifest lacks',
      () => replaced(circuit, '"$NETWORK_DIR/v1_nodes.h5"', '"$NET/v1_nodes.h5"'),
      /uses \$NET, which the manifest does not have/,
    ],
    ['a manifest that goes round', () => replaced(circuit, '"./network"', '"$NETWORK_DIR"'), /goes round in circles/],
    [
      'another cell',
      () => replaced(nodes, 'nrn:IntFire1', 'nrn:IntFire4'),
      /'IntFire4' of another simulator is not known here.*IntFire1/,
    ],
    [
      'a cell of the other engine',
      () => replaced(nodes, 'nrn:IntFire1', 'nest:IntFire1'),
      /IntFire1 is a cell of NEURON, not of 'nest'/,
    ],
    [
      'cells of two engines',
      () => replaced(nodes, 'nrn:IntFire1 point_process IntFire1_inh_1.json', 'nest:iaf_psc_alpha point_process NULL'),
      /cells of NEURON \(IntFire1\) and of NEST \(iaf_psc_alpha\)/,
    ],
    ['cells with a morphology', () => replaced(nodes, 'point_process', 'biophysical'), /model_type is 'biophysical'/],
    [
      'a parameter that the cell lacks',
      () => ({ 'shared_components/point_neuron_models_dir/IntFire1_exc_1.json': '{"taum": 1}' }),
      /no parameter 'taum' here/,
    ],
    [
      'a value that is no number',
      () => ({ 'shared_components/point_neuron_models_dir/IntFire1_exc_1.json': '{"tau": "x"}' }),
      /tau is "x"; a number/,
    ],
    ['a line too long', () => replaced(nodes, 'VisL4', 'VisL4 x'), /line 2: 8 values for 7 columns/],
    ['a type that is not in the table', () => replaced(edges, /^103/m, '104'), /no edge type 103/],
    ['a weight function', () => replaced(edges, 'wmax 0.01', 'gaussianLL 0.01'), /function 'gaussianLL'/],
    ['no weight', () => replaced(edges, 'wmax 0.01', 'wmax NULL'), /has no syn_weight/],
    ['a delay of 0', () => replaced(edges, '2.0 wmax 0.01', '0 wmax 0.01'), /delay of 0 ms/],
    ['another sign', () => ({ [inhibitory]: '{"sign": 2}' }), /sign is 2; 1 or -1/],
    ['another parameter of synapses', () => ({ [inhibitory]: '{"sign": -1, "tau_rec": 3}' }), /'tau_rec' of synapses/],
    [
      'another kind of input',
      () => replaced(simulation, '"input_type": "spikes"', '"input_type": "current_clamp"'),
      /the input 'LGN_spikes' is 'current_clamp'/,
    ],
    [
      'a node set that is no population',
      () => replaced(simulation, '"node_set": "lgn"', '"node_set": "v1"'),
      /virtual nodes can be read: lgn, tw/,
    ],
    ['no time to run', () => replaced(simulation, /"tstop": 3000\.0,/, ''), /no 'tstop'/],
    [
      'a file that is no HDF5',
      () => ({ '300_intfire/network/v1_nodes.h5': 'x' }),
      /v1_nodes\.h5 cannot be read as HDF5/,
    ],
  ])('%s', (_, files, sentence) => {
    const act = () => fromSonata(`${golden}/300_intfire/config.json`, changed(files()));
    expect(act).toThrow(UserError);
    expect(act).toThrow(sentence);
  });

  it('edges that do not fit their nodes', () => {
    const path = '300_intfire/network/tw_v1_edges.h5';
    const file = (source: number, population: string | undefined, extra: object = {}) =>
      writeHdf5({
        children: {
          edges: {
            children: {
              tw_to_v1: {
                children: {
                  edge_type_id: { data: Uint32Array.of(100) },
                  edge_group_id: { data: Uint32Array.of(0) },
                  edge_group_index: { data: Uint32Array.of(0) },
                  source_node_id: {
                    data: Uint32Array.of(source),
                    ...(population === undefined ? {} : { attributes: { node_population: population } }),
                  },
                  target_node_id: { data: Uint32Array.of(3), attributes: { node_population: 'v1' } },
                  0: { children: {} },
                  ...extra,
                },
              },
            },
          },
        },
      });
    const act = (bytes: Uint8Array) => () =>
      fromSonata(`${golden}/300_intfire/config.json`, changed({ [path]: bytes }));
    expect(act(file(29, 'tw'))).not.toThrow();
    expect(act(file(30, 'tw'))).toThrow(/edge 0 names node 30 of 'tw'/);
    expect(act(file(0, 'rn'))).toThrow(/joins the population 'rn'/);
    expect(act(file(0, undefined))).toThrow(/does not say its node_population/);
    expect(act(file(0, 'tw', { edge_group_index: { data: Uint32Array.of(0, 1) } }))).toThrow(/has 2 values for 1 rows/);
    expect(
      act(file(0, 'tw', { target_node_id: { data: Uint32Array.of(3), attributes: { node_population: 'tw' } } })),
    ).toThrow(/leads to 'tw', whose nodes are virtual/);
  });

  it('types of one name are numbered', () => {
    const { network } = fromSonata(
      `${golden}/300_intfire/config.json`,
      changed(replaced(nodes, 'IntFire1_inh_1.json LIF_inh', 'IntFire1_inh_1.json LIF_exc')),
    );
    expect(network.populations.map((p) => p.name)).toEqual(['LIF_exc', 'LIF_exc 2', 'lgn', 'tw']);
  });

  it('options that are none', () => {
    expect(() => fromSonata(`${golden}/300_intfire/config.json`, open, { step: '1 ms' } as object)).toThrow(/'step'/);
    expect(() => fromSonata('x', 3 as unknown as OpenFile)).toThrow(/a function is expected/);
    expect(() => fromSonata('nowhere.json', () => undefined)).toThrow(/no file 'nowhere\.json'/);
  });
});
