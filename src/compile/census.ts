/** What a network's projections amount to: degrees, weights and delays, without a simulation. */

import { CapacityError, UserError } from '../errors.ts';
import { Drawn, delayTable, drawnReader } from '../network/drawn.ts';
import type { Network } from '../network/network.ts';
import { pairColumns } from '../network/pairs.ts';
import type { Projection } from '../network/projection.ts';
import type { RuleTask } from '../network/rules/rule.ts';
import { type SynapseReader, type SynapseValue, synapseReader } from '../network/synapse-values.ts';
import { noMore } from '../no-more.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import { amount, optional, optionsOf } from '../options.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { streamKey } from '../random/philox.ts';
import { checkStored } from './building/limits.ts';
import { drawnQuanta } from './inlet-quanta.ts';

export interface ProjectionCensus {
  /** 'E to all' */
  readonly name: string;
  readonly source: string;
  readonly target: string;
  /** What a spike does: 'g_e += w_e'. */
  readonly onSpike: string;
  readonly synapses: number;
  /** Synapses that leave each source cell. */
  readonly outDegrees: Uint32Array;
  /** Synapses that reach each target cell. */
  readonly inDegrees: Uint32Array;
  /** Pairs joined more than once: synapses beyond the first of their pair. */
  readonly multapses: number;
  /** Synapses of a cell onto itself. */
  readonly autapses: number;
  /** Target of each synapse, a number within `target`, source by source; `outDegrees` tells how many each source has. */
  readonly targets: Uint32Array;
  /** Weight of each synapse at time 0 in internal units; undefined where all have one. */
  readonly weights: Float64Array | undefined;
  /** Unit to read weights in, that of the variable they add to; undefined where they are of another dimension, or there are none. */
  readonly weightUnit: string | undefined;
  /** Whether its weights change with use. */
  readonly plastic: boolean;
  /** ms; one for all, or one per synapse; undefined: the next step. */
  readonly delays: number | Float64Array | undefined;
}

export interface CensusOptions {
  /** Step that delays from a distribution are rounded to. Default '0.1 ms'. */
  readonly dt?: string | Amount;
}

const readOptions = optionsOf<CensusOptions>('projectionCensus', { dt: optional(amount) });

/** Longest list of synapses that is made, 1 GiB. */
const MOST_SYNAPSES = 2 ** 28;

/**
 * Makes the connectivity as a simulation would, projection by projection. Memory: 4 bytes per synapse, 8 more for each random value. Throws
 * a CapacityError for a projection of more than 2²⁸ synapses, which may run where they are made at each spike.
 */
export function projectionCensus(
  network: Network,
  options: CensusOptions = {},
  ...more: undefined[]
): ProjectionCensus[] {
  noMore('projectionCensus', 'a network and options', more);
  const { dt = '0.1 ms' } = readOptions(options);
  const step = parseQuantity(dt, timeDimension, 'dt').value;
  if (!(step > 0)) throw new UserError(`dt is ${amountText(dt)}; it must be above 0 ms.`);
  const quanta = drawnQuanta(network.projections);
  return network.projections.map((projection) => censusOf(network, projection, quanta.get(projection), step));
}

function censusOf(network: Network, projection: Projection, quantum: number | undefined, dt: number): ProjectionCensus {
  const { name, source, target, rule, weight, delay, given } = projection;
  const same = source.population === target.population;
  const task: RuleTask = {
    sources: source.size,
    targets: target.size,
    shift: same ? source.first - target.first : target.size,
    seed: network.seed,
    stream: streamKey(name),
  };
  const units = rule.units(task);
  checkStored(rule.estimate(task));
  const outDegrees = new Uint32Array(source.size);
  rule.count(task, outDegrees, 0, units);
  const total = outDegrees.reduce((sum, n) => sum + n, 0);
  if (total > MOST_SYNAPSES)
    throw new CapacityError(
      `The projection '${name}' has ${total.toPrecision(3)} synapses. They are listed to be counted by target, and a list takes at most ${MOST_SYNAPSES}; look at a smaller network of the same rule.`,
    );
  const rows = new Uint32Array(source.size + 1);
  for (let i = 0; i < source.size; i++) rows[i + 1] = rows[i]! + outDegrees[i]!;
  const entries = new Uint32Array(rows[source.size]!);
  rule.fill(task, { cursors: rows.slice(0, source.size), entries, base: 0 }, 0, units);
  const inDegrees = new Uint32Array(target.size);
  for (const j of entries) inDegrees[j]!++;
  const each = (value: number | SynapseValue | undefined, what: string): Float64Array | undefined => {
    if (value === undefined || typeof value === 'number') return undefined;
    if (what === 'delay' && value instanceof Drawn) {
      const read = drawnReader(
        { table: delayTable(value, dt, name), stream: streamKey(`${name}.delay`) },
        network.seed,
      );
      return values((i, k) => read(i, k) * dt, rows, entries);
    }
    const columns =
      value instanceof Float64Array || value instanceof Drawn
        ? new Map()
        : pairColumns([value], { source, target, seed: network.seed });
    const unit = what === 'weight' ? quantum : undefined;
    return values(synapseReader(value, network.seed, `${name}.${what}`, columns, rule.arrayOrder, unit), rows, entries);
  };
  return {
    name,
    source: source.name,
    target: target.name,
    onSpike: given.onSpike,
    synapses: entries.length,
    outDegrees,
    inDegrees,
    ...repeats(rows, entries, same ? task.shift : Number.NaN),
    targets: entries,
    weights: each(weight, 'weight'),
    weightUnit: projection.weightUnit,
    plastic: projection.dynamics?.plasticity !== undefined,
    delays: typeof delay === 'number' ? delay : each(delay, 'delay'),
  };
}

function values(read: SynapseReader, rows: Uint32Array, entries: Uint32Array): Float64Array {
  const out = new Float64Array(rows.at(-1)!);
  for (let i = 0; i + 1 < rows.length; i++)
    for (let at = rows[i]!; at < rows[i + 1]!; at++) out[at] = read(i, at - rows[i]!, at, entries[at]!);
  return out;
}

function repeats(rows: Uint32Array, entries: Uint32Array, shift: number): { multapses: number; autapses: number } {
  let multapses = 0;
  let autapses = 0;
  for (let i = 0; i + 1 < rows.length; i++) {
    const row = entries.slice(rows[i]!, rows[i + 1]!).sort();
    row.forEach((j, k) => {
      if (k > 0 && row[k - 1] === j) multapses++;
      if (j === i + shift) autapses++;
    });
  }
  return { multapses, autapses };
}
