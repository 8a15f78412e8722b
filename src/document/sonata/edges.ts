/** SONATA's files of edges as projections: one for each type of edge, each pair of populations, and each sign of the weight. */

import type { EngineCellKind } from '../../cells/engines/index.ts';
import { UserError } from '../../errors.ts';
import { readHdf5 } from '../../files/hdf5/read.ts';
import type { Network } from '../../network/network.ts';
import { synapseList } from '../../network/rules/index.ts';
import { decimal } from '../../numbers/decimal.ts';
import { freeName } from '../../numbers/free-name.ts';
import { type NetworkFiles, type OpenFile, opened, readJson } from './config.ts';
import type { Nodes } from './nodes.ts';
import { plainPath } from './paths.ts';
import { SonataTable } from './tables.ts';
import { numberOf, readTypes, type TypeRow } from './types.ts';

/** Of the engines, where a table has none, ms. */
const DEFAULT_DELAY = 1;

interface Surroundings {
  readonly network: Network;
  readonly populations: ReadonlyMap<string, Nodes>;
  /** The cell of each population that is no stimulus. */
  readonly cells: ReadonlyMap<string, EngineCellKind>;
  readonly synapseModels: string | undefined;
  /** ms */
  readonly dt: number;
  readonly open: OpenFile;
  /** Path of the configuration. */
  readonly by: string;
}

/** Adds all edges of a file. Answers the delays, ms, and how many edges there were. */
export function addEdges(files: NetworkFiles, around: Surroundings): { count: number; delays: Set<number> } {
  const { open, by } = around;
  const file = readHdf5(opened(open, files.data, by), files.data);
  const groups = file.children('/edges');
  if (!groups) throw new UserError(`${files.data} has no group '/edges'; it is no file of edges of SONATA.`);
  if (files.types === undefined) throw new UserError(`${by}: '${files.data}' has no edge_types_file beside it.`);
  const types = readTypes(new TextDecoder().decode(opened(open, files.types, by)), 'edge_type_id', files.types);
  let count = 0;
  const delays = new Set<number>();
  for (const group of groups) {
    const table = new SonataTable(file, files.data, `/edges/${group}`, 'edge');
    const end = (side: 'source' | 'target'): { nodes: Nodes; ids: Float64Array } => {
      const dataset = `${side}_node_id`;
      const ids = table.column(dataset, table.count);
      const name = file.textAttribute(`/edges/${group}/${dataset}`, 'node_population');
      if (name === undefined)
        throw new UserError(`${files.data}: ${dataset} of '${group}' does not say its node_population.`);
      const nodes = around.populations.get(name);
      if (!nodes)
        throw new UserError(`${files.data}: '${group}' joins the population '${name}', which no file of nodes has.`);
      return { nodes, ids };
    };
    const [source, target] = [end('source'), end('target')];
    const cell = around.cells.get(target.nodes.name);
    if (!cell)
      throw new UserError(`${files.data}: '${group}' leads to '${target.nodes.name}', whose nodes are virtual.`);
    const typeIds = table.column('edge_type_id');
    const own = { weight: table.values('syn_weight'), count: table.values('nsyns'), delay: table.values('delay') };
    for (const type of new Set(typeIds)) {
      const row = types.get(type);
      if (!row) throw new UserError(`${files.types} has no edge type ${type}, which ${files.data} names.`);
      const what = `${files.types}, type ${type}`;
      const sign = signOf(row, around, what);
      const common = { weight: numberOf(row, 'syn_weight', what), delay: numberOf(row, 'delay', what) };
      const bundles = new Map<string, Bundle>();
      typeIds.forEach((of, k) => {
        if (of !== type) return;
        const [from, i] = placeOf(source, k, files.data);
        const [to, j] = placeOf(target, k, files.data);
        // A weight of the type stays a number of its own, and the edges' numbers of synapses whole.
        const listed = own.weight?.[k] ?? Number.NaN;
        const isListed = !Number.isNaN(listed);
        if (!isListed && common.weight === undefined)
          throw new UserError(`${what} has no syn_weight, and its edges have none.`);
        const number = orElse(own.count?.[k], numberOf(row, 'nsyns', what) ?? 1);
        const factor = isListed ? 1 : common.weight!;
        const weight = sign * number * (isListed ? listed : 1);
        const delay = orElse(own.delay?.[k], common.delay ?? DEFAULT_DELAY);
        if (!(delay > 0)) throw new UserError(`${what}: an edge has a delay of ${delay} ms; it must be above 0.`);
        if (weight * factor === 0) return;
        const key = `${from} ${to} ${Math.sign(weight * factor)} ${factor}`;
        let bundle = bundles.get(key);
        if (!bundle) {
          bundle = { from, to, factor, sources: [], targets: [], weights: [], delays: [] };
          bundles.set(key, bundle);
        }
        bundle.sources.push(i);
        bundle.targets.push(j);
        bundle.weights.push(weight);
        bundle.delays.push(delay);
        delays.add(delay);
        count++;
      });
      for (const bundle of bundles.values()) project(bundle, source.nodes, target.nodes, cell, around);
    }
  }
  return { count, delays };
}

interface Bundle {
  readonly from: number;
  readonly to: number;
  /** Of every weight. */
  readonly factor: number;
  readonly sources: number[];
  readonly targets: number[];
  readonly weights: number[];
  /** ms */
  readonly delays: number[];
}

function project(
  bundle: Bundle,
  source: Nodes,
  target: Nodes,
  cell: EngineCellKind,
  { network, dt }: Surroundings,
): void {
  const { from, to, factor, weights, delays, sources, targets } = bundle;
  const isPositive = weights[0]! * factor > 0;
  const effect = isPositive ? cell.onSpike.positive : cell.onSpike.negative;
  const onSpike = factor === 1 ? effect : effect.replace(/\bw\b/, `(${factor})*w`);
  const lagging = delays.map((d) => decimal(d + cell.lag * dt));
  const same = (values: readonly number[]): boolean => values.every((v) => v === values[0]);
  network.project(source.types[from]!.population, target.types[to]!.population, {
    connect: synapseList({ sources, targets }),
    onSpike,
    weight: same(weights) ? weights[0]! : weights,
    delay: same(lagging) ? `${lagging[0]} ms` : lagging,
    name: unusedName(network, `${source.types[from]!.population.name} to ${target.types[to]!.population.name}`),
  });
}

/** Several types may join the same two populations. */
function unusedName(network: Network, base: string): string {
  const taken = new Set(network.projections.map((p) => p.name));
  return freeName(base, (name) => taken.has(name), ', ');
}

const orElse = (value: number | undefined, other: number): number =>
  value === undefined || Number.isNaN(value) ? other : value;

function placeOf(
  { nodes, ids }: { nodes: Nodes; ids: Float64Array },
  k: number,
  file: string,
): readonly [number, number] {
  const place = nodes.places.get(ids[k]!);
  if (place) return place;
  throw new UserError(`${file}: edge ${k} names node ${ids[k]} of '${nodes.name}', which it does not have.`);
}

/** Words of synapse files that change nothing here. */
const SAID = new Set(['level_of_detail', 'type', 'name', 'id']);
/** Functions of bmtk that take the weight as it is written. */
const AS_WRITTEN = new Set(['wmax', 'setWeight', 'set_weight']);

/** The sign that a type's file of parameters gives its weights. Throws a UserError for models and functions that are not known here. */
function signOf(row: TypeRow, { synapseModels, open }: Surroundings, what: string): number {
  const template = row.get('model_template');
  if (template !== undefined && !/^(?:nest:)?static_synapse$/.test(template))
    throw new UserError(`${what}: the synapses are '${template}'; static_synapse can be read here.`);
  const weigh = row.get('weight_function');
  if (weigh !== undefined && !AS_WRITTEN.has(weigh))
    throw new UserError(
      `${what}: the weights come from the function '${weigh}', which only its program knows; write them out as syn_weight.`,
    );
  const file = row.get('dynamics_params');
  if (file === undefined) return 1;
  if (synapseModels === undefined)
    throw new UserError(`${what} names '${file}', and the configuration has no synaptic_models_dir.`);
  const path = plainPath(`${synapseModels}/${file}`);
  const { sign = 1, ...rest } = readJson(open, path, what);
  const other = Object.keys(rest).find((name) => !SAID.has(name));
  if (other !== undefined)
    throw new UserError(`${path}: '${other}' of synapses is not known here; 'sign' can be read.`);
  if (sign !== 1 && sign !== -1)
    throw new UserError(`${path}: the sign is ${JSON.stringify(sign)}; 1 or -1 is expected.`);
  return sign;
}
