/** What the library's synapses have in common. */
import type { MembranePart } from '../cells/fragment.ts';
import { nameProblem } from '../equations/names.ts';
import { shown, UserError } from '../errors.ts';

export interface SynapsePart extends MembranePart {
  /** The variable that a spike adds its weight to: `onSpike: 'g_e += w'`. */
  readonly receives: string;
}

/** Refuses a label that cannot end the names of variables: 'e' makes g_e. */
export function checkLabel(factory: string, label: unknown): void {
  if (typeof label !== 'string' || nameProblem(`g_${label}`) !== undefined)
    throw new UserError(
      `${factory}: the label ends names such as g_e, so it is letters, digits and _; it got ${shown(label)}.`,
    );
}
