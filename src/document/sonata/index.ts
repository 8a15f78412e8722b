/**
 * Networks of point cells in SONATA (Dai et al. 2020, PLoS Comput. Biol. 16:e1007696; developer guide of the format): nodes and edges in
 * HDF5, tables of types, JSON configurations, spikes as inputs.
 */

import type { EngineCellKind } from '../../cells/engines/index.ts';
import { UserError } from '../../errors.ts';
import { fileTime } from '../../files/csv.ts';
import { readHdf5 } from '../../files/hdf5/read.ts';
import { readSonataSpikes } from '../../files/read-spikes.ts';
import { Network } from '../../network/network.ts';
import { noMore } from '../../no-more.ts';
import { anything, callable, optional, optionsOf, text } from '../../options.ts';
import { parseStep } from '../../simulate/clock.ts';
import { isSonata, type OpenFile, opened, readConfig, type SonataConfig, type SonataSpikeInput } from './config.ts';
import { addEdges } from './edges.ts';
import { type Nodes, placeCells, placeVirtual, type ReadNodes, readNodes } from './nodes.ts';

export { isSonata, type OpenFile };

export interface SonataImportOptions {
  /** Step of the run; default: that of the configuration. Delays are made for it: run the network with this dt. */
  readonly dt?: string;
  /** Of the network; these networks draw no random numbers of their own. Default 1. */
  readonly seed?: number;
}

export interface SonataNetwork {
  readonly network: Network;
  readonly run: { readonly dt: string; readonly duration: string };
  /** Node ids of SONATA's population in the order of cells, for each population of the network that is made of cells. */
  readonly nodes: readonly { readonly population: string; readonly of: string; readonly ids: Float64Array }[];
  readonly edges: number;
  /** Sentences: what is not as the engine that the files are for would have it. */
  readonly notes: readonly string[];
}

const readOptions = optionsOf<SonataImportOptions>('fromSonata', { dt: optional(text), seed: optional(anything) });

/** How far a time may lie from the grid, in steps: files hold decimal numbers. */
const ON_GRID = 1e-6;

/**
 * Reads the network whose configuration is at `path`; `open` answers the bytes of a file by its path, which may begin with '../'. Throws a
 * UserError that names the file where something is missing, or asks for what is not known here.
 */
export function fromSonata(
  path: string,
  open: OpenFile,
  options: SonataImportOptions = {},
  ...more: undefined[]
): SonataNetwork {
  noMore('fromSonata', 'a path, a function that opens files and options', more);
  text.check(path, 'fromSonata: the path');
  callable.check(open, 'fromSonata: open');
  const { dt: wanted, seed } = readOptions(options);
  const config = readConfig(path, open);
  if (config.duration === undefined)
    throw new UserError(`${path}: the run has no 'tstop'; give the time to run, in ms.`);
  const dt = wanted === undefined ? (config.dt ?? 0.1) : parseStep(wanted);
  const read = config.nodes.flatMap((files) => readNodes(files, config.cellModels, open, path));
  const double = read.find(({ name }, k) => read.findIndex((r) => r.name === name) !== k);
  if (double) throw new UserError(`${path}: two files of nodes have a population '${double.name}'.`);
  const cells = new Map<string, EngineCellKind>();
  const stamp = stampOf(read);
  const network = new Network(seed === undefined ? {} : { seed });
  const populations = new Map<string, Nodes>();
  const names = new Set<string>();
  // Cells first: they are numbered from 0.
  for (const of of read.filter(({ kind }) => kind === 'cells')) {
    const { nodes, cell } = placeCells(network, of, names);
    populations.set(of.name, nodes);
    cells.set(of.name, cell!);
  }
  const drive = new Drive(config, read, { dt, stamp, open, path });
  for (const of of read.filter(({ kind }) => kind === 'virtual'))
    populations.set(of.name, placeVirtual(network, of, names, drive.of(of.name)).nodes);
  let edges = 0;
  const delays = new Set<number>();
  for (const files of config.edges) {
    const around = { network, populations, cells, synapseModels: config.synapseModels, dt, open, by: path };
    const added = addEdges(files, around);
    edges += added.count;
    for (const delay of added.delays) delays.add(delay);
  }
  const ownNotes = [...new Set([...read.flatMap((r) => r.types.flatMap((t) => t.cell?.notes ?? []))])];
  return {
    network,
    run: { dt: `${dt} ms`, duration: `${config.duration} ms` },
    nodes: [...populations.values()].flatMap((nodes) =>
      cells.has(nodes.name)
        ? nodes.types.map(({ population, ids }) => ({ population: population.name, of: nodes.name, ids }))
        : [],
    ),
    edges,
    notes: [
      ...ownNotes,
      ...drive.notes,
      ...gridNotes(delays, dt),
      ...orderNotes(populations, cells),
      ...reportNotes(config),
    ],
  };
}

/** All cells must be of one engine, whose clock the times of the files follow. */
function stampOf(read: readonly ReadNodes[]): 0 | 1 {
  const kinds = read.flatMap((r) => r.types.flatMap((t) => (t.cell ? [t.cell] : [])));
  const [first] = kinds;
  const other = kinds.find((k) => k.engine !== first!.engine);
  if (other)
    throw new UserError(
      `The network has cells of ${first!.engine} (${first!.name}) and of ${other.engine} (${other.name}), whose clocks differ by a step; one engine's can be read.`,
    );
  if (!first) throw new UserError('The network has virtual nodes only, and no cells.');
  return first.stamp;
}

/** The spikes that virtual nodes are given. */
class Drive {
  readonly notes: string[] = [];
  readonly #spikes = new Map<string, [time: number, node: number][]>();

  constructor(
    config: SonataConfig,
    read: readonly ReadNodes[],
    how: { readonly dt: number; readonly stamp: 0 | 1; readonly open: OpenFile; readonly path: string },
  ) {
    const { dt, stamp, open, path } = how;
    let merged = 0;
    let rounded = 0;
    const seen = new Set<string>();
    for (const input of config.inputs) {
      const population = populationOf(input, config, read, path);
      const file = readHdf5(opened(open, input.file, path), input.file);
      const { times, neurons } = readSonataSpikes(file, input.file, population);
      const list = this.#spikes.get(population) ?? [];
      this.#spikes.set(population, list);
      times.forEach((time, k) => {
        // A spike at NEST's time t is one of the step that ends then, and none is earlier than the first step's.
        const clock = Math.max(stamp, Math.round(time / dt));
        if (Math.abs(time / dt - clock) > ON_GRID) rounded++;
        const step = clock - stamp;
        if (step * dt >= config.duration!) return;
        const key = `${population} ${neurons[k]} ${step}`;
        if (seen.has(key)) {
          merged++;
          return;
        }
        seen.add(key);
        list.push([fileTime(step, dt), neurons[k]!]);
      });
    }
    if (rounded > 0) this.notes.push(`${rounded} spikes of the inputs lie between steps of ${dt} ms and were rounded.`);
    if (merged > 0)
      this.notes.push(
        `${merged} spikes of the inputs fell in the step of another one of the same node, and count once; take a smaller dt.`,
      );
  }

  /** Pairs of time (ms) and node id. */
  of(population: string): readonly (readonly [number, number])[] {
    return this.#spikes.get(population) ?? [];
  }
}

/** The virtual population that an input is for. */
function populationOf(
  input: SonataSpikeInput,
  { nodeSets }: SonataConfig,
  read: readonly ReadNodes[],
  path: string,
): string {
  const { nodeSet, name } = input;
  const set = typeof nodeSet === 'string' && Object.hasOwn(nodeSets, nodeSet) ? nodeSets[nodeSet] : nodeSet;
  const found = typeof set === 'string' ? set : (set as { population?: unknown } | null | undefined)?.population;
  const extra = typeof set === 'object' && set !== null ? Object.keys(set).filter((k) => k !== 'population') : [];
  const virtual = read.filter(({ kind }) => kind === 'virtual').map((r) => r.name);
  if (typeof found !== 'string' || !virtual.includes(found) || extra.length > 0)
    throw new UserError(
      `${path}: the input '${name}' is for the node set ${JSON.stringify(nodeSet)}; one that is a whole population of virtual nodes can be read: ${virtual.join(', ') || 'there is none'}.`,
    );
  return found;
}

function gridNotes(delays: ReadonlySet<number>, dt: number): string[] {
  const off = [...delays].filter((d) => Math.abs(d / dt - Math.round(d / dt)) > ON_GRID);
  return off.length === 0
    ? []
    : [`Delays lie between steps of ${dt} ms, ${off[0]} ms among them, and are rounded; take a smaller dt.`];
}

/** Cells are numbered type by type. */
function orderNotes(populations: ReadonlyMap<string, Nodes>, cells: ReadonlyMap<string, unknown>): string[] {
  let first = 0;
  let isSame = true;
  const all = [...populations.values()].filter(({ name }) => cells.has(name));
  for (const { types } of all)
    for (const { ids } of types) {
      isSame &&= ids.every((id, k) => id === first + k);
      first += ids.length;
    }
  return isSame
    ? []
    : ['Cells are numbered through the populations, type by type, so that a number here is not the id of its node.'];
}

const reportNotes = ({ reports }: SonataConfig): string[] =>
  reports ? ['Reports of the configuration are not written; --record names variables to record.'] : [];
