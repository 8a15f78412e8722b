/**
 * Per-synapse weights in fixed point.
 *
 * An inlet adds integers, so that sums do not depend on the order of events. A common weight needs no more: its synapses count 1 and the
 * weight is a real factor at the inlet. Per-synapse weights are rounded to multiples of a quantum, a power of two, chosen per inlet:
 *
 * - resolution: the largest weight takes at least 2^23 quanta where head-room allows, so rounding errs by at most 2^-24 of the largest
 *   weight per synapse, as f32 does;
 * - head-room: if all synapses of any cell delivered in one step, the sum of their absolute integer weights would still be below 2^31.
 *   A cell with many strong synapses therefore coarsens the quantum of its inlet.
 */
const RESOLUTION = 24;
/** Sums stay below. */
export const HEADROOM = 2 ** 31 - 1;

/**
 * The quantum of an inlet.
 * @param largest largest absolute weight
 * @param heaviest largest sum of absolute weights over the synapses of one target cell
 * @param synapses largest number of synapses of one target cell (each rounds by up to half a quantum)
 */
export function quantumFor(largest: number, heaviest: number, synapses: number): number {
  if (largest === 0) return 1;
  let quantum = 2 ** (Math.floor(Math.log2(largest)) + 1 - RESOLUTION);
  while (heaviest / quantum + synapses / 2 > HEADROOM) quantum *= 2;
  return quantum;
}
