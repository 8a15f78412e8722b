/**
 * Sums over other cells (`program/coupling.ts`): each thread pulls for its own cells, row by row. Four junctions of a row go in one vector,
 * junction k of a term into lane k mod 4 of one accumulator; what lies behind the row's end is masked. So the sum has the same bits
 * whatever thread makes it.
 */
import { InternalError } from '../../errors.ts';
import type { LeafOf } from '../../expression/node.ts';
import { columnsRead, type Sum, type Term } from '../../program/coupling.ts';
import { layoutOf } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { DerivedUniform, MemoryMap } from '../../program/target/simd.ts';
import { leafReader, type TermLeafOp } from '../leaves.ts';
import { Analysis } from './analysis.ts';
import { derivedUniform } from './context.ts';
import { FunctionBuilder, type Local } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { type Leaves, Lowering } from './lowering.ts';
import { op, simd } from './opcodes.ts';
import { StepValues } from './step-values.ts';

export interface SumContext {
  readonly program: Program;
  readonly map: MemoryMap;
  readonly pool: ConstantPool;
  readonly relaxed: boolean;
  /** Further uniforms of the sum's population, filled as the code is made. */
  readonly derived: DerivedUniform[];
}

/** sum(begin, end): puts the program's sum of that number together for cells begin/4 … end/4 − 1. */
export function sumFunction(context: SumContext, number: number): FunctionBuilder {
  const { program, map, pool, relaxed } = context;
  const sum = program.sums[number]!;
  const { size } = program.populations[sum.population]!;
  const f = new FunctionBuilder(['i32', 'i32']);
  const [cell, end] = [0, 1] as const;
  const b = new LaneBuilder(f, pool, relaxed);
  const total = f.local('v128');
  const column = map.columns + 4 * (layoutOf(program).columns[sum.population]![sum.column]! + sum.firstRow);
  // Shares of threads end at whole vectors; rows do not.
  f.get(end)
    .i32(4 * size)
    .get(end)
    .i32(4 * size)
    .op(op.i32_lt_u)
    .op(op.select)
    .set(end);
  const zero = b.held(b.bits(0));
  const rowOf = (row: Local | undefined): void => {
    f.get(zero.local).set(total);
    sum.terms.forEach((term, t) => {
      addRow({ ...context, sum, term, f, b, places: map.sums[number]![t]! }, row, total);
    });
    // (0 + 1) + (2 + 3), in all lanes.
    const pairs = b.add({ local: total }, b.shuffle({ local: total }, { local: total }, [1, 0, 3, 2]));
    b.assign({ local: total }, b.add(pairs, b.shuffle(pairs, pairs, [2, 3, 0, 1])));
  };
  const store = (): void => {
    f.get(cell).get(total).simdMemory(simd.v128_store32_lane, column, 0);
  };
  if (sum.common) rowOf(undefined);
  f.while(
    () => f.get(cell).get(end).op(op.i32_lt_u),
    () => {
      if (!sum.common) rowOf(cell);
      store();
      f.advance(cell, 4);
    },
  );
  return f;
}

interface RowTask extends SumContext {
  readonly sum: Sum;
  readonly term: Term;
  readonly f: FunctionBuilder;
  readonly b: LaneBuilder;
  readonly places: MemoryMap['sums'][number][number];
}

/** Adds the junctions of a row to `total`. `row`: local with 4 × its number; undefined for row 0. */
function addRow(task: RowTask, row: Local | undefined, total: Local): void {
  const { program, map, sum, term, f, b, places, derived, pool } = task;
  const layout = layoutOf(program);
  const addresses = (population: number, end: 'pre' | 'post'): [string, number][] => {
    const { columns } = program.populations[population]!;
    return columnsRead(term, end, columns).map((c) => [
      columns[c]!.name,
      map.columns + 4 * (layout.columns[population]![c]! + (end === 'post' ? sum.firstRow : 0)),
    ]);
  };
  const at = f.local('i32');
  const last = f.local('i32');
  const pointer = (offset: number): FunctionBuilder => {
    if (row === undefined) f.i32(0);
    else f.get(row);
    return f
      .memory(op.i32_load, places.rows + offset)
      .i32(2)
      .op(op.i32_shl);
  };
  pointer(0).set(at);
  pointer(4).set(last);
  const post = new Map(
    addresses(sum.population, 'post').map(([name, address]): [string, Lanes] => {
      f.get(row!).simdMemory(simd.v128_load32_splat, address);
      return [name, b.pop()];
    }),
  );
  const partners = [0, 1, 2, 3].map(() => f.local('i32'));
  const lanes = f.local('v128');
  const gathered = f.local('v128');
  f.words([0, 4, 8, 12]).set(lanes);
  f.while(
    () => f.get(at).get(last).op(op.i32_lt_u),
    () => {
      const reads = addresses(term.source, 'pre');
      if (reads.length > 0)
        partners.forEach((partner, lane) => {
          f.get(at)
            .memory(op.i32_load, places.sources + 4 * lane)
            .set(partner);
        });
      const pre = new Map(
        reads.map(([name, address]): [string, Lanes] => {
          partners.forEach((partner, lane) => {
            f.get(partner);
            if (lane === 0) f.simdMemory(simd.v128_load32_zero, address);
            else f.get(gathered).simdMemory(simd.v128_load32_lane, address, lane);
            f.set(gathered);
          });
          return [name, b.copy({ local: gathered })];
        }),
      );
      const analysis = new Analysis([term.value]);
      const from =
        (values: ReadonlyMap<string, Lanes>) =>
        (e: LeafOf<'pre' | 'post'>): Lanes =>
          values.get(e.name)!;
      const leaves: Leaves = {
        leaf: leafReader<TermLeafOp, Lanes>({
          weight: () => {
            f.get(at).simdMemory(simd.v128_load, places.weights);
            return b.pop();
          },
          pre: from(pre),
          post: from(post),
          uniform: (e) => ({ address: map.uniforms[sum.population]! + 4 * e.index }),
        }),
        derived: (e) => ({ address: derivedUniform({ derived, pool }, e, false) }),
        steps: new StepValues({
          f,
          step: 0,
          dt: program.dt,
          isFixed: analysis.isFixed,
          derived: () => {
            throw new InternalError('A coupling depends on the step.');
          },
          table: noTable,
        }),
        table: noTable,
        poisson: () => {
          throw new InternalError('A coupling draws a random number.');
        },
      };
      const value = new Lowering(b, leaves, analysis).value(term.value);
      f.get(at).simd(simd.i32x4_splat).get(lanes).simd(simd.i32x4_add);
      f.get(last).simd(simd.i32x4_splat).simd(simd.i32x4_lt_u);
      b.push(value);
      f.simd(simd.v128_and).get(total).simd(simd.f32x4_add).set(total);
      f.advance(at, 16);
    },
  );
}

function noTable(): never {
  throw new InternalError('A coupling reads a table.');
}
