/** Where a program's columns, inlets and uniforms lie in flat memory. Shared by emitters and engines. */
import type { Program } from './program.ts';

/** Columns start at multiples of this many values, so that 64-wide workgroups and 4-wide vectors never straddle two columns. */
const COLUMN_ALIGNMENT = 64;

export interface Layout {
  /** Offset of each population's columns in the flat array of state: columns[p][c], in values. */
  readonly columns: readonly (readonly number[])[];
  /** Length of the flat array of state, in values. */
  readonly stateLength: number;
  /** Offset of each population's uniforms in the flat array of uniforms, in values. */
  readonly uniforms: readonly number[];
  readonly uniformLength: number;
  /** Offset of each population's tables in the flat array of tables: tables[p][t], in values. */
  readonly tables: readonly (readonly number[])[];
  readonly tableLength: number;
}

const align = (n: number): number => Math.ceil(n / COLUMN_ALIGNMENT) * COLUMN_ALIGNMENT;

export function layoutOf(program: Program): Layout {
  let stateLength = 0;
  let uniformLength = 0;
  let tableLength = 0;
  const columns: number[][] = [];
  const uniforms: number[] = [];
  const tables: number[][] = [];
  for (const population of program.populations) {
    columns.push(
      population.columns.map(() => {
        const offset = stateLength;
        stateLength += align(population.space.rows);
        return offset;
      }),
    );
    uniforms.push(uniformLength);
    uniformLength += population.uniforms.length;
    tables.push(
      population.tables.map((table) => {
        const offset = tableLength;
        tableLength += table.length;
        return offset;
      }),
    );
  }
  return { columns, stateLength, uniforms, uniformLength, tables, tableLength };
}
