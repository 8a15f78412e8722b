/** Values that differ from synapse to synapse: weights and delays. */
import { UserError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { streamKey } from '../random/philox.ts';
import { type Columns, compileExpression } from './closures.ts';
import { Drawn, drawnReader, quantumOf, weightTable } from './drawn.ts';

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
