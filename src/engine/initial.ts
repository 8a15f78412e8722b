/** State at time 0, as every engine starts from it. */
import type { Layout } from '../program/layout.ts';
import type { Program } from '../program/program.ts';

/** The flat array of state (see `Layout`): initial values of all columns, zeros in the padding. */
export function initialState(program: Program, layout: Layout): Float64Array {
  const state = new Float64Array(layout.stateLength);
  program.populations.forEach((population, p) => {
    population.columns.forEach((column, c) => {
      const at = layout.columns[p]![c]!;
      if (typeof column.initial === 'number') state.fill(column.initial, at, at + population.space.rows);
      else state.set(column.initial, at);
    });
  });
  return state;
}
