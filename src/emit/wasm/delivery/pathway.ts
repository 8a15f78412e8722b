/**
 * Delivery by graded and plastic synapses, as `program/pathway.ts` lays it down. Synapses are taken one by one: reading the two ends and
 * adding to the accumulators, all scattered, is most of the work, and a rule has few operations.
 *
 * Each thread takes its own cells: the rows of its source cells in a pass over the source, the columns of its target cells in one over the
 * target, so that every value has one writer per pass. Sums go to the thread's own ring. What keeps the passes apart is up to the caller.
 */

import { InternalError } from '../../../errors.ts';
import { evaluateAll } from '../../../expression/evaluate.ts';
import type { Expr, LeafOf } from '../../../expression/node.ts';
import { some, topological } from '../../../expression/visit.ts';
import { layoutOf } from '../../../program/layout.ts';
import { type Pass, type Pathway, passCount, passesOf, type pathwayArrays, rootsOf } from '../../../program/pathway.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { Analysis } from '../analysis.ts';
import { derivedUniform } from '../context.ts';
import { FunctionBuilder, type Local } from '../function-builder.ts';
import { LaneBuilder, type Lanes } from '../lanes.ts';
import { type Leaves, Lowering } from '../lowering.ts';
import { op, saturating, simd } from '../opcodes.ts';
import { StepValues } from '../step-values.ts';
import type { DeliveryCalls, DeliveryContext } from './delivery.ts';

/** Addresses of its arrays; 0 for those it has not. */
type Places = Readonly<Record<keyof ReturnType<typeof pathwayArrays>, number>>;

/** Leaves of a rule that read columns. */
type ColumnOp = 'pre' | 'post' | 'source' | 'target';

/** Leaves that read the cell of either end. */
const ENDS: Readonly<Record<Pass['over'], readonly ColumnOp[]>> = {
  source: ['pre', 'source'],
  target: ['post', 'target'],
};

/** What the functions of one pathway share. */
interface Task extends DeliveryContext {
  readonly pathway: Pathway;
  readonly at: Places;
  /** Byte address of a column of a population, by name. */
  readonly columnOf: (population: number, name: string) => number;
}

export function pathwayCalls(context: DeliveryContext): DeliveryCalls {
  const { program, map, add } = context;
  const layout = layoutOf(program);
  const columnOf = (population: number, name: string): number => {
    const { columns, name: title } = program.populations[population]!;
    const c = columns.findIndex((column) => column.name === name);
    if (c < 0) throw new InternalError(`A rule for synapses reads a column that ${title} has not.`);
    return map.columns + 4 * layout.columns[population]![c]!;
  };
  const tasks = program.synapses.flatMap((pathway, g): Task[] =>
    pathway.kind === 'pathway' ? [{ ...context, pathway, at: map.groups[g] as Places, columnOf }] : [],
  );
  const passes = Array.from({ length: passCount(tasks.map((task) => task.pathway)) }, (_, n) =>
    tasks.flatMap((task) => {
      const pass = passesOf(task.pathway)[n];
      return pass ? [passFunction(task, pass)] : [];
    }),
  );
  return {
    plain: [],
    passes: passes.map((functions) => functions.map(({ code }) => add(code))),
    firstReadsOthers: passes[0]?.some(({ readsOthers }) => readsOthers) ?? false,
  };
}

/** A function, and whether it reads cells of the other end. */
interface PassCode {
  readonly code: FunctionBuilder;
  readonly readsOthers: boolean;
}

const passFunction = (task: Task, pass: Pass): PassCode =>
  pass.over === 'source' ? rowsFunction(task, pass) : columnsFunction(task, pass);

/** Parameters of the functions of passes; see `DeliveryCalls`. */
const [LIST, END, ROW, RING, STEP] = [0, 1, 2, 3, 4] as const;

const passBuilder = (): FunctionBuilder => new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32']);

/** A pass over rows. */
function rowsFunction(task: Task, pass: Pass): PassCode {
  const { program, pathway, at } = task;
  const { slots, width, offsets } = program.ring;
  const { amplitude } = pathway;
  const f = passBuilder();
  const bytes = 4 * slots * width;
  const base = f.local('i32');
  const limit = f.local('i32');
  const synapse = f.local('i32');
  const last = f.local('i32');
  const entry = f.local('i32');
  const factor = f.local('i32');
  const other = f.local('i32');
  const rule = new Rule(task, f, pass);
  f.get(RING).get(ROW).op(op.i32_add).set(base);
  f.get(RING).i32(bytes).op(op.i32_add).set(limit);
  const deliver = (amount: Lanes | undefined): void => {
    f.get(base).get(entry).op(op.i32_add).tee(entry).i32(bytes).op(op.i32_sub);
    f.get(entry).get(entry).get(limit).op(op.i32_ge_u).op(op.select).tee(entry);
    f.get(entry).memory(op.i32_load, 0);
    quanta(f, task, synapse, amount && (() => rule.push(amount)));
    if (amplitude !== undefined) f.get(factor).op(op.i32_mul);
    f.op(op.i32_add).memory(op.i32_store, 0);
  };
  cellsOf(f, task, pass, (cell) => {
    rule.holdNear(cell);
    if (amplitude !== undefined) {
      const { name } = program.populations[pathway.source]!.columns[amplitude]!;
      f.get(cell).memory(op.f32_load, task.columnOf(pathway.source, name));
      f.saturating(saturating.i32_trunc_f32_s).set(factor);
    }
    slice(f, at.rows, cell, synapse, last);
    f.while(
      () => f.get(synapse).get(last).op(op.i32_lt_u),
      () => {
        if (pass.delivers || rule.hasFar)
          f.get(synapse).memory(op.i32_load, at.targets).i32(2).op(op.i32_shl).set(entry);
        if (rule.hasFar)
          f.get(entry)
            .i32(4 * width)
            .op(op.i32_rem_u)
            .i32(4 * offsets[pathway.inlet]!)
            .op(op.i32_sub)
            .set(other);
        const delivered = pass.delivers ? deliver : undefined;
        rule.apply(synapse, other, delivered);
        f.advance(synapse, 4);
      },
    );
  });
  return { code: f, readsOthers: rule.hasFar };
}

/** The whole number that a synapse adds, before it is multiplied by an amplitude. `amount` pushes the f32 fraction of it. */
function quanta(f: FunctionBuilder, { pathway, at }: Task, synapse: Local, amount: (() => void) | undefined): void {
  if (pathway.plasticity) {
    f.get(synapse).memory(op.f32_load, at.weights).op(op.f64_promote_f32);
    f.f64(1 / pathway.plasticity.quantum).op(op.f64_mul);
    if (amount) {
      amount();
      f.op(op.f64_promote_f32).op(op.f64_mul);
    }
    // As Math.round: halves upwards. In f64 the sum is exact, in f32 it would not be.
    f.f64(0.5).op(op.f64_add).op(op.f64_floor).saturating(saturating.i32_trunc_f64_s);
  } else if (pathway.weights) f.get(synapse).memory(op.i32_load, at.weights);
  else f.i32(1);
}

/** A pass over columns. */
function columnsFunction(task: Task, pass: Pass): PassCode {
  const { at } = task;
  const f = passBuilder();
  const place = f.local('i32');
  const last = f.local('i32');
  const synapse = f.local('i32');
  const other = f.local('i32');
  const rule = new Rule(task, f, pass);
  cellsOf(f, task, pass, (cell) => {
    rule.holdNear(cell);
    slice(f, at.columns, cell, place, last);
    f.while(
      () => f.get(place).get(last).op(op.i32_lt_u),
      () => {
        f.get(place).memory(op.i32_load, at.synapses).i32(2).op(op.i32_shl).set(synapse);
        if (rule.hasFar) f.get(place).memory(op.i32_load, at.sources).i32(2).op(op.i32_shl).set(other);
        rule.apply(synapse, other);
        f.advance(place, 4);
      },
    );
  });
  return { code: f, readsOthers: rule.hasFar };
}

/** Runs `body` for each of the thread's cells that the pass applies to; its local holds 4 × the cell, within its population. */
function cellsOf(f: FunctionBuilder, task: Task, { over, at }: Pass, body: (cell: Local) => void): void {
  const { program, map, pathway, columnOf } = task;
  const cell = f.local('i32');
  if (at.kind === 'spikes') {
    const { first, size } = program.populations[at.population]!;
    f.while(
      () => f.get(LIST).get(END).op(op.i32_lt_u),
      () => {
        f.get(LIST).memory(op.i32_load, 0).i32(first).op(op.i32_sub).tee(cell).i32(size).op(op.i32_lt_u);
        f.if(() => {
          f.get(cell).i32(2).op(op.i32_shl).set(cell);
          body(cell);
        });
        f.advance(LIST, 4);
      },
    );
    return;
  }
  const population = over === 'source' ? pathway.source : pathway.target;
  const bytes = 4 * program.populations[population]!.size;
  const range = f.local('i32');
  const end = f.local('i32');
  // The thread is known by its ring.
  f.get(RING).i32(map.rings).op(op.i32_sub).i32(map.ringBytes).op(op.i32_div_u);
  f.i32(8 * program.populations.length)
    .op(op.i32_mul)
    .set(range);
  f.get(range)
    .memory(op.i32_load, map.ranges + 8 * population)
    .set(cell);
  f.get(range)
    .memory(op.i32_load, map.ranges + 8 * population + 4)
    .set(end);
  // A share may end behind the last cell.
  f.get(end).i32(bytes).get(end).i32(bytes).op(op.i32_lt_u).op(op.select).set(end);
  f.while(
    () => f.get(cell).get(end).op(op.i32_lt_u),
    () => {
      if (at.kind === 'all') body(cell);
      else {
        f.f32(0.5).get(cell).memory(op.f32_load, columnOf(at.population, at.column)).op(op.f32_lt);
        f.if(() => body(cell));
      }
      f.advance(cell, 4);
    },
  );
}

/** 4 × the two pointers of a cell's row or column. */
function slice(f: FunctionBuilder, pointers: number, cell: Local, begin: Local, end: Local): void {
  f.get(cell).memory(op.i32_load, pointers).i32(2).op(op.i32_shl).set(begin);
  f.get(cell)
    .memory(op.i32_load, pointers + 4)
    .i32(2)
    .op(op.i32_shl)
    .set(end);
}

/** Code of the rule of a pass. All lanes of its vectors hold the same synapse. */
class Rule {
  /** Whether it reads the end whose cells the pass does not go through. */
  readonly hasFar: boolean;
  private readonly task: Task;
  private readonly f: FunctionBuilder;
  private readonly b: LaneBuilder;
  private readonly pass: Pass;
  private readonly roots: readonly Expr[];
  private readonly held = new Map<Expr, Lanes>();

  constructor(task: Task, f: FunctionBuilder, pass: Pass) {
    this.task = task;
    this.f = f;
    this.b = new LaneBuilder(f, task.pool, task.relaxed);
    this.pass = pass;
    this.roots = rootsOf(task.pathway, pass);
    this.hasFar = this.reads(pass.over === 'source' ? 'target' : 'source').length > 0;
  }

  /** The leaves that read columns of an end. */
  private reads(end: Pass['over']): LeafOf<ColumnOp>[] {
    const ops: readonly string[] = ENDS[end];
    return topological(this.roots).filter((e): e is LeafOf<ColumnOp> => ops.includes(e.op));
  }

  /** Loads what the rule reads of the cell that the pass is at, once for all its synapses. */
  holdNear(cell: Local): void {
    for (const leaf of this.reads(this.pass.over)) this.held.set(leaf, this.load(cell, this.addressOf(leaf)));
  }

  /** Pushes an f32. */
  push(x: Lanes): void {
    this.b.push(x);
    this.f.simd(simd.f32x4_extract_lane, 0);
  }

  /**
   * Changes the variables of a synapse; `deliver` makes its delivery, of a fraction of the weight, before. Locals: 4 × the synapse, 4 × the
   * cell at the other end.
   */
  apply(synapse: Local, other: Local, deliver: (amount: Lanes | undefined) => void = () => {}): void {
    const { f, b, task, pass } = this;
    const { plasticity } = task.pathway;
    const { amount } = { amount: undefined, ...plasticity };
    if (this.roots.length === 0) {
      deliver(undefined);
      return;
    }
    const analysis = new Analysis(this.roots);
    const lowering = new Lowering(b, this.leaves(analysis, synapse, other), analysis);
    if (!pass.delivers || !amount) deliver(undefined);
    else deliver(lowering.value(amount));
    const values = pass.changes.map(({ value }) => lowering.value(value));
    pass.changes.forEach(({ variable }, k) => {
      const { low, high } = plasticity!;
      const value = values[k]!;
      const kept = variable === 0 ? b.atMost(b.atLeast(value, b.number(low)), b.number(high)) : value;
      f.get(synapse);
      b.push(kept);
      f.simd(simd.i32x4_extract_lane, 0).memory(op.i32_store, this.valuesAt(variable));
    });
  }

  private leaves(analysis: Analysis, synapse: Local, other: Local): Leaves {
    const { f, b, task } = this;
    const { program, map, pathway, pool, derivedOf } = task;
    const { population } = program.inlets[pathway.inlet]!;
    const column = (leaf: LeafOf<ColumnOp>): Lanes => this.held.get(leaf) ?? this.load(other, this.addressOf(leaf));
    const derived = { derived: derivedOf(population), pool };
    const steps = new StepValues({
      f,
      step: STEP,
      dt: program.dt,
      isFixed: analysis.isFixed,
      derived: (e) => derivedUniform(derived, e, true),
      table: noTable,
    });
    return {
      leaf: leafReader<Exclude<RuleLeafOp, 'step'>, Lanes>({
        synapse: ({ index }) => this.load(synapse, this.valuesAt(index)),
        pre: column,
        post: column,
        source: column,
        target: column,
        uniform: ({ index }) => ({ address: map.uniforms[population]! + 4 * index }),
        dt: () => b.number(program.dt),
      }),
      derived: (e) =>
        some(e, (leaf) => leaf.op === 'uniform')
          ? { address: derivedUniform(derived, e, false) }
          : b.number(evaluateAll([e], () => undefined)[0]!),
      steps,
      table: noTable,
      poisson: () => {
        throw new InternalError('A rule for synapses draws a random number.');
      },
    };
  }

  /** Address of a variable of synapse 0. */
  private valuesAt(variable: number): number {
    const { at, pathway } = this.task;
    return at.weights + 4 * variable * pathway.targets.length;
  }

  private addressOf({ op: of, name }: LeafOf<ColumnOp>): number {
    const { program, pathway, columnOf } = this.task;
    const populations: Readonly<Record<ColumnOp, number>> = {
      pre: pathway.source,
      post: pathway.target,
      source: pathway.sourceCells,
      target: program.inlets[pathway.inlet]!.population,
    };
    return columnOf(populations[of], name);
  }

  private load(offset: Local, address: number): Lanes {
    this.f.get(offset).simdMemory(simd.v128_load32_splat, address);
    return this.b.pop();
  }
}

function noTable(): never {
  throw new InternalError('A rule for synapses reads a table.');
}
