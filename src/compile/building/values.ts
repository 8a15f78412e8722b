/** What differs from synapse to synapse by lists and expressions: weights and delays, put into the arrays of a fan-out. */
import { UserError } from '../../errors.ts';
import { checkLength } from '../../network/synapse-values.ts';
import { quantumFor } from '../weights.ts';
import { checkEntry } from './limits.ts';
import type { InletPlan, PerSynapse, ProjectionPlan } from './projection-plan.ts';

/**
 * Writes the real weights of one statement's synapses. `started`, `ended`: where those of each source begin and end; `targetOf`: the
 * target of the synapse at a place, within the projection's targets.
 */
export function fillWeights(
  { name }: ProjectionPlan,
  weight: PerSynapse,
  weights: Float32Array,
  started: Uint32Array,
  ended: Uint32Array,
  targetOf: (at: number) => number,
): void {
  checkLength(weight.value, total(started, ended), name, 'weight');
  let ordinal = 0;
  for (let i = 0; i < started.length; i++) {
    const start = started[i]!;
    for (let at = start; at < ended[i]!; at++) {
      const value = weight.read(i, at - start, ordinal++, targetOf(at));
      if (!Number.isFinite(value) || Math.abs(value) > 1e30)
        throw new UserError(`A weight of the projection ${name} is ${value}; weights are finite numbers.`);
      weights[at] = value;
    }
  }
}

/** Moves synapses to their delays' slots; answers the longest delay, in steps. */
export function addDelays(
  projection: ProjectionPlan,
  delay: PerSynapse,
  targets: Uint32Array,
  started: Uint32Array,
  ended: Uint32Array,
  width: number,
  targetOf: (at: number) => number,
): number {
  checkLength(delay.value, total(started, ended), projection.name, 'delay');
  let longest = 1;
  let ordinal = 0;
  for (let i = 0; i < started.length; i++) {
    const start = started[i]!;
    for (let at = start; at < ended[i]!; at++) {
      const steps = delay.read(i, at - start, ordinal++, targetOf(at));
      if (steps > longest) {
        longest = steps;
        checkEntry((longest + 1) * width, projection.name);
      }
      targets[at]! += steps * width;
    }
  }
  return longest;
}

const total = (started: Uint32Array, ended: Uint32Array): number => {
  let n = 0;
  for (let i = 0; i < started.length; i++) n += ended[i]! - started[i]!;
  return n;
};

/** Real weights → integers in the same memory (see `weights.ts`); those of other inlets are whole already. */
export function quantise(
  weights: Float32Array,
  integers: Int32Array,
  targets: Uint32Array,
  width: number,
  inlets: readonly InletPlan[],
  offsets: readonly number[],
  quanta: number[],
): void {
  const sums = new Float64Array(width);
  const counts = new Uint32Array(width);
  const largest = new Float32Array(width);
  for (let k = 0; k < targets.length; k++) {
    const at = targets[k]! % width;
    const size = Math.abs(weights[k]!);
    sums[at]! += size;
    counts[at]!++;
    if (size > largest[at]!) largest[at] = size;
  }
  /** Quanta per unit of weight at each accumulator; 0 where weights are whole already. */
  const scales = new Float64Array(width);
  inlets.forEach((inlet, i) => {
    if (!inlet.perSynapse) return;
    const from = offsets[i]!;
    const to = from + inlet.size;
    let heaviest = 0;
    let strongest = 0;
    let most = 0;
    for (let at = from; at < to; at++) {
      heaviest = Math.max(heaviest, sums[at]!);
      strongest = Math.max(strongest, largest[at]!);
      most = Math.max(most, counts[at]!);
    }
    quanta[i] = quantumFor(strongest, heaviest, most);
    scales.fill(1 / quanta[i]!, from, to);
  });
  for (let k = 0; k < targets.length; k++) {
    const scale = scales[targets[k]! % width]!;
    if (scale !== 0) integers[k] = Math.round(weights[k]! * scale);
  }
}
