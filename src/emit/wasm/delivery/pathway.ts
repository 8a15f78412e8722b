/**
 * Delivery by graded and plastic synapses, as `program/pathway.ts` lays it down. Synapses are taken one by one: reading the two ends and
 * adding to the accumulators, all scattered, is most of the work, and a rule has few operations.
 *
 * Each thread takes the spikes of its own cells: the rows of its source cells in one half of the phase, the columns of its target cells
 * in the other, so that every weight has one writer per half. Sums go to the thread's own ring. What keeps the phases apart is up to the
 * caller.
 */

import { InternalError } from '../../../errors.ts';
import { evaluateAll } from '../../../expression/evaluate.ts';
import type { Expr, LeafOf } from '../../../expression/node.ts';
import { topological } from '../../../expression/visit.ts';
import { layoutOf } from '../../../program/layout.ts';
import { halvesOf, type Pathway, type Plasticity, type pathwayArrays } from '../../../program/pathway.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { Analysis } from '../analysis.ts';
import { FunctionBuilder, type Local } from '../function-builder.ts';
import { LaneBuilder, type Lanes } from '../lanes.ts';
import { type Leaves, Lowering } from '../lowering.ts';
import { op, saturating, simd } from '../opcodes.ts';
import { StepValues } from '../step-values.ts';
import type { DeliveryCalls, DeliveryContext } from './delivery.ts';

/** Addresses of its arrays; 0 for those it has not. */
type Places = Readonly<Record<keyof ReturnType<typeof pathwayArrays>, number>>;

/** One end of a pathway. */
interface End {
  /** The leaves of a rule that read its columns. */
  readonly leaf: 'pre' | 'post';
  /** Byte address of each column, by name. */
  readonly columns: ReadonlyMap<string, number>;
  readonly first: number;
  readonly size: number;
}

/** What the functions of one pathway share. */
interface Task extends DeliveryContext {
  readonly pathway: Pathway;
  readonly at: Places;
  readonly source: End;
  readonly target: End;
}

export function pathwayCalls(context: DeliveryContext): DeliveryCalls {
  const { program, map, add } = context;
  const layout = layoutOf(program);
  const endOf = (population: number, leaf: End['leaf']): End => {
    const { columns, first, size } = program.populations[population]!;
    const places = layout.columns[population]!;
    return { leaf, first, size, columns: new Map(columns.map((c, i) => [c.name, map.columns + 4 * places[i]!])) };
  };
  const tasks = program.synapses.flatMap((pathway, g): Task[] => {
    if (pathway.kind !== 'pathway') return [];
    const [source, target] = [endOf(pathway.source, 'pre'), endOf(pathway.target, 'post')];
    return [{ ...context, pathway, at: map.groups[g] as Places, source, target }];
  });
  const made = tasks.map((task) => {
    const { plasticity } = task.pathway;
    return {
      pre: [preFunction(task)],
      post: plasticity?.onPost ? [postFunction(task, plasticity, plasticity.onPost)] : [],
      halves: halvesOf(task.pathway),
    };
  });
  const [first, second] = ([0, 1] as const).map((half) => made.flatMap((m) => m[m.halves[half]])) as [Half[], Half[]];
  return {
    plain: [],
    first: first.map((f) => add(f.code)),
    second: second.map((f) => add(f.code)),
    firstReadsOthers: first.some((f) => f.readsOthers),
  };
}

/** A function, and whether it reads cells of the end that did not spike. */
interface Half {
  readonly code: FunctionBuilder;
  readonly readsOthers: boolean;
}

/** Deliveries of the source's spikes, and the weights' changes by them. `row` and `ring` as in `DeliveryCalls`. */
function preFunction(task: Task): Half {
  const { program, pathway, at, source, target } = task;
  const { slots, width, offsets } = program.ring;
  const { plasticity, amplitude } = pathway;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [row, ring] = [2, 3] as const;
  const bytes = 4 * slots * width;
  const base = f.local('i32');
  const limit = f.local('i32');
  const synapse = f.local('i32');
  const last = f.local('i32');
  const entry = f.local('i32');
  const amount = f.local('i32');
  const other = f.local('i32');
  const onPre = plasticity?.onPre;
  const rule = onPre && new Rule(task, f, onPre, [source, target]);
  f.get(ring).get(row).op(op.i32_add).set(base);
  f.get(ring).i32(bytes).op(op.i32_add).set(limit);
  spikesOf(f, source, (cell) => {
    rule?.holdNear(cell);
    if (amplitude !== undefined) {
      const { name } = program.populations[pathway.source]!.columns[amplitude]!;
      f.get(cell).memory(op.f32_load, source.columns.get(name)!);
      f.saturating(saturating.i32_trunc_f32_s).set(amount);
    }
    slice(f, at.rows, cell, synapse, last);
    f.while(
      () => f.get(synapse).get(last).op(op.i32_lt_u),
      () => {
        f.get(synapse).memory(op.i32_load, at.targets).i32(2).op(op.i32_shl).tee(entry);
        if (rule?.hasFar)
          f.i32(4 * width)
            .op(op.i32_rem_u)
            .i32(4 * offsets[pathway.inlet]!)
            .op(op.i32_sub)
            .set(other)
            .get(entry);
        f.get(base).op(op.i32_add).tee(entry).i32(bytes).op(op.i32_sub);
        f.get(entry).get(entry).get(limit).op(op.i32_ge_u).op(op.select).tee(entry);
        f.get(entry).memory(op.i32_load, 0);
        quanta(f, task, synapse);
        if (amplitude !== undefined) f.get(amount).op(op.i32_mul);
        f.op(op.i32_add).memory(op.i32_store, 0);
        rule?.apply(synapse, other);
        f.advance(synapse, 4);
      },
    );
  });
  return { code: f, readsOthers: rule?.hasFar ?? false };
}

/** The whole number that a synapse adds, before it is multiplied by an amplitude. */
function quanta(f: FunctionBuilder, { pathway, at }: Task, synapse: Local): void {
  if (pathway.plasticity)
    // As Math.round: halves upwards. In f64 the sum is exact, in f32 it would not be.
    f.get(synapse)
      .memory(op.f32_load, at.weights)
      .op(op.f64_promote_f32)
      .f64(1 / pathway.plasticity.quantum)
      .op(op.f64_mul)
      .f64(0.5)
      .op(op.f64_add)
      .op(op.f64_floor)
      .saturating(saturating.i32_trunc_f64_s);
  else if (pathway.weights) f.get(synapse).memory(op.i32_load, at.weights);
  else f.i32(1);
}

/** The weights' changes by the target's spikes. */
function postFunction(task: Task, plasticity: Plasticity, onPost: Expr): Half {
  const { at, source, target } = task;
  const f = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const place = f.local('i32');
  const last = f.local('i32');
  const synapse = f.local('i32');
  const other = f.local('i32');
  const rule = new Rule({ ...task, pathway: { ...task.pathway, plasticity } }, f, onPost, [target, source]);
  spikesOf(f, target, (cell) => {
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

/** Runs `body` for each cell of the end's population in the list of the first two parameters; its local holds 4 × the cell. */
function spikesOf(f: FunctionBuilder, { first, size }: End, body: (cell: Local) => void): void {
  const [list, end] = [0, 1] as const;
  const cell = f.local('i32');
  f.while(
    () => f.get(list).get(end).op(op.i32_lt_u),
    () => {
      f.get(list).memory(op.i32_load, 0).i32(first).op(op.i32_sub).tee(cell).i32(size).op(op.i32_lt_u);
      f.if(() => {
        f.get(cell).i32(2).op(op.i32_shl).set(cell);
        body(cell);
      });
      f.advance(list, 4);
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

/** Code of one weight rule. All lanes of its vectors hold the same synapse. `ends`: that of the spiking cell, then the other. */
class Rule {
  /** Whether it reads the end that did not spike. */
  readonly hasFar: boolean;
  private readonly task: Task;
  private readonly f: FunctionBuilder;
  private readonly b: LaneBuilder;
  private readonly root: Expr;
  private readonly near: End;
  private readonly far: End;
  private readonly held = new Map<string, Lanes>();

  constructor(task: Task, f: FunctionBuilder, root: Expr, [near, far]: readonly [End, End]) {
    this.task = task;
    this.f = f;
    this.b = new LaneBuilder(f, task.pool, task.relaxed);
    this.root = root;
    this.near = near;
    this.far = far;
    this.hasFar = this.reads(far).length > 0;
  }

  /** Names of the columns of an end that it reads. */
  private reads({ leaf }: End): string[] {
    return topological([this.root]).flatMap((e) => (e.op === leaf ? [e.name] : []));
  }

  /** Loads what the rule reads of the spiking cell, once for all its synapses. */
  holdNear(cell: Local): void {
    for (const name of this.reads(this.near)) this.held.set(name, this.load(cell, addressOf(this.near, name)));
  }

  /** Replaces the weight. Locals: 4 × the synapse, 4 × the cell at the other end. */
  apply(synapse: Local, other: Local): void {
    const { f, b, task } = this;
    const { low, high } = task.pathway.plasticity!;
    const analysis = new Analysis([this.root]);
    const column = ({ op: end, name }: LeafOf<'pre' | 'post'>): Lanes =>
      end === this.near.leaf ? this.held.get(name)! : this.load(other, addressOf(this.far, name));
    const leaves: Leaves = {
      leaf: leafReader<RuleLeafOp, Lanes>({
        weight: () => this.load(synapse, task.at.weights),
        pre: column,
        post: column,
      }),
      derived: (e) => b.number(evaluateAll([e], () => undefined)[0]!),
      steps: new StepValues({
        f,
        step: 0,
        dt: task.program.dt,
        isFixed: analysis.isFixed,
        derived: () => {
          throw new InternalError('A weight rule depends on the step.');
        },
        table: noTable,
      }),
      table: noTable,
      poisson: () => {
        throw new InternalError('A weight rule draws a random number.');
      },
    };
    const changed = new Lowering(b, leaves, analysis).value(this.root);
    const clipped = b.atMost(b.atLeast(changed, b.number(low)), b.number(high));
    f.get(synapse);
    b.push(clipped);
    f.simd(simd.i32x4_extract_lane, 0).memory(op.i32_store, task.at.weights);
  }

  private load(offset: Local, address: number): Lanes {
    this.f.get(offset).simdMemory(simd.v128_load32_splat, address);
    return this.b.pop();
  }
}

function addressOf({ columns, leaf }: End, name: string): number {
  const address = columns.get(name);
  if (address === undefined) throw new InternalError(`A weight rule reads a column that its end '${leaf}' has not.`);
  return address;
}

function noTable(): never {
  throw new InternalError('A weight rule reads a table.');
}
