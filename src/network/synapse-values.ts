/** Values that differ from synapse to synapse: weights and delays. */
import { parseDistribution } from '../equations/distribution.ts';
import { shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { fromUnit, parseQuantity, unitReader } from '../quantity/quantity.ts';
import type { Distribution } from '../random/distribution.ts';
import { streamKey } from '../random/philox.ts';
import { type Columns, compileExpression } from './closures.ts';
import { Drawn, drawnReader, quantumOf, weightTable } from './drawn.ts';
import { type Pairs, parsePairs } from './pairs.ts';

/** In internal units: one value per synapse, an expression with random draws, or one distribution for all. */
export type SynapseValue = Float64Array | Expr | Drawn;

/**
 * Value of the k-th synapse of a source in its projection, onto `target` (both numbered within their ends of the projection); `ordinal`
 * counts the projection's synapses source by source.
 */
export type SynapseReader = (source: number, k: number, ordinal: number, target: number) => number;

/**
 * Random draws come from the stream `projection.weight` or `projection.delay` with counter (source, k, block, purpose.connect), so they
 * depend on the seed, the projection's name and the synapse's place only. `quantum`: what drawn values are multiples of, where that is not
 * their own.
 */
export function synapseReader(
  value: SynapseValue,
  seed: number,
  name: string,
  columns: Columns,
  order: Uint32Array | undefined,
  quantum?: number,
): SynapseReader {
  if (value instanceof Drawn) {
    const unit = quantum ?? quantumOf(value);
    const run = drawnReader({ table: weightTable(value, unit), stream: streamKey(name) }, seed);
    return (source, k) => run(source, k) * unit;
  }
  if (!(value instanceof Float64Array)) {
    const run = compileExpression(value, { seed, name, purpose: 'connect' }, columns, `the synapses' ${name}`);
    return (source, k, _ordinal, target) => run(source, k, target);
  }
  if (!order) return (_source, _k, ordinal) => value[ordinal]!;
  return (_source, _k, ordinal) => value[order[ordinal]!]!;
}

/** Refuses an array whose length is not the number of synapses. */
export function checkLength(value: SynapseValue, synapses: number, projection: string, what: string): void {
  if (value instanceof Float64Array && value.length !== synapses)
    throw new UserError(
      `The projection ${projection} has ${synapses} synapses, but its array of ${what}s has ${value.length} entries; it needs one per synapse.`,
    );
}

/** Whether an expression draws the same as a distribution. */
export const isExpression = (of: Distribution): boolean =>
  of.kind === 'uniform' || (of.kind === 'normal' && of.high - of.low === Number.POSITIVE_INFINITY);

/** An array of values, one per synapse, plain numbers in `unit`. */
export function readArray(
  given: ArrayLike<string | number>,
  dimension: Dimension,
  unit: string,
  what: string,
): Float64Array {
  if (typeof given !== 'object' || given === null || typeof given.length !== 'number')
    throw new UserError(
      `The ${what} is a text such as '${unit === 'ms' ? '1.5 ms' : '6 nS'}' or an array with one entry per synapse; it got ${shown(given)}.`,
    );
  const read = unitReader(unit);
  const values = new Float64Array(given.length);
  for (let k = 0; k < values.length; k++) {
    const entry = given[k]!;
    const value =
      typeof entry === 'number' ? read(entry) : parseQuantity(entry, dimension, `${what}, entry ${k}`).value;
    if (!Number.isFinite(value)) throw new UserError(`The ${what}, entry ${k}, is ${value}; it must be finite.`);
    values[k] = value;
  }
  return values;
}

/** A value of every synapse as users write it, plain numbers in `unit`. Throws TextError or UserError. */
export function readSynapseValue(
  given: string | number | ArrayLike<string | number>,
  ends: Pick<Pairs, 'source' | 'target'>,
  { dimension, unit, what }: { readonly dimension: Dimension; readonly unit: string; readonly what: string },
): SynapseValue {
  if (typeof given === 'number') return b.number(fromUnit(given, unit || '1'));
  if (typeof given !== 'string') return readArray(given, dimension, unit || '1', what);
  const drawn = parseDistribution(given, what, dimension);
  if (drawn && !isExpression(drawn.of)) return new Drawn(drawn.of);
  return parsePairs(given, ends, { expected: dimension, what, random: true }).value;
}
