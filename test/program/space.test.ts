/** Columns lie over the sites of cells, spikes and inlets over the cells. */
import { expect, test } from 'vitest';
import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { shapeOf } from '../../src/engine/checkpoint.ts';
import { initialState } from '../../src/engine/initial.ts';
import { initialCheckpoint } from '../../src/program/checkpoint.ts';
import { stepCost } from '../../src/program/cost.ts';
import { layoutOf } from '../../src/program/layout.ts';
import { cellsOf, type Program } from '../../src/program/program.ts';
import { branchingCells } from '../../src/program/space.ts';
import { programs } from '../fixtures/programs/all.ts';
import { noisy } from '../fixtures/programs/noisy.ts';
import { imageOf } from '../fixtures/programs/wasm.ts';

/** The program with cells of its first population of 40 sites each. */
function branched(program: Program): Program {
  const [head, ...others] = program.populations;
  const columns = head!.columns.map((column) => ({ ...column, initial: 3 }));
  return { ...program, populations: [{ ...head!, columns, space: branchingCells(head!.size, 40) }, ...others] };
}

test('cells of today have one site each', () => {
  for (const program of Object.values(programs))
    for (const { size, space } of program.populations) expect(space).toEqual({ rows: size, sites: undefined });
});

test('with several sites a cell has more state, and the same cells, inlets and ring', () => {
  const program = noisy();
  const more = branched(program);
  const [before, after] = [layoutOf(program), layoutOf(more)];
  const { size, columns } = program.populations[0]!;
  expect(after.columns[0]![1]! - after.columns[0]![0]!).toBeGreaterThanOrEqual(40 * size);
  expect(after.stateLength).toBeGreaterThan(before.stateLength);
  expect(
    initialState(more, after)
      .subarray(0, 40 * size)
      .every((x) => x === 3),
  ).toBe(true);
  expect(initialCheckpoint(more).columns[0]!.map((values) => values.length)).toEqual(columns.map(() => 40 * size));
  expect(shapeOf(more).columns[0]).toEqual(columns.map(() => 40 * size));
  expect(shapeOf(more).accumulators).toBe(shapeOf(program).accumulators);
  expect(cellsOf(more)).toBe(cellsOf(program));
  expect(stepCost(more).bytes_per_cell).toBeGreaterThan(stepCost(program).bytes_per_cell);
});

test('no emitter makes code that would take sites for cells', () => {
  for (const emit of [emitJavascript, imageOf, emitWgsl])
    expect(() => emit(branched(noisy()))).toThrow(/^the cells of '.*' have several sites/i);
});
