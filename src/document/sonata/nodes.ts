/** Populations of SONATA's files of nodes as populations of a network: one for each type, numbered by type, then by node. */

import { type EngineCellKind, engineCell, engineCellByName } from '../../cells/engines/index.ts';
import { UserError } from '../../errors.ts';
import { readHdf5 } from '../../files/hdf5/read.ts';
import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { freeName } from '../../numbers/free-name.ts';
import { type NetworkFiles, type OpenFile, opened, readJson } from './config.ts';
import { plainPath } from './paths.ts';
import { SonataTable } from './tables.ts';
import { readTypes, type TypeRow } from './types.ts';

/** Nodes of one type. */
interface NodeType {
  readonly population: Population;
  /** Its nodes' ids in the order of the population's cells. */
  readonly ids: Float64Array;
}

/** A population of SONATA. */
export interface Nodes {
  readonly name: string;
  readonly types: readonly NodeType[];
  /** Where a node is: number of its type above, and of the cell in it. */
  readonly places: ReadonlyMap<number, readonly [type: number, cell: number]>;
}

/** A population before it has a place in a network: stimuli need their spikes first. */
export interface ReadNodes {
  readonly name: string;
  readonly kind: 'cells' | 'virtual';
  readonly types: readonly ReadType[];
}

interface ReadType {
  readonly name: string;
  readonly ids: Float64Array;
  readonly cell: EngineCellKind | undefined;
  readonly parameters: Readonly<Record<string, number>>;
  /** Values that differ from node to node, in the engine's units. */
  readonly own: Readonly<Record<string, Float64Array>>;
}

/** Words of the tables that name the same: the second is of the format's first examples. */
const CELLS = ['point_neuron', 'point_process'];

export function readNodes(files: NetworkFiles, models: string | undefined, open: OpenFile, by: string): ReadNodes[] {
  const file = readHdf5(opened(open, files.data, by), files.data);
  const populations = file.children('/nodes');
  if (!populations) throw new UserError(`${files.data} has no group '/nodes'; it is no file of nodes of SONATA.`);
  if (files.types === undefined) throw new UserError(`${by}: '${files.data}' has no node_types_file beside it.`);
  const types = readTypes(new TextDecoder().decode(opened(open, files.types, by)), 'node_type_id', files.types);
  return populations.map((name) => {
    const table = new SonataTable(file, files.data, `/nodes/${name}`, 'node');
    const own = Object.fromEntries(
      [...table.names('dynamics_params')].map((p) => [p, table.values(`dynamics_params/${p}`)!] as const),
    );
    const typeIds = table.column('node_type_id');
    const ids = file.numbers(`/nodes/${name}/node_id`)
      ? table.column('node_id', table.count)
      : Float64Array.from(typeIds.keys());
    const read = [...new Set(typeIds)].map((type): ReadType & { readonly kind: ReadNodes['kind'] } => {
      const row = types.get(type);
      if (!row) throw new UserError(`${files.types} has no node type ${type}, which ${files.data} names.`);
      const members = [...typeIds.keys()].filter((k) => typeIds[k] === type);
      const what = `${files.types}, type ${type}`;
      const model = row.get('model_type');
      const base = {
        name: row.get('model_name') ?? row.get('pop_name') ?? String(type),
        ids: Float64Array.from(members, (k) => ids[k]!),
      };
      if (model === 'virtual') return { ...base, kind: 'virtual', cell: undefined, parameters: {}, own: {} };
      if (!CELLS.includes(model ?? ''))
        throw new UserError(
          `${what}: the model_type is '${model ?? 'NULL'}'; networks of ${CELLS.join(', ')} and virtual nodes can be read here.`,
        );
      const values = Object.entries(own).map(
        ([p, column]) => [p, Float64Array.from(members, (k) => column[k]!)] as const,
      );
      return {
        ...base,
        kind: 'cells',
        cell: cellOf(row, what),
        parameters: parametersOf(row, models, open, what),
        own: Object.fromEntries(values.filter(([, column]) => !column.every(Number.isNaN))),
      };
    });
    const kinds = new Set(read.map(({ kind }) => kind));
    if (kinds.size > 1)
      throw new UserError(`${files.data}: '${name}' has virtual nodes and others; one kind can be read.`);
    return { name, kind: read[0]?.kind ?? 'virtual', types: read };
  });
}

function cellOf(row: TypeRow, what: string): EngineCellKind {
  const template = row.get('model_template');
  if (template === undefined) throw new UserError(`${what} has no model_template, such as 'nest:iaf_psc_alpha'.`);
  const [engine, name] = template.split(':') as [string, string | undefined];
  const engines: Readonly<Record<string, EngineCellKind['engine']>> = { nest: 'NEST', nrn: 'NEURON' };
  if (name === undefined || !Object.hasOwn(engines, engine))
    throw new UserError(`${what}: the model_template is '${template}'; 'nest:CELL' and 'nrn:CELL' can be read.`);
  const kind = engineCellByName(name);
  if (kind.engine !== engines[engine])
    throw new UserError(`${what}: ${name} is a cell of ${kind.engine}, not of '${engine}'.`);
  return kind;
}

/** Words in files of parameters that say what they are of. */
const SAID = new Set(['type', 'name', 'id']);

/** Numbers of the type's JSON file. bmtk's files give IntFire1's times in seconds; see `scaled`. */
function parametersOf(row: TypeRow, folder: string | undefined, open: OpenFile, what: string): Record<string, number> {
  const file = row.get('dynamics_params');
  if (file === undefined) return {};
  if (folder === undefined)
    throw new UserError(`${what} names '${file}', and the configuration has no point_neuron_models_dir.`);
  const path = plainPath(`${folder}/${file}`);
  const found: Record<string, number> = {};
  for (const [name, value] of Object.entries(readJson(open, path, what))) {
    if (SAID.has(name)) continue;
    if (typeof value !== 'number')
      throw new UserError(`${path}: ${name} is ${JSON.stringify(value)}; a number is expected.`);
    found[name] = value;
  }
  return found;
}

/** Times that SONATA's files give in seconds, NEURON's cells in ms. */
const inSeconds: Readonly<Record<string, readonly string[]>> = { IntFire1: ['tau', 'refrac'] };

export interface PlacedNodes {
  readonly nodes: Nodes;
  readonly cell: EngineCellKind | undefined;
}

/** Puts cells into the network. `names`: those that are taken. */
export function placeCells(network: Network, read: ReadNodes, names: Set<string>): PlacedNodes {
  const cells = read.types.map(({ cell }) => cell!);
  const types = read.types.map((type, t): NodeType => {
    const cell = cells[t]!;
    const scale = (name: string): number => (inSeconds[cell.name]?.includes(name) ? 1000 : 1);
    const parameters = Object.fromEntries(
      Object.entries(type.parameters).map(([name, value]) => [name, value * scale(name)]),
    );
    const own = Object.entries(type.own).map(([name, values]) => {
      if (values.some(Number.isNaN))
        throw new UserError(
          `'${read.name}': some nodes of the type ${type.name} have no ${name}; give it to all or to none.`,
        );
      return [name, values.map((v) => v * scale(name))] as const;
    });
    const name = claimed(names, read.types.length === 1 ? read.name : type.name);
    const model = engineCell(cell, parameters);
    const initial = { ...cell.initial, ...Object.fromEntries(own) };
    return { population: network.population(model, type.ids.length, initial, { name }), ids: type.ids };
  });
  return { nodes: withPlaces(read.name, types), cell: cells[0] };
}

/** Puts a stimulus into the network. `spikes`: pairs of time in ms and node id. */
export function placeVirtual(
  network: Network,
  read: ReadNodes,
  names: Set<string>,
  spikes: readonly (readonly [time: number, node: number])[],
): PlacedNodes {
  const ids = Float64Array.from(read.types.flatMap((type) => [...type.ids]));
  const cellOfNode = new Map([...ids].map((id, cell) => [id, cell]));
  const named = spikes.map(([time, node]): [number, number] => {
    const cell = cellOfNode.get(node);
    if (cell === undefined)
      throw new UserError(`The spikes of '${read.name}' name node ${node}, which it does not have.`);
    return [time, cell];
  });
  const name = claimed(names, read.name);
  const population = network.spikes(ids.length, { spikes: named, name });
  return { nodes: withPlaces(read.name, [{ population, ids }]), cell: undefined };
}

/** Types of several populations may have one name. */
function claimed(names: Set<string>, wanted: string): string {
  const name = freeName(wanted, (taken) => names.has(taken), ' ');
  names.add(name);
  return name;
}

function withPlaces(name: string, types: readonly NodeType[]): Nodes {
  const places = new Map<number, readonly [number, number]>();
  types.forEach(({ ids }, type) => {
    ids.forEach((id, cell) => {
      if (places.has(id)) throw new UserError(`'${name}' has the node ${id} twice.`);
      places.set(id, [type, cell]);
    });
  });
  return { name, types, places };
}
