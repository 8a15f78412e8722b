/**
 * What changes from step to step but not from cell to cell: computed once per step, in f64, so that times of long runs and the entries
 * of tables over time are those of the reference.
 */
import { type Expr, isOperation } from '../../expression/node.ts';
import type { FunctionBuilder, Local } from './function-builder.ts';
import type { LaneBuilder, Lanes } from './lanes.ts';
import { op, saturating, simd } from './opcodes.ts';
import { vectorRow } from './ops.ts';

/** Instructions of an operation, if it can be made here: what they are applied to is on the stack, unless they say so themselves. */
const scalarOf = (e: Expr): number | readonly ('x' | 'y' | number)[] | undefined =>
  isOperation(e) ? vectorRow(e.op).scalar : undefined;

export interface StepContext {
  readonly f: FunctionBuilder;
  /** Local with the number of the step. */
  readonly step: Local;
  /** ms */
  readonly dt: number;
  readonly isFixed: (e: Expr) => boolean;
  /** Address of an f64 that the host computes. */
  readonly derived: (e: Expr) => number;
  readonly table: (index: number) => { address: number; length: number };
}

export class StepValues {
  private readonly context: StepContext;
  private readonly known = new Map<Expr, boolean>();
  private readonly scalars = new Map<Expr, Local>();
  private readonly splats = new Map<Expr, Lanes>();

  constructor(context: StepContext) {
    this.context = context;
  }

  /** Whether this is such a value and made of operations that exist here. */
  covers(e: Expr): boolean {
    let known = this.known.get(e);
    if (known === undefined) {
      const made = e.op === 'time' || e.op === 'step' || e.op === 'lookup' || scalarOf(e) !== undefined;
      known = made && e.args.every((a) => this.context.isFixed(a) || this.covers(a));
      known &&= e.args.length === 0 || e.args.some((a) => !this.context.isFixed(a));
      this.known.set(e, known);
    }
    return known;
  }

  /** The value in all lanes. */
  lanes(e: Expr, b: LaneBuilder): Lanes {
    return this.splat(e, b, () => this.context.f.get(this.scalar(e)));
  }

  /** An angle in radians less whole turns, in all lanes: near enough to 0 that f32 keeps it. */
  angle(e: Expr, b: LaneBuilder): Lanes {
    const { f } = this.context;
    return this.splat(
      e,
      b,
      () => {
        const x = this.scalar(e);
        f.get(x)
          .get(x)
          .f64(1 / (2 * Math.PI))
          .op(op.f64_mul)
          .op(op.f64_nearest)
          .f64(2 * Math.PI)
          .op(op.f64_mul);
        f.op(op.f64_sub);
      },
      true,
    );
  }

  private splat(e: Expr, b: LaneBuilder, push: () => void, angle = false): Lanes {
    const { f } = this.context;
    if (!angle) {
      const known = this.splats.get(e);
      if (known) return known;
    }
    let lanes: Lanes | undefined;
    f.atStart(() => {
      push();
      f.op(op.f32_demote_f64).simd(simd.f32x4_splat);
      lanes = b.pop();
    });
    if (!angle) this.splats.set(e, lanes!);
    return lanes!;
  }

  /** Appends code (at the function's start) that makes the scalar, once. */
  private scalar(e: Expr): Local {
    let local = this.scalars.get(e);
    if (local === undefined) {
      const { f } = this.context;
      const target = f.local('f64');
      local = target;
      f.atStart(() => {
        this.push(e);
        f.set(target);
      });
      this.scalars.set(e, local);
    }
    return local;
  }

  private push(e: Expr): void {
    const { f, step, dt, isFixed, derived } = this.context;
    if (e.op === 'number') {
      f.f64(e.value);
      return;
    }
    if (isFixed(e)) {
      f.i32(0).memory(op.f64_load, derived(e));
      return;
    }
    if (e.op === 'step' || e.op === 'time') {
      f.get(step);
      if (e.op === 'step' && e.part === 'high') f.i32(16).op(op.i32_shr_u);
      if (e.op === 'step' && e.part === 'low') f.i32(0xffff).op(op.i32_and);
      f.op(op.f64_convert_i32_u);
      if (e.op === 'time') f.f64(dt).op(op.f64_mul);
      return;
    }
    const operands = e.args.map((a) => this.operand(a));
    const [x, y] = operands as [() => void, () => void];
    if (e.op === 'lookup') {
      const { address, length } = this.context.table(e.table);
      x();
      f.op(op.f64_floor)
        .f64(length - 1)
        .op(op.f64_min)
        .f64(0)
        .op(op.f64_max)
        .saturating(saturating.i32_trunc_f64_u);
      f.i32(2).op(op.i32_shl).memory(op.f32_load, address).op(op.f64_promote_f32);
      return;
    }
    const scalar = scalarOf(e)!;
    if (typeof scalar === 'number') {
      for (const push of operands) push();
      f.op(scalar);
    } else
      for (const part of scalar) {
        if (part === 'x') x();
        else if (part === 'y') y();
        else f.op(part);
      }
  }

  /** How to push an operand. What it needs is appended first, so that the stack order stays. */
  private operand(e: Expr): () => void {
    const { f, isFixed } = this.context;
    if (e.op === 'number' || isFixed(e)) return () => this.push(e);
    const local = this.scalar(e);
    return () => f.get(local);
  }
}
