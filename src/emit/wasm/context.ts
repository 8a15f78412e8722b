/** What the code generators of one population share. */

import type { Expr } from '../../expression/node.ts';
import type { PopulationProgram } from '../../program/program.ts';
import type { DerivedUniform } from '../../program/target/simd.ts';
import type { FunctionBuilder, Local } from './function-builder.ts';
import type { ConstantPool } from './lanes.ts';
import { op } from './opcodes.ts';

/** Values per cell that may cross from one stage to later ones. */
export const SCRATCH_SLOTS = 256;

/** Cells that go through all stages before the next ones do: their columns and scratch values fit into a first-level cache. */
export const BLOCK = 256;

/** Addresses (bytes) that the code of one population uses. */
interface PopulationAddresses {
  readonly uniforms: number;
  readonly columns: readonly number[];
  readonly tables: readonly number[];
  /** Per inlet of the population, of its first entry in the first row of each thread's ring. */
  readonly inlets: readonly (readonly number[])[];
}

export interface PopulationContext {
  readonly population: PopulationProgram;
  readonly index: number;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly addresses: PopulationAddresses;
  readonly pool: ConstantPool;
  readonly relaxed: boolean;
  /** Number of the function that makes Poisson counts; undefined where none are drawn. */
  readonly poisson?: number | undefined;
  /** Further uniforms that the code wants and their addresses, filled as it is made. */
  readonly derived: DerivedUniform[];
  /** Next values of the columns, then the spike condition if there is one: the population's own, or an equal form of them. */
  readonly roots: readonly Expr[];
  /** Whether rows behind the end are others', so that the last vector writes those before it only. */
  readonly exact?: boolean;
  /** Latency after which loops are cut; for measurements. */
  readonly budget?: number | undefined;
}

/** Numbers of the parameters of `advance`. */
export const STEP = 0;
export const CELL = 1;
export const END = 2;
export const ROW = 3;
export const LIST = 4;
export const THREAD = 5;

export const tableOf = (
  { addresses, population }: PopulationContext,
  index: number,
): { address: number; length: number } => ({
  address: addresses.tables[index]!,
  length: population.tables[index]!.length,
});

/** A uniform that the host computes; one word for equal ones. */
export function derivedUniform(
  context: Pick<PopulationContext, 'derived' | 'pool'>,
  value: Expr,
  wide: boolean,
): number {
  const known = context.derived.find((d) => d.value === value && d.wide === wide);
  if (known) return known.address;
  const address = wide ? context.pool.reserveWide() : context.pool.reserve().address;
  context.derived.push({ value, address, wide });
  return address;
}

/**
 * Writes of the four rows from `cell` on (locals with 4 × row): `whole` where all of them are the caller's, else `lane` for each that is.
 * Rows behind the end may be another thread's, for which even the same value written back undoes what it wrote in between.
 */
export function beforeEnd(
  f: FunctionBuilder,
  [cell, end]: readonly [cell: Local, end: Local],
  exact: boolean | undefined,
  whole: () => void,
  lane: (lane: number) => void,
): void {
  if (!exact) whole();
  else
    f.get(cell)
      .i32(16)
      .op(op.i32_add)
      .get(end)
      .op(op.i32_le_u)
      .if(whole, () => {
        for (let k = 0; k < 3; k++) laneBeforeEnd(f, [cell, end], k).if(() => lane(k));
      });
}

/** Whether a lane's row lies before the end. */
export const laneBeforeEnd = (
  f: FunctionBuilder,
  [cell, end]: readonly [cell: Local, end: Local],
  lane: number,
): FunctionBuilder =>
  f
    .get(cell)
    .i32(4 * lane)
    .op(op.i32_add)
    .get(end)
    .op(op.i32_lt_u);
