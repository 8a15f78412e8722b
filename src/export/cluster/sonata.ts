/**
 * A program as a network in SONATA: nodes, edges, inputs, types and configurations (Dai et al. 2020, PLoS Comput. Biol. 16:e1007696;
 * developer guide of the format). Times are NEST's: a spike of step k is at (k + 1)·dt.
 */

import { InternalError, UserError } from '../../errors.ts';
import { type Hdf5Group, writeHdf5 } from '../../files/hdf5/write.ts';
import { sonataFile, sonataHead, wide } from '../../files/sonata.ts';
import { stepTime } from '../../numbers/decimal.ts';
import type { Program } from '../../program/program.ts';
import type { SynapseList } from './synapses.ts';

/** Most synapses that a file of edges holds here, 52 bytes each: it is made in memory. */
const MOST_EDGES = 1e7;

/** A population of SONATA. */
interface SonataPopulation {
  /** Letters, digits and underscores. */
  readonly name: string;
  readonly first: number;
  readonly size: number;
  /** Name of the NESTML model; null for nodes whose spikes are given. */
  readonly model: string | null;
  readonly ports: number;
}

interface SonataNetwork {
  readonly program: Program;
  /** Names of the models, by population. */
  readonly models: readonly (string | null)[];
  /** Values at the start by population and column, one per cell or one for all. */
  readonly initial: readonly { readonly population: number; readonly column: number; readonly values: Float64Array }[];
  readonly list: SynapseList;
  /** Spikes of the populations without a model: steps, and network-wide cells. */
  readonly given: { readonly steps: Uint32Array; readonly cells: Uint32Array };
  readonly steps: number;
}

/** Types of nodes and edges are numbered from here, as in the format's examples. */
const FIRST_TYPE = 100;

const json = (of: unknown): string => `${JSON.stringify(of, null, 2)}\n`;

/** The names that the populations have in the files. */
export function sonataNames(program: Program): string[] {
  const taken = new Set<string>();
  return program.populations.map(({ name }, index) => {
    const plain = name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 40) || 'cells';
    const own = taken.has(plain) ? `${plain}_${index}` : plain;
    taken.add(own);
    return own;
  });
}

/** Contents by path within the folder. Throws a UserError where there are too many synapses for a file. */
export function sonataFiles(of: SonataNetwork): Map<string, string | Uint8Array> {
  const { program, models, list, given, steps } = of;
  const { dt } = program;
  if (list.source.length > MOST_EDGES)
    throw new UserError(
      `${list.source.length} synapses are ${((list.source.length * 52) / 1e9).toFixed(1)} GB in SONATA, whose files are made in memory, up to ${MOST_EDGES / 1e6} 000 000; --to nest takes more.`,
    );
  const names = sonataNames(program);
  const places = program.populations.map(({ first, size, inlets }, i): SonataPopulation => {
    return { name: names[i]!, first, size, model: models[i]!, ports: inlets.length };
  });
  const files = new Map<string, string | Uint8Array>();
  const nodes: object[] = [];
  places.forEach((place, i) => {
    const { name, model } = place;
    files.set(
      `network/${name}_nodes.h5`,
      nodesFile(
        place,
        of.initial.filter(({ population }) => population === i),
      ),
    );
    // bmtk takes an empty model_template for a model.
    files.set(
      `network/${name}_node_types.csv`,
      model === null
        ? `node_type_id model_type model_name\n${FIRST_TYPE} virtual ${name}\n`
        : `node_type_id model_type model_template dynamics_params model_name\n${FIRST_TYPE} point_neuron nest:${model} cell.json ${name}\n`,
    );
    nodes.push({ nodes_file: `$NETWORK_DIR/${name}_nodes.h5`, node_types_file: `$NETWORK_DIR/${name}_node_types.csv` });
  });
  files.set('components/cells/cell.json', '{}\n');
  const edges: object[] = [];
  const ports = new Set<number>();
  for (const [source, target, members] of bundles(places, list)) {
    const name = `${source.name}_to_${target.name}`;
    files.set(`network/${name}_edges.h5`, edgesFile(name, source, target, members, list, dt));
    const used = [...new Set(Array.from(members, (s) => valueAt(list.port, s)))].sort((a, b) => a - b);
    // A cell with one inlet takes no receptor.
    const several = target.ports > 1;
    for (const port of used) if (several) ports.add(port);
    files.set(
      `network/${name}_edge_types.csv`,
      `edge_type_id model_template dynamics_params\n${used.map((p) => `${FIRST_TYPE + p} static_synapse ${several ? `port${p}` : 'port'}.json\n`).join('')}`,
    );
    edges.push({ edges_file: `$NETWORK_DIR/${name}_edges.h5`, edge_types_file: `$NETWORK_DIR/${name}_edge_types.csv` });
  }
  files.set('components/synapses/port.json', '{}\n');
  for (const port of ports) files.set(`components/synapses/port${port}.json`, json({ receptor_type: port + 1 }));
  const inputs: Record<string, object> = {};
  for (const { name, first, size, model } of places) {
    if (model !== null) continue;
    const own = [...given.cells.keys()].filter((k) => given.cells[k]! >= first && given.cells[k]! < first + size);
    const times = Float64Array.from(own, (k) => stepTime(given.steps[k]! + 1, dt));
    const ids = wide(own.map((k) => given.cells[k]! - first));
    files.set(`inputs/${name}_spikes.h5`, writeHdf5(sonataFile(times, ids, { population: name })));
    inputs[name] = {
      input_type: 'spikes',
      module: 'sonata',
      input_file: `$INPUT_DIR/${name}_spikes.h5`,
      node_set: name,
    };
  }
  files.set('node_sets.json', json(Object.fromEntries(names.map((name) => [name, { population: name }]))));
  files.set(
    'circuit_config.json',
    json({
      manifest: { $NETWORK_DIR: './network', $COMPONENTS_DIR: './components' },
      components: { point_neuron_models_dir: '$COMPONENTS_DIR/cells', synaptic_models_dir: '$COMPONENTS_DIR/synapses' },
      networks: { nodes, edges },
    }),
  );
  files.set(
    'simulation_config.json',
    json({
      manifest: { $OUTPUT_DIR: './output', $INPUT_DIR: './inputs' },
      run: { tstop: stepTime(steps, dt), dt, precise_times: false, nrn_seed: program.seed },
      target_simulator: 'NEST',
      network: './circuit_config.json',
      node_sets_file: './node_sets.json',
      inputs,
      output: { output_dir: '$OUTPUT_DIR', log_file: 'log.txt', spikes_file: 'spikes.h5', spikes_sort_order: 'time' },
    }),
  );
  files.set('config.json', json({ network: './circuit_config.json', simulation: './simulation_config.json' }));
  return files;
}

/** To 12 digits: 0.3 for 3 × 0.1. */

/** Columns of the list may hold one value for all synapses. */
const valueAt = (column: Uint16Array | Int32Array, s: number): number =>
  column.length === 1 ? column[0]! : column[s]!;

const repeated = (value: number, count: number): BigUint64Array => new BigUint64Array(count).fill(BigInt(value));

function nodesFile({ name, size }: SonataPopulation, initial: SonataNetwork['initial']): Uint8Array {
  const values = initial.map(({ column, values: v }) => {
    return [`s${column}q`, { data: v.length === size ? v : new Float64Array(size).fill(v[0]!) }] as const;
  });
  const every = Uint32Array.from({ length: size }, (_, k) => k);
  return writeHdf5({
    attributes: sonataHead,
    children: {
      nodes: {
        children: {
          [name]: {
            children: {
              node_id: { data: wide(every) },
              node_type_id: { data: repeated(FIRST_TYPE, size) },
              node_group_id: { data: new Uint32Array(size) },
              node_group_index: { data: wide(every) },
              0: { children: values.length === 0 ? {} : { dynamics_params: { children: Object.fromEntries(values) } } },
            },
          },
        },
      },
    },
  });
}

/** Synapses between each two populations that have any, sorted by target, then as in the list. */
function bundles(
  places: readonly SonataPopulation[],
  list: SynapseList,
): [source: SonataPopulation, target: SonataPopulation, members: Uint32Array][] {
  const placeOf = (cell: number): number => {
    const found = places.findIndex(({ first, size }) => cell >= first && cell < first + size);
    if (found < 0) throw new InternalError(`Cell ${cell} is of no population.`);
    return found;
  };
  const count = list.source.length;
  const keys = new Uint32Array(count);
  const sizes = new Uint32Array(places.length ** 2);
  let [source, target] = [0, 0];
  for (let s = 0; s < count; s++) {
    const [i, j] = [list.source[s]!, list.target[s]!];
    const inPlace = (p: number, cell: number): boolean =>
      cell >= places[p]!.first && cell < places[p]!.first + places[p]!.size;
    if (!inPlace(source, i)) source = placeOf(i);
    if (!inPlace(target, j)) target = placeOf(j);
    keys[s] = source * places.length + target;
    sizes[keys[s]!]!++;
  }
  return [...sizes.keys()].flatMap((key): [SonataPopulation, SonataPopulation, Uint32Array][] => {
    if (sizes[key] === 0) return [];
    const members = new Uint32Array(sizes[key]!);
    let at = 0;
    for (let s = 0; s < count; s++) if (keys[s] === key) members[at++] = s;
    members.sort((a, b) => list.target[a]! - list.target[b]! || a - b);
    return [[places[Math.floor(key / places.length)]!, places[key % places.length]!, members]];
  });
}

function edgesFile(
  name: string,
  source: SonataPopulation,
  target: SonataPopulation,
  members: Uint32Array,
  list: SynapseList,
  dt: number,
): Uint8Array {
  const count = members.length;
  const ends = (of: Uint32Array, { first, name: population }: SonataPopulation) => ({
    data: wide(members.map((s) => of[s]! - first)),
    attributes: { node_population: population },
  });
  return writeHdf5({
    attributes: sonataHead,
    children: {
      edges: {
        children: {
          [name]: {
            children: {
              source_node_id: ends(list.source, source),
              target_node_id: ends(list.target, target),
              edge_type_id: { data: wide(members.map((s) => FIRST_TYPE + valueAt(list.port, s))) },
              edge_group_id: { data: new Uint32Array(count) },
              edge_group_index: { data: wide(members.map((_, k) => k)) },
              0: {
                children: {
                  syn_weight: { data: Float64Array.from(members, (s) => valueAt(list.weight, s)) },
                  delay: { data: Float64Array.from(members, (s) => stepTime(valueAt(list.delay, s), dt)) },
                },
              },
              indices: { children: { target_to_source: index(members, list, target) } },
            },
          },
        },
      },
    },
  });
}

/** Where each target's edges begin and end: one range a target, since they are sorted. */
function index(members: Uint32Array, { target: targets }: SynapseList, { first, size }: SonataPopulation): Hdf5Group {
  const ranges = new Uint32Array(2 * size);
  let at = 0;
  for (let cell = 0; cell < size; cell++) {
    ranges[2 * cell] = at;
    while (at < members.length && targets[members[at]!] === first + cell) at++;
    ranges[2 * cell + 1] = at;
  }
  const toRanges = Uint32Array.from({ length: 2 * size }, (_, k) => Math.ceil(k / 2));
  const shape = [size, 2];
  // The guide's name, and the name that its own examples and bmtk have.
  const dataset = { data: wide(toRanges), shape };
  return {
    children: {
      range_to_edge_id: { data: wide(ranges), shape },
      node_id_to_ranges: dataset,
      node_id_to_range: dataset,
    },
  };
}
