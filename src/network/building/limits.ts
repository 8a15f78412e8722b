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

/** Refuses what does not fit a 32-bit entry. */
export function checkEntry(entry: number, projection: string): void {
  if (entry > MAX_U32)
    throw new UserError(
      `The delay of the projection ${projection} is too long for this many cells: longest delay in steps × cells must stay below 2^32. Shorten it, or use a larger dt.`,
    );
}
