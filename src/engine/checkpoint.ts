/** Whether a checkpoint is of a program's shape: one check for all engines. */
import { UserError } from '../errors.ts';
import type { Program } from '../program/program.ts';
import { ringLength, weightedOf } from '../program/synapses.ts';
import type { Checkpoint } from './engine.ts';

/** Lengths of what a checkpoint holds. */
export interface CheckpointShape {
  /** Values of each column: columns[population][column]. */
  readonly columns: readonly (readonly number[])[];
  /** Of the ring. */
  readonly accumulators: number;
  /** Synapses with plastic weights of each group that has a place in a checkpoint's weights. */
  readonly plastic: readonly number[];
}

export const shapeOf = (program: Program): CheckpointShape => ({
  columns: program.populations.map(({ columns, space }) => columns.map(() => space.rows)),
  accumulators: ringLength(program.ring),
  plastic: weightedOf(program).map(({ plasticity }) => plasticity?.initial.length ?? 0),
});

/** Throws a UserError when the checkpoint is of a program of another shape. Engines call it before they change anything. */
export function checkShape(shape: CheckpointShape, { columns, accumulators, weights = [] }: Checkpoint): void {
  const fits =
    columns.length === shape.columns.length &&
    columns.every((values, p) => haveLengths(values, shape.columns[p]!)) &&
    accumulators.length === shape.accumulators &&
    haveLengths(weights, shape.plastic);
  if (!fits)
    throw new UserError(
      'The checkpoint is of another network: populations, variables, delays or plastic synapses differ. Restore it into the network that it came from.',
    );
}

const haveLengths = (lists: readonly ArrayLike<number>[], lengths: readonly number[]): boolean =>
  lists.length === lengths.length && lists.every((list, i) => list.length === lengths[i]);
