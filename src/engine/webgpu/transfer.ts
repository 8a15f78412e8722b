/** Between the engine's f32 memory and the portable f64 form. */
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import { firstRowsOf } from '../../program/space.ts';
import type { Checkpoint, Fault } from '../engine.ts';

/** A population's column out of the flat state. */
function columnOf(
  program: Program,
  layout: Layout,
  state: Float32Array,
  population: number,
  column: number,
): Float64Array {
  const { offset, size } = placeOf(program, layout, population, column);
  return Float64Array.from(state.subarray(offset, offset + size));
}

/** Where a column lies in the flat state, in values. */
export function placeOf(
  program: Program,
  layout: Layout,
  population: number,
  column: number,
): { offset: number; size: number } {
  return { offset: layout.columns[population]![column]!, size: program.populations[population]!.space.rows };
}

export function checkpointOf(
  program: Program,
  layout: Layout,
  step: number,
  state: Float32Array,
  accumulators: Int32Array,
  weights: readonly Float64Array[] | undefined,
): Checkpoint {
  return {
    step,
    columns: program.populations.map((population, p) =>
      population.columns.map((_, c) => columnOf(program, layout, state, p, c)),
    ),
    accumulators,
    ...(weights ? { weights } : {}),
  };
}

/**
 * The accumulators of a ring of `from` rows in one of `to` rows, as they stand before `step`; both hold all rows that are still to be
 * gathered, and the row of step k is row k mod length. The rest is 0.
 */
export function moveRing(
  ring: Int32Array,
  from: number,
  to: number,
  width: number,
  step: number,
): Int32Array<ArrayBuffer> {
  if (from === to) return Int32Array.from(ring);
  const moved = new Int32Array(to * width);
  for (let k = step; k < step + Math.min(from, to); k++) {
    const row = (k % from) * width;
    moved.set(ring.subarray(row, row + width), (k % to) * width);
  }
  return moved;
}

/** The flat f32 state of a checkpoint. */
export function stateOf(layout: Layout, checkpoint: Checkpoint): Float32Array<ArrayBuffer> {
  const state = new Float32Array(layout.stateLength);
  checkpoint.columns.forEach((columns, p) => {
    columns.forEach((values, c) => {
      state.set(values, layout.columns[p]![c]!);
    });
  });
  return state;
}

/** What the record's place of a fault stands for; `places`: columns of the widest population. */
export function faultAt(program: Program, places: number, step: number, place: number): Fault {
  const row = Math.floor(place / places);
  const firstRows = firstRowsOf(program.populations);
  const population = firstRows.findLastIndex((first) => first <= row);
  return { step, population, cell: row - firstRows[population]!, column: place % places };
}

const GREATEST = 3.4028234663852886e38;

/** Finite in f32 too. */
export const f32 = (value: number): number => Math.max(-GREATEST, Math.min(GREATEST, value));
