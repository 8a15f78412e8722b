/** What the library's synapses have in common. */
import type { MembranePart } from '../cells/fragment.ts';

export interface SynapsePart extends MembranePart {
  /** The variable that a spike adds its weight to: `onSpike: 'g_e += w'`. */
  readonly receives: string;
}
