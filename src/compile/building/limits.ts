/** What a fan-out may not exceed. */
import { CapacityError, UserError } from '../../errors.ts';

/** Largest number of synapses, and largest entry. */
export const MAX_U32 = 0xffffffff;

/** Makes an array of so many 32-bit entries; a UserError where the machine does not give the memory. */
export function allocate<T>(make: () => T, entries: number): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const gib = ((entries * 4) / 2 ** 30).toFixed(1);
    throw new CapacityError(
      `The network needs an array of ${entries} entries (${gib} GiB), which this machine does not give; use fewer cells or synapses.`,
    );
  }
}

/** Refuses more synapses than row pointers can number. */
export function checkSynapses(synapses: number, most = MAX_U32): void {
  if (synapses > most)
    throw new CapacityError(
      `The network has about ${synapses.toPrecision(3)} synapses; at most ${MAX_U32} can be numbered. Use fewer cells or a sparser rule.`,
    );
}

/** Most synapses that are kept in memory: 4 GiB of targets, as much again with weights. */
const MOST_STORED = 2 ** 30;

/** Refuses, by their expected number, more stored synapses than memory is likely to hold, before any is made. */
export function checkStored(synapses: number): void {
  // Those that cannot even be numbered are told so.
  checkSynapses(synapses, MAX_U32 * 1.001);
  if (synapses > MOST_STORED)
    throw new CapacityError(
      `The network has about ${synapses.toPrecision(3)} synapses to keep in memory; at most ${MOST_STORED} are. Use fewer cells or a sparser rule.`,
    );
}

/** Most bytes of the state of all cells, 8 for each value; engines and checkpoints hold several copies. */
const MOST_STATE = 2 ** 31;

/** Refuses more cells than memory is likely to hold. `values`: of all cells together. */
export function checkState(values: number): void {
  if (8 * values > MOST_STATE)
    throw new CapacityError(
      `The cells of the network have ${values} values, ${((8 * values) / 2 ** 30).toPrecision(3)} GiB; at most ${MOST_STATE / 2 ** 30} GiB are taken. Use fewer cells.`,
    );
}

/** Refuses what does not fit a 32-bit entry. */
export function checkEntry(entry: number, projection: string): void {
  if (entry > MAX_U32)
    throw new UserError(
      `The delay of the projection ${projection} is too long for this many cells: longest delay in steps × cells must stay below 2^32. Shorten it, or use a larger dt.`,
    );
}
