/** Forms of the weights of stored synapses. */

/** Weights that take few values: the number of each synapse's, and the values by number. */
export interface Levels {
  readonly numbers: Uint16Array;
  readonly values: Int32Array;
}

/**
 * Integer weight of each synapse, or null where all are 1: of 16 bits where it was known before they were made that all fit, by number
 * where they are many and of few values.
 */
export type StoredWeights = Int32Array | Int16Array | Levels | null;

export const areLevels = (weights: StoredWeights): weights is Levels => weights !== null && 'numbers' in weights;

export const weightBytes = (weights: StoredWeights): number =>
  areLevels(weights) ? weights.numbers.byteLength + weights.values.byteLength : (weights?.byteLength ?? 0);

/** Of each synapse. */
export const bytesPerWeight = (weights: StoredWeights): number =>
  (areLevels(weights) ? weights.numbers : weights)?.BYTES_PER_ELEMENT ?? 0;

/** One array with the weights themselves; the same where there is one. */
export function plainWeights<W extends StoredWeights>(weights: W): Exclude<W, Levels> | Int32Array {
  if (!areLevels(weights)) return weights as Exclude<W, Levels>;
  const { numbers, values } = weights;
  const whole = new Int32Array(numbers.length);
  for (let s = 0; s < whole.length; s++) whole[s] = values[numbers[s]!]!;
  return whole;
}

/** Most different values, and slots of a table in which they are looked up: so few of them are taken that a search is short. */
const MOST = 2 ** 16;
const SLOTS = 2 ** 18;

/** The same weights by number, if they take so few values. Numbers go by first appearance. */
export function levelsOf(weights: Int32Array): Levels | undefined {
  const numbers = new Uint16Array(weights.length);
  const values = new Int32Array(MOST);
  /** 1 + number of the value that a slot is taken by. */
  const slots = new Int32Array(SLOTS);
  let count = 0;
  for (let s = 0; s < weights.length; s++) {
    const weight = weights[s]!;
    // Fibonacci hashing (Knuth, vol. 3, §6.4): weights are often multiples of a power of two.
    let slot = Math.imul(weight, 0x9e3779b1) >>> 14;
    let taken = slots[slot]!;
    while (taken !== 0 && values[taken - 1] !== weight) {
      slot = (slot + 1) % SLOTS;
      taken = slots[slot]!;
    }
    if (taken === 0) {
      if (count === MOST) return undefined;
      values[count++] = weight;
      slots[slot] = count;
      taken = count;
    }
    numbers[s] = taken - 1;
  }
  return { numbers, values: values.slice(0, count) };
}
