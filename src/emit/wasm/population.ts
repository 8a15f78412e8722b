/** Code of one population: `gather`, `integrate` and `detect` of one step, four cells at a time, everything in registers. */
import { type DerivedUniform, threadWord } from '../../engine/wasm/image.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import type { PopulationProgram } from '../../program/program.ts';
import { Analysis } from './analysis.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ConstantPool, LaneBuilder, type Lanes } from './lanes.ts';
import { type Leaves, Lowering, type Signed } from './lowering.ts';
import { op, simd } from './opcodes.ts';
import { Draws } from './random.ts';
import { stagesOf } from './stages.ts';
import { StepValues } from './step-values.ts';

/** Values per cell that may cross from one stage to later ones. */
export const SCRATCH_SLOTS = 256;

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
  readonly derived: DerivedUniform[];
  /** Next values of the columns, then the spike condition if there is one: the population's own, or an equal form of them. */
  readonly roots: readonly Expr[];
  /** Latency after which loops are cut; for measurements. */
  readonly budget?: number | undefined;
}

/** Numbers of the parameters of `advance`. */
const STEP = 0;
const CELL = 1;
const END = 2;
const ROW = 3;
const LIST = 4;
const THREAD = 5;

/** Cells that go through all stages before the next ones do: their columns and scratch values fit into a first-level cache. */
export const BLOCK = 256;

/** Latency (cycles) after which a loop is cut. */
const BUDGET = 90;

/**
 * advance(step, begin, end, row, list, thread) → list: cells begin/4 … end/4 − 1; `row`: 4 × first entry of this step's ring row;
 * `list`: where to note spiking cells; `thread`: the thread's block. `noteFault`: number of the function of `faultFunction`.
 */
export function populationFunction(context: PopulationContext, noteFault: number): FunctionBuilder {
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ['i32']);
  const b = new LaneBuilder(f, context.pool, context.relaxed);
  const analysis = new Analysis(context.roots);
  const locals = {
    sums: f.local('i32'),
    scratch: f.local('i32'),
    blockEnd: f.local('i32'),
    blockStart: f.local('i32'),
  };
  const invariants = invariantsOf(context, b);
  const steps = new StepValues({
    f,
    pool: context.pool,
    step: STEP,
    dt: context.dt,
    isFixed: analysis.isFixed,
    derived: (e) => derivedUniform(context, e, true),
    table: (i) => tableOf(context, i),
  });
  const stages = stagesOf(analysis, context.budget ?? BUDGET, (e) => steps.covers(e));
  const known = new Map<Expr, { slot: number; negative: boolean }>();
  let slots = 0;
  f.while(
    () => f.get(CELL).get(END).op(op.i32_lt_u),
    () => {
      if (stages.count > 1) {
        f.get(CELL).tee(locals.blockStart);
        f.i32(4 * BLOCK)
          .op(op.i32_add)
          .tee(locals.blockEnd);
        f.get(END).get(locals.blockEnd).get(END).op(op.i32_lt_u).op(op.select);
      } else f.get(END);
      f.set(locals.blockEnd);
      stages.kept.forEach((kept, s) => {
        const last = s === stages.count - 1;
        if (s > 0) f.get(locals.blockStart).set(CELL);
        if (stages.count > 1) f.get(THREAD).memory(op.i32_load, threadWord.scratch).set(locals.scratch);
        f.doWhile(() => {
          if (context.population.inlets.length > 0) f.get(CELL).get(ROW).op(op.i32_add).set(locals.sums);
          const vector = new Vector(context, b, steps, invariants, locals.sums);
          const fetched = [...known].map(([e, { slot, negative }]): [Expr, () => Signed] => [
            e,
            () => {
              f.get(locals.scratch).simdMemory(simd.v128_load, 4 * BLOCK * slot);
              return { lanes: b.pop(), negative };
            },
          ]);
          const lowering = new Lowering(b, vector, analysis, new Map(fetched));
          if (last) vector.finish(lowering, noteFault);
          const values = kept.map((e) => ({ e, ...lowering.signed(e) }));
          for (const { e, lanes, negative } of values) {
            known.set(e, { slot: slots, negative });
            f.get(locals.scratch);
            b.push(lanes);
            f.simdMemory(simd.v128_store, 4 * BLOCK * slots++);
          }
          if (stages.count > 1) f.advance(locals.scratch, 16);
          f.advance(CELL, 16).get(CELL).get(locals.blockEnd).op(op.i32_lt_u);
        });
      });
    },
  );
  if (slots > SCRATCH_SLOTS)
    throw new Error(`internal: the step of ${context.population.name} needs ${slots} scratch values.`);
  f.get(LIST);
  return f;
}

/** The number of the step in all lanes, and of the lanes, where random numbers or the cells' numbers need them. */
interface Invariants {
  readonly step?: Lanes;
  readonly lanes?: Lanes;
}

function invariantsOf(context: PopulationContext, b: LaneBuilder): Invariants {
  const nodes = topological(context.roots);
  const uses = (name: Expr['op']): boolean => nodes.some((e) => e.op === name);
  const { f } = b;
  const result: { -readonly [K in keyof Invariants]: Lanes } = {};
  if (uses('random')) {
    f.get(STEP).simd(simd.i32x4_splat);
    result.step = b.pop();
  }
  if (uses('cell') || uses('random')) {
    f.words([0, 1, 2, 3]);
    result.lanes = b.pop();
  }
  return result;
}

const tableOf = ({ addresses, population }: PopulationContext, index: number): { address: number; length: number } => ({
  address: addresses.tables[index]!,
  length: population.tables[index]!.length,
});

/** A uniform that the host computes; one word for equal ones. */
function derivedUniform(context: PopulationContext, value: Expr, wide: boolean): number {
  const known = context.derived.find((d) => d.value === value && d.wide === wide);
  if (known) return known.address;
  const address = wide ? context.pool.reserveWide() : context.pool.reserve().address;
  context.derived.push({ value, address, wide });
  return address;
}

/** Code of four cells, those from the loop's cell on. */
class Vector implements Leaves {
  private readonly context: PopulationContext;
  private readonly b: LaneBuilder;
  private readonly f: FunctionBuilder;
  private readonly invariants: Invariants;
  private readonly sums: number;
  readonly steps: StepValues;
  private cellWords: Lanes | undefined;
  private draws: Draws | undefined;

  constructor(context: PopulationContext, b: LaneBuilder, steps: StepValues, invariants: Invariants, sums: number) {
    this.context = context;
    this.steps = steps;
    this.b = b;
    this.f = b.f;
    this.invariants = invariants;
    this.sums = sums;
  }

  leaf(e: Expr): Lanes {
    const { context, b, f, invariants } = this;
    const { population: p, addresses } = context;
    switch (e.op) {
      case 'state':
      case 'parameter': {
        const column = p.columns.findIndex((c) => c.name === e.name);
        if (column < 0) throw new Error(`internal: the program of ${p.name} has no column for a symbol it uses.`);
        f.get(CELL).simdMemory(simd.v128_load, addresses.columns[column]!);
        return b.pop();
      }
      case 'uniform':
        return { address: addresses.uniforms + 4 * e.index };
      case 'inlet':
        return b.apply(simd.f32x4_convert_i32x4_s, this.gather(e.index));
      case 'dt':
        return b.number(context.dt);
      case 'cell':
        return b.apply(simd.f32x4_convert_i32x4_s, this.cellNumbers());
      case 'random':
        this.draws ??= new Draws(b, this.cellNumbers(), invariants.step!, context.seed, p.stream);
        return this.draws.draw(e.name === 'normal' ? 'normal' : 'uniform', e.index);
      default:
        throw new Error(`internal: '${e.op}' is not a leaf of a program.`);
    }
  }

  derived(e: Expr): Lanes {
    return { address: derivedUniform(this.context, e, false) };
  }

  table(index: number): { address: number; length: number } {
    return tableOf(this.context, index);
  }

  /** Sum over the threads' rings. */
  private gather(inlet: number): Lanes {
    this.context.addresses.inlets[inlet]!.forEach((address, t) => {
      this.f.get(this.sums).simdMemory(simd.v128_load, address);
      if (t > 0) this.f.simd(simd.i32x4_add);
    });
    return this.b.pop();
  }

  private cellNumbers(): Lanes {
    if (!this.cellWords) {
      this.f.get(CELL).i32(2).op(op.i32_shr_u).simd(simd.i32x4_splat);
      this.cellWords = this.b.apply(simd.i32x4_add, this.b.pop(), this.invariants.lanes!);
    }
    return this.cellWords;
  }

  /** The last stage: writes the next values and tells the rest of the engine what happened. */
  finish(lowering: Lowering, noteFault: number): void {
    const { population: p } = this.context;
    const [next, spiked] = [this.context.roots.slice(0, p.next.length), this.context.roots[p.next.length]];
    const values = next.map((e) => lowering.value(e));
    const condition = spiked && lowering.value(spiked);
    this.store(next, values);
    this.clear();
    this.checkLimits(values, noteFault);
    if (condition) this.noteSpikes(condition);
  }

  private store(next: readonly Expr[], values: readonly Lanes[]): void {
    const { f, b, context } = this;
    values.forEach((value, c) => {
      const unchanged = next[c]!.op === 'state' && next[c]!.name === context.population.columns[c]!.name;
      if (unchanged) return;
      f.get(CELL);
      b.push(value);
      f.simdMemory(simd.v128_store, context.addresses.columns[c]!);
    });
  }

  /** Zeroes what was gathered; the last vector of a population may reach into entries that belong to others. */
  private clear(): void {
    const { f, b, context } = this;
    const inlets = context.addresses.inlets.flat();
    if (inlets.length === 0) return;
    const zero = b.held(b.bits(0));
    const clear = (lanes: number): void => {
      for (const address of inlets) {
        if (lanes === 4) f.get(this.sums).get(zero.local).simdMemory(simd.v128_store, address);
        else
          for (let lane = 0; lane < lanes; lane++)
            f.get(this.sums)
              .get(zero.local)
              .simdMemory(simd.v128_store32_lane, address + 4 * lane, lane);
      }
    };
    const rest = context.population.size % 4;
    if (rest === 0) clear(4);
    else
      this.inWhole().if(
        () => clear(4),
        () => clear(rest),
      );
  }

  /** Whether all four cells exist. */
  private inWhole(): FunctionBuilder {
    const { size } = this.context.population;
    return this.f
      .get(CELL)
      .i32(4 * (size - (size % 4)))
      .op(op.i32_lt_u);
  }

  /**
   * Calls `noteFault` when any of the four cells left a column's limit or became NaN. Without their signs, the patterns of f32 numbers
   * are ordered as the numbers are, with NaN above all: so one comparison per limit will do. (Squares would underflow, which is slow.)
   */
  private checkLimits(next: readonly Lanes[], noteFault: number): void {
    const { f, b } = this;
    if (next.length === 0) return;
    const groups = new Map<number, Lanes>();
    next.forEach((value, c) => {
      const { limit } = this.context.population.columns[c]!;
      const others = groups.get(limit);
      const magnitude = b.abs(value);
      groups.set(limit, others ? b.apply(simd.i32x4_max_s, others, magnitude) : magnitude);
    });
    const beyond = [...groups].map(([limit, most]) => b.apply(simd.i32x4_gt_s, most, b.number(limit)));
    b.push(beyond.reduce((some, one) => b.apply(simd.v128_or, some, one)));
    f.simd(simd.v128_any_true).if(() => f.get(THREAD).get(STEP).get(CELL).call(noteFault));
  }

  /** Appends the spiking ones of the four cells, by network-wide number. */
  private noteSpikes(spiked: Lanes): void {
    const { f, b } = this;
    const { population: p } = this.context;
    const bits = f.local('i32');
    b.push(spiked);
    f.simd(simd.i32x4_bitmask).tee(bits);
    f.if(() => {
      const rest = p.size % 4;
      if (rest > 0)
        this.inWhole()
          .op(op.i32_eqz)
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
          f.get(LIST);
          f.get(CELL).i32(2).op(op.i32_shr_u).i32(p.first).op(op.i32_add).get(bits).op(op.i32_ctz).op(op.i32_add);
          f.memory(op.i32_store, 0).advance(LIST, 4);
          f.get(bits).get(bits).i32(1).op(op.i32_sub).op(op.i32_and).set(bits);
        },
      );
    });
  }
}

/** Whether `next` is the column's old value times something that no cell changes, plus something or nothing. */
function decays(next: Expr, column: string, isFixed: (e: Expr) => boolean): boolean {
  if (next.op === 'add' || next.op === 'sub') return next.args.some((a) => decays(a, column, isFixed));
  if (next.op !== 'mul') return false;
  const isOld = (e: Expr): boolean => e.op === 'state' && e.name === column;
  const [x, y] = next.args as [Expr, Expr];
  return (isOld(x) && isFixed(y)) || (isOld(y) && isFixed(x));
}

/**
 * flush(begin, end): zero for every magnitude up to 2^-100 in columns that only decay. They would end as subnormal numbers, and
 * arithmetic on those is many times slower. Undefined where no column is of that kind.
 */
export function flushFunction(context: PopulationContext): FunctionBuilder | undefined {
  const { population: p, addresses, pool, relaxed } = context;
  const { isFixed } = new Analysis(p.next);
  const columns = p.next.flatMap((e, c) => (decays(e, p.columns[c]!.name, isFixed) ? [c] : []));
  if (columns.length === 0) return undefined;
  const f = new FunctionBuilder(['i32', 'i32']);
  const b = new LaneBuilder(f, pool, relaxed);
  const [cell, end] = [0, 1] as const;
  f.while(
    () => f.get(cell).get(end).op(op.i32_lt_u),
    () => {
      for (const c of columns) {
        f.get(cell).simdMemory(simd.v128_load, addresses.columns[c]!);
        const value = b.pop();
        f.get(cell);
        b.push(b.apply(simd.v128_andnot, value, b.apply(simd.f32x4_le, b.abs(value), b.number(2 ** -100))));
        f.simdMemory(simd.v128_store, addresses.columns[c]!);
      }
      f.advance(cell, 16);
    },
  );
  return f;
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
