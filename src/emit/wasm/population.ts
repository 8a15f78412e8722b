/** Code of one population: `gather`, `integrate` and `detect` of one step, four cells at a time, everything in registers. */
import { threadWord } from '../../engine/wasm/image.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import type { PopulationProgram } from '../../program/program.ts';
import type { SharedPower } from '../share-exponentials.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { Lowering } from './lowering.ts';
import { op, simd } from './opcodes.ts';
import { Draws } from './random.ts';

/** Addresses (bytes) that the code of one population uses. */
export interface PopulationAddresses {
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
  /** Further uniforms that the code wants and their addresses, filled as it is made. */
  readonly derived: Map<Expr, number>;
  readonly shared: ReadonlyMap<Expr, SharedPower>;
}

/**
 * advance(step, begin, end, row, list, thread) → list: cells begin/4 … end/4 − 1; `row`: 4 × first entry of this step's ring row;
 * `list`: where to note spiking cells; `thread`: the thread's block. `noteFault`: number of the function of `faultFunction`.
 */
export function populationFunction(context: PopulationContext, noteFault: number): FunctionBuilder {
  const { population: p, addresses, pool, relaxed } = context;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['i32']);
  const [step, cell, end, row, list, thread] = [0, 1, 2, 3, 4, 5] as const;
  const b = new LaneBuilder(f, pool, relaxed);
  const roots = p.spike ? [...p.next, p.spike] : [...p.next];
  const nodes = topological(roots);
  const uses = (name: Expr['op']): boolean => nodes.some((e) => e.op === name);

  const stepWords = splatStep(b, step, uses('random') || uses('step'));
  const time = uses('time') ? splatTime(b, step, context.dt) : undefined;
  const stepNumber = uses('step') && stepWords ? b.apply(simd.f32x4_convert_i32x4_s, stepWords) : undefined;
  const accumulator = f.local('i32');
  const lanes = uses('cell') || uses('random') ? laneNumbers(b) : undefined;

  f.get(cell)
    .get(end)
    .op(op.i32_ge_u)
    .if(() => f.get(list).op(op.return));
  f.doWhile(() => {
    if (p.inlets.length > 0) f.get(cell).get(row).op(op.i32_add).set(accumulator);
    const sums = gather(b, accumulator, addresses.inlets);
    const cellWords = lanes && cellNumbers(b, cell, lanes);
    const draws = cellWords && stepWords && new Draws(b, cellWords, stepWords, context.seed, p.stream);
    const leaf = (e: Expr): Lanes => {
      switch (e.op) {
        case 'state':
        case 'parameter': {
          const column = p.columns.findIndex((c) => c.name === e.name);
          if (column < 0) throw new Error(`internal: the program of ${p.name} has no column for a symbol it uses.`);
          f.get(cell).simdMemory(simd.v128_load, addresses.columns[column]!);
          return b.pop();
        }
        case 'uniform':
          return { address: addresses.uniforms + 4 * e.index };
        case 'inlet':
          return b.apply(simd.f32x4_convert_i32x4_s, sums[e.index]!);
        case 'dt':
          return b.number(context.dt);
        case 'time':
          return time!;
        case 'step':
          return stepNumber!;
        case 'cell':
          return b.apply(simd.f32x4_convert_i32x4_s, cellWords!);
        case 'random':
          return draws!.draw(e.name === 'normal' ? 'normal' : 'uniform', e.index);
        default:
          throw new Error(`internal: '${e.op}' is not a leaf of a program.`);
      }
    };
    const derived = (e: Expr): Lanes => {
      const known = context.derived.get(e);
      if (known !== undefined) return { address: known };
      const word = pool.reserve();
      context.derived.set(e, word.address);
      return word;
    };
    const table = (i: number): { address: number; length: number } => ({
      address: addresses.tables[i]!,
      length: p.tables[i]!.length,
    });
    const lowering = new Lowering(b, { leaf, derived, table }, roots, context.shared);
    const next = p.next.map((e) => lowering.value(e));
    const spiked = p.spike && lowering.value(p.spike);
    clear(f, b, cell, accumulator, addresses.inlets, p.size);
    next.forEach((value, c) => {
      const unchanged = p.next[c]!.op === 'state' && p.next[c]!.name === p.columns[c]!.name;
      if (unchanged) return;
      f.get(cell);
      b.push(value);
      f.simdMemory(simd.v128_store, addresses.columns[c]!);
    });
    checkLimits(f, b, p, next, () => f.get(thread).get(step).get(cell).call(noteFault));
    if (spiked) noteSpikes(f, b, p, spiked, cell, list);
    f.advance(cell, 16).get(cell).get(end).op(op.i32_lt_u);
  });
  f.get(list);
  return f;
}

function splatStep(b: LaneBuilder, step: number, wanted: boolean): Lanes | undefined {
  if (!wanted) return undefined;
  b.f.get(step).simd(simd.i32x4_splat);
  return b.pop();
}

/** step·dt is rounded once, from f64. */
function splatTime(b: LaneBuilder, step: number, dt: number): Lanes {
  b.f.get(step).op(op.f64_convert_i32_u).f64(dt).op(op.f64_mul).op(op.f32_demote_f64).simd(simd.f32x4_splat);
  return b.pop();
}

function laneNumbers(b: LaneBuilder): Lanes {
  b.f.words([0, 1, 2, 3]);
  return b.pop();
}

function cellNumbers(b: LaneBuilder, cell: number, lanes: Lanes): Lanes {
  b.f.get(cell).i32(2).op(op.i32_shr_u).simd(simd.i32x4_splat);
  return b.apply(simd.i32x4_add, b.pop(), lanes);
}

/** Sums over the threads' rings, one vector per inlet. */
function gather(b: LaneBuilder, accumulator: number, inlets: readonly (readonly number[])[]): Lanes[] {
  return inlets.map((rings) => {
    rings.forEach((address, t) => {
      b.f.get(accumulator).simdMemory(simd.v128_load, address);
      if (t > 0) b.f.simd(simd.i32x4_add);
    });
    return b.pop();
  });
}

/** Zeroes what was gathered; the last vector of a population may reach into entries that belong to others. */
function clear(
  f: FunctionBuilder,
  b: LaneBuilder,
  cell: number,
  accumulator: number,
  inlets: readonly (readonly number[])[],
  size: number,
): void {
  const addresses = inlets.flat();
  if (addresses.length === 0) return;
  const zero = b.held(b.bits(0));
  const whole = (): void => {
    for (const address of addresses) f.get(accumulator).get(zero.local).simdMemory(simd.v128_store, address);
  };
  const rest = size % 4;
  if (rest === 0) return whole();
  f.get(cell)
    .i32(4 * (size - rest))
    .op(op.i32_lt_u)
    .if(whole, () => {
      for (const address of addresses)
        for (let lane = 0; lane < rest; lane++)
          f.get(accumulator)
            .get(zero.local)
            .simdMemory(simd.v128_store32_lane, address + 4 * lane, lane);
    });
}

/**
 * Runs `report` when any of the four cells may have left a column's limit or become NaN. One sum of squares per limit is compared with
 * the limit's square: never too lenient (half of it is left as a margin for rounding), and `report` looks closely.
 */
function checkLimits(
  f: FunctionBuilder,
  b: LaneBuilder,
  p: PopulationProgram,
  next: readonly Lanes[],
  report: () => void,
): void {
  if (next.length === 0) return;
  const groups = new Map<number, Lanes[]>();
  next.forEach((value, c) => {
    const { limit } = p.columns[c]!;
    const group = groups.get(limit);
    if (group) group.push(value);
    else groups.set(limit, [value]);
  });
  const within = [...groups].map(([limit, [first, ...others]]) => {
    const sum = others.reduce((s, value) => b.madd(value, value, s), b.mul(first!, first!));
    return b.apply(simd.f32x4_le, sum, b.number(Math.min(0.5 * limit * limit, 3e38)));
  });
  b.push(within.reduce((all, one) => b.apply(simd.v128_and, all, one)));
  f.simd(simd.i32x4_bitmask).i32(15).op(op.i32_ne).if(report);
}

/** Appends the spiking ones of the four cells, by network-wide number. */
function noteSpikes(
  f: FunctionBuilder,
  b: LaneBuilder,
  p: PopulationProgram,
  spiked: Lanes,
  cell: number,
  list: number,
): void {
  const bits = f.local('i32');
  b.push(spiked);
  f.simd(simd.i32x4_bitmask).tee(bits);
  f.if(() => {
    const rest = p.size % 4;
    if (rest > 0)
      f.get(cell)
        .i32(4 * (p.size - rest))
        .op(op.i32_ge_u)
        .if(() =>
          f
            .get(bits)
            .i32((1 << rest) - 1)
            .op(op.i32_and)
            .set(bits),
        );
    f.while(
      () => f.get(bits),
      () => {
        f.get(list);
        f.get(cell).i32(2).op(op.i32_shr_u).i32(p.first).op(op.i32_add).get(bits).op(op.i32_ctz).op(op.i32_add);
        f.memory(op.i32_store, 0).advance(list, 4);
        f.get(bits).get(bits).i32(1).op(op.i32_sub).op(op.i32_and).set(bits);
      },
    );
  });
}

/** noteFault(thread, step, cell): writes the first of the four cells, then columns, that is out of its limits, unless one is noted. */
export function faultFunction(context: PopulationContext): FunctionBuilder {
  const { population: p, index, addresses } = context;
  const f = new FunctionBuilder(['i32', 'i32', 'i32']);
  const [thread, step, cell] = [0, 1, 2] as const;
  const lane = f.local('i32');
  f.get(thread)
    .memory(op.i32_load, threadWord.fault)
    .if(() => f.op(op.return));
  f.doWhile(() => {
    const inside = (): FunctionBuilder =>
      f
        .get(cell)
        .get(lane)
        .op(op.i32_add)
        .i32(4 * p.size)
        .op(op.i32_lt_u);
    inside().if(() => {
      for (let c = 0; c < p.states; c++) {
        f.get(cell).get(lane).op(op.i32_add).memory(op.f32_load, addresses.columns[c]!).op(op.f32_abs);
        f.f32(p.columns[c]!.limit)
          .op(op.f32_le)
          .op(op.i32_eqz)
          .if(() => {
            f.get(thread).i32(1).memory(op.i32_store, threadWord.fault);
            f.get(thread).get(step).memory(op.i32_store, threadWord.faultStep);
            f.get(thread).i32(index).memory(op.i32_store, threadWord.faultPopulation);
            f.get(thread).get(cell).get(lane).op(op.i32_add).i32(2).op(op.i32_shr_u);
            f.memory(op.i32_store, threadWord.faultCell);
            f.get(thread).i32(c).memory(op.i32_store, threadWord.faultColumn);
            f.op(op.return);
          });
      }
    });
    f.advance(lane, 4).get(lane).i32(16).op(op.i32_lt_u);
  });
  return f;
}
