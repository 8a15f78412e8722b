/** Code of four cells: where their values come from and go to. */
import { InternalError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { EVERY_CELL } from '../../random/philox.ts';
import { leafReader, type StepLeafOp } from '../leaves.ts';
import {
  beforeEnd,
  CELL,
  derivedUniform,
  END,
  LIST,
  laneBeforeEnd,
  type PopulationContext,
  STEP,
  THREAD,
  tableOf,
} from './context.ts';
import type { FunctionBuilder } from './function-builder.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import type { Leaves, Lowering } from './lowering.ts';
import { op, simd } from './opcodes.ts';
import { callPoisson } from './poisson.ts';
import { Draws } from './random.ts';
import type { StepValues } from './step-values.ts';

/** The number of the step in all lanes, and of the lanes, where random numbers or the cells' numbers need them. */
export interface Invariants {
  readonly step?: Lanes;
  readonly lanes?: Lanes;
}

export function invariantsOf(context: PopulationContext, b: LaneBuilder): Invariants {
  const nodes = topological(context.roots);
  const uses = (name: Expr['op']): boolean => nodes.some((e) => e.op === name);
  const { f } = b;
  const result: { -readonly [K in keyof Invariants]: Lanes } = {};
  if (uses('draw')) {
    f.get(STEP).simd(simd.i32x4_splat);
    result.step = b.pop();
  }
  if (uses('cell') || uses('draw')) {
    f.words([0, 1, 2, 3]);
    result.lanes = b.pop();
  }
  return result;
}

/** Code of four cells, those from the loop's cell on. */
export class Vector implements Leaves {
  private readonly context: PopulationContext;
  private readonly b: LaneBuilder;
  private readonly f: FunctionBuilder;
  private readonly invariants: Invariants;
  private readonly sums: number;
  readonly steps: StepValues;
  private cellWords: Lanes | undefined;
  private draws: Draws | undefined;
  private sharedDraws: Draws | undefined;

  constructor(context: PopulationContext, b: LaneBuilder, steps: StepValues, invariants: Invariants, sums: number) {
    this.context = context;
    this.steps = steps;
    this.b = b;
    this.f = b.f;
    this.invariants = invariants;
    this.sums = sums;
  }

  private column({ name }: { readonly name: string }): Lanes {
    const { population: p, addresses } = this.context;
    const column = p.columns.findIndex((c) => c.name === name);
    if (column < 0) throw new InternalError(`The program of ${p.name} has no column for a symbol it uses.`);
    this.f.get(CELL).simdMemory(simd.v128_load, addresses.columns[column]!);
    return this.b.pop();
  }

  readonly leaf = leafReader<Exclude<StepLeafOp, 'time' | 'step'>, Lanes>({
    state: (e) => this.column(e),
    parameter: (e) => this.column(e),
    uniform: (e) => ({ address: this.context.addresses.uniforms + 4 * e.index }),
    inlet: (e) => this.b.apply(simd.f32x4_convert_i32x4_s, this.gather(e.index)),
    dt: () => this.b.number(this.context.dt),
    cell: () => this.b.apply(simd.f32x4_convert_i32x4_s, this.cellNumbers()),
    draw: (e) => {
      const { b, context, invariants } = this;
      const of = (cell: Lanes): Draws => new Draws(b, cell, invariants.step!, context.seed, context.population.stream);
      if (e.shared) this.sharedDraws ??= of(b.bits(EVERY_CELL));
      else this.draws ??= of(this.cellNumbers());
      return (e.shared ? this.sharedDraws : this.draws)!.draw(e.kind, e.index);
    },
  });

  derived(e: Expr): Lanes {
    return { address: derivedUniform(this.context, e, false) };
  }

  poisson(table: number, mean: Lanes, draw: number): Lanes {
    const { address } = this.table(table);
    const cell = this.cellNumbers();
    return callPoisson(this.b, this.context.poisson!, { step: STEP, table: address, cell, mean, draw });
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
    const changed = values.flatMap((value, c) => {
      const now = next[c]!;
      const same = now.op === 'state' && now.name === context.population.columns[c]!.name;
      return same ? [] : [{ value, address: context.addresses.columns[c]! }];
    });
    const whole = (): void => {
      for (const { value, address } of changed) {
        f.get(CELL);
        b.push(value);
        f.simdMemory(simd.v128_store, address);
      }
    };
    if (changed.length === 0) return;
    beforeEnd(f, [CELL, END], context.exact, whole, (lane) => {
      for (const { value, address } of changed) {
        f.get(CELL);
        b.push(value);
        f.simdMemory(simd.v128_store32_lane, address + 4 * lane, lane);
      }
    });
  }

  /** Zeroes what was gathered; the last vector of a population may reach into entries that belong to others. */
  private clear(): void {
    const { f, b, context } = this;
    const inlets = context.addresses.inlets.flat();
    if (inlets.length === 0) return;
    const zero = b.held(b.bits(0));
    const whole = (): void => {
      for (const address of inlets) f.get(this.sums).get(zero.local).simdMemory(simd.v128_store, address);
    };
    const one = (lane: number): void => {
      for (const address of inlets)
        f.get(this.sums)
          .get(zero.local)
          .simdMemory(simd.v128_store32_lane, address + 4 * lane, lane);
    };
    const rest = context.population.size % 4;
    if (context.exact || rest === 0) beforeEnd(f, [CELL, END], context.exact, whole, one);
    else
      this.inWhole().if(whole, () => {
        for (let lane = 0; lane < rest; lane++) one(lane);
      });
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
    f.simd(simd.v128_any_true).if(() => {
      f.get(THREAD).get(STEP).get(CELL);
      if (this.context.exact) f.get(END);
      else f.i32(4 * this.context.population.size);
      f.call(noteFault);
    });
  }

  /** Appends the spiking ones of the four cells, by network-wide number. */
  private noteSpikes(spiked: Lanes): void {
    const { f, b } = this;
    const { population: p } = this.context;
    const bits = f.local('i32');
    b.push(spiked);
    f.simd(simd.i32x4_bitmask).tee(bits);
    f.if(() => {
      if (this.context.exact)
        for (let lane = 1; lane < 4; lane++)
          laneBeforeEnd(f, [CELL, END], lane)
            .op(op.i32_eqz)
            .if(() =>
              f
                .get(bits)
                .i32((1 << lane) - 1)
                .op(op.i32_and)
                .set(bits),
            );
      const rest = this.context.exact ? 0 : p.size % 4;
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
