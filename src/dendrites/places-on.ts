/** Places on a cell, for those who read, write or draw its nodes. */

import type { Place } from '../morphology/places.ts';
import { noMore } from '../no-more.ts';
import type { Neuron } from './branching.ts';

/**
 * The places that a text names on a cell, 'dend[3] 0.5' or 'apical tips', in order of its sections. `compartment` counts the nodes as
 * `simulation.read` and `simulation.write` list them. Throws a TextError or UserError where there are none.
 */
export const placesOn = ({ branching }: Neuron, at: string, ...more: undefined[]): readonly Place[] => {
  noMore('placesOn', 'a cell and a place', more);
  return branching.placesOf(at, 'at');
};
