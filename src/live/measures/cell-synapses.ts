/** The synapses of one cell: how many, from which cells, and what each has. */
import { InternalError } from '../../errors.ts';
import type { Network, ProjectionCensus } from '../../index.ts';
import { readableUnit, shownValues } from '../shown-units.ts';
import type { Weights } from '../types.ts';

export interface CellSynapsesInput {
  /** Network-wide number. */
  readonly cell: number;
  /** All that synapses keep, as it is now, and the units of what is not the weight. */
  readonly now: readonly Weights[];
  readonly units: readonly { readonly projection: string; readonly name: string; readonly unit: string }[];
  /** Synapses of a projection that are listed. */
  readonly most: number;
}

/** Synapses of one projection at a cell. */
export interface CellSynapses {
  readonly name: string;
  /** Their numbers, onto the cell and from it. */
  readonly into: number;
  readonly from: number;
  /** Of the first ones onto it: network-wide numbers of their sources, and values. */
  readonly sources: readonly number[];
  readonly columns: readonly { readonly name: string; readonly unit: string; readonly values: Float64Array }[];
}

/** Of each projection that has any at the cell. `census`: of the network's projections, in their order. */
export function cellSynapses(
  network: Network,
  census: readonly ProjectionCensus[],
  { cell, now, units, most }: CellSynapsesInput,
): CellSynapses[] {
  const firsts = firstCells(network);
  return census.flatMap((one, k): CellSynapses[] => {
    const { source, target } = network.projections[k]!;
    const numberOf = ({ population, first }: typeof source) => firsts.get(population)! + first;
    const j = cell - numberOf(target);
    const i = cell - numberOf(source);
    const from = i >= 0 && i < one.outDegrees.length ? one.outDegrees[i]! : 0;
    const into = j >= 0 && j < one.inDegrees.length ? one.inDegrees[j]! : 0;
    if (from + into === 0) return [];
    const found = onto(one, j, Math.min(into, most));
    const sources = found.map(({ source: number }) => numberOf(source) + number);
    const pick = (values: Float64Array) => Float64Array.from(found, ({ synapse }) => values[synapse]!);
    return [{ name: one.name, into, from, sources, columns: columnsOf(one, now, units, pick) }];
  });
}

/** Network-wide number of the first cell of every population: cells before stimuli. */
function firstCells({ populations }: Network): ReadonlyMap<Network['populations'][number], number> {
  let first = 0;
  const ordered = (['cells', 'source'] as const).flatMap((role) =>
    populations.filter((p) => p.blueprint.role === role),
  );
  return new Map(
    ordered.map((population) => {
      const own = first;
      first += population.size;
      return [population, own];
    }),
  );
}

/** Sources, within their slice, and numbers of the first synapses onto target j. */
function onto({ outDegrees, targets }: ProjectionCensus, j: number, count: number) {
  const found: { readonly source: number; readonly synapse: number }[] = [];
  let synapse = 0;
  for (let source = 0; source < outDegrees.length && found.length < count; source++)
    for (const end = synapse + outDegrees[source]!; synapse < end; synapse++)
      if (targets[synapse] === j && found.length < count) found.push({ source, synapse });
  return found;
}

/** What of its synapses differs from one to the next. */
function columnsOf(
  { name, weights, weightUnit, delays, targets }: ProjectionCensus,
  now: readonly Weights[],
  units: CellSynapsesInput['units'],
  pick: (values: Float64Array) => Float64Array,
): CellSynapses['columns'] {
  const read = now.filter((one) => one.name === name);
  const wrong = read.find(({ values }) => values.length !== targets.length);
  if (wrong) throw new InternalError(`'${name}' has ${targets.length} synapses and ${wrong.values.length} values.`);
  const unitOf = (variable: string) => units.find((u) => u.projection === name && u.name === variable)?.unit ?? '';
  const changes = read.find(({ variable }) => variable === 'w')?.values;
  const atStart = weights && shownValues(weights, weightUnit);
  const weight = changes ?? atStart;
  return [
    ...(weight
      ? [{ name: 'weight', unit: weightUnit === undefined ? '' : readableUnit(weightUnit).unit, values: pick(weight) }]
      : []),
    ...(delays instanceof Float64Array ? [{ name: 'delay', unit: 'ms', values: pick(delays) }] : []),
    ...read
      .filter(({ variable }) => variable !== 'w')
      .map(({ variable, values }) => ({ name: variable, unit: unitOf(variable), values: pick(values) })),
  ];
}
