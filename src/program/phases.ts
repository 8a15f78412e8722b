/**
 * The phases of a step, by name and in their order. Every backend runs them so; where one piece of code has several of them, it is named
 * by all, and times are told under that name.
 *
 * - `gather`: each cell takes the integer sums that its inlets received for this step and clears them;
 * - `couple`: values of other cells that its equations read are put together, from old values;
 * - `integrate`: every column of state gets its next value, from old values only;
 * - `solve`: what next values have in common, a system of equations over several rows, is solved;
 * - `detect`: the cell's spike condition is evaluated, and spiking cells are noted; resets are part of the next values;
 * - `deliver`: each spike adds its integer weights to the inlets of its targets, for this step + delay; plastic weights change;
 * - `record`: probed columns are noted as they are after the step, and what was noted is copied to the host.
 *
 * Cells with dendrites solve (`tree.ts`).
 */
import { InternalError } from '../errors.ts';

export const phases = ['gather', 'couple', 'integrate', 'solve', 'detect', 'deliver', 'record'] as const;

export type Phase = (typeof phases)[number];

/** A phase, or several in one piece of code: 'gather+integrate+detect'. */
export type PhaseLabel = Phase | `${Phase}+${string}`;

/** The name of a piece of code that has these phases. Throws an internal error where they are not in the order of a step. */
export function labelOf(first: Phase, ...others: readonly Phase[]): PhaseLabel {
  const all = [first, ...others];
  const places = all.map((phase) => phases.indexOf(phase));
  if (places.some((place, i) => i > 0 && place <= places[i - 1]!))
    throw new InternalError(`the phases ${all.join(', ')} are not in the order of a step.`);
  return all.join('+') as PhaseLabel;
}

/** What the code of a population is in every backend: one pure expression graph. */
export const ADVANCE = labelOf('gather', 'integrate', 'detect');
