/** What the connectivity of a projection can be called. */
import { shown, UserError } from '../errors.ts';

/**
 * Whether the synapses of a projection are kept in memory, or made anew from the generator at each spike: 0 bytes per synapse, and some
 * nanoseconds for each synaptic event. Spikes are the same to the bit.
 */
export type Connectivity = 'stored' | 'procedural';

const connectivities: readonly Connectivity[] = ['stored', 'procedural'];

/** Throws a UserError for any other word. */
export function checkConnectivity(text: string): Connectivity {
  const found = connectivities.find((name) => name === text);
  if (found) return found;
  throw new UserError(`connectivity is ${shown(text)}; allowed are ${connectivities.join(' and ')}.`);
}
