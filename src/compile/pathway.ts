/** Projections with dynamics → pathways of the program: their own rows, integers or plastic weights, and columns of synapses by target. */
import { InternalError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { byName, type Environment, evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { some } from '../expression/visit.ts';
import { type Attachment, viewed } from '../network/attachment.ts';
import type { Dynamics, PlasticRule } from '../network/dynamics/rule.ts';
import { checkLength, type SynapseReader } from '../network/synapse-values.ts';
import type { Change, Pass, Pathway, Plasticity } from '../program/pathway.ts';
import { withScale } from './attachment.ts';
import { isDrawn, type PerSynapse } from './building/projection-plan.ts';
import { compensatedSum, residueOf } from './compensation.ts';
import { type InletPlan, mergeFanout, type ProjectionPlan } from './fanout.ts';
import { quantumFor } from './weights.ts';

/** Largest number of bits of a release: one unit is 10⁻⁶ of a weight. */
const RELEASE_BITS = 20;
/** Bits of a release whose synapses carry integer weights besides. */
const WEIGHTED_RELEASE_BITS = 12;
const HEADROOM = 2 ** 31 - 1;

export interface PathwayTask {
  readonly plan: ProjectionPlan;
  readonly dynamics: Dynamics;
  /** Numbers of the populations whose spikes count at its ends: its own, or their relays. */
  readonly source: number;
  readonly target: number;
  /** Number of the source population itself. */
  readonly sourceCells: number;
  /** Values at time 0 of its rule's variables, in their order. */
  readonly variables: readonly PerSynapse[];
  /** Numbers of the populations whose spikes are the events of its rule, in their order. */
  readonly events: readonly number[];
  /** Network-wide cells before the source population itself. */
  readonly before: number;
  readonly sourceSize: number;
  /** Unit of the variable that its spikes add to. */
  readonly unit: string;
}

export interface BuiltPathway {
  /** `amplitude` is a name still: columns are numbered later. */
  readonly pathway: Omit<Pathway, 'amplitude'> & { readonly amplitude: string | undefined };
  /** What one unit of its inlet's integer sum stands for. */
  readonly quantum: number;
  /** Row slots that its delays need. */
  readonly slots: number;
  /** What the source and the target population keep for it. */
  readonly sourceAttachment: Attachment | undefined;
  readonly targetAttachment: Attachment | undefined;
}

/** Makes the synapses of one projection. `inlets` are those of the whole network, of which only its own is used. */
export function buildPathway(task: PathwayTask, cells: number, inlets: readonly InletPlan[]): BuiltPathway {
  const { plan, dynamics, before, sourceSize } = task;
  const bare = inlets.map(({ size }) => ({ size, perSynapse: false }));
  const { ring, stored } = mergeFanout(cells, bare, [{ ...plan, weight: undefined }]);
  const rows = stored.rows.slice(before, before + sourceSize + 1);
  const { width, offsets } = ring;
  const { targets } = stored;
  const inlet = plan.inlets[0]!;
  const own = (s: number): number => (targets[s]! % width) - offsets[inlet]!;
  const size = inlets[inlet]!.size;
  const common = {
    kind: 'pathway' as const,
    name: plan.name,
    source: task.source,
    target: task.target,
    sourceCells: task.sourceCells,
    inlet,
    rows,
    targets,
  };
  const ends = { sourceAttachment: dynamics.source, targetAttachment: dynamics.target };
  if (dynamics.plasticity) {
    const rule = dynamics.plasticity;
    const weights = weightsOf(plan, rows, before, own);
    const bounds = rule.bounds ?? boundsOf(weights);
    const [low, high] = bounds;
    const outside = weights.find((w) => !(w >= low && w <= high));
    if (outside !== undefined)
      throw new UserError(
        `A weight of the projection ${plan.name} is ${outside} ${task.unit}, outside its range from ${low} to ${high}; give weights inside, or a wider range.`,
      );
    const columns = byTarget(rows, own, size);
    let most = 0;
    for (let j = 0; j < size; j++) most = Math.max(most, columns.columns[j + 1]! - columns.columns[j]!);
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const quantum = quantumFor(largest, largest * most, most);
    const synapses = weights.length;
    const { passes, residues } = passesFor(task, rule);
    const initial = new Float64Array(synapses * (1 + rule.variables.length + residues.length));
    initial.set(weights);
    rule.variables.forEach((variable, k) => {
      const values = variableOf(task, variable.name, task.variables[k]!, rows, own);
      initial.set(values, synapses * (1 + k));
    });
    const plasticity: Plasticity = {
      unit: task.unit,
      initial,
      low,
      high,
      quantum,
      change: changeOf(dynamics, rule, bounds),
      variables: [
        ...rule.variables.map(({ name, unit, now }) => ({ name, unit, now })),
        ...residues.map((name) => ({ name, unit: '' })),
      ],
      amount: rule.amount,
      ...columns,
    };
    return {
      pathway: { ...common, weights: null, amplitude: undefined, plasticity, passes },
      quantum,
      slots: ring.slots,
      ...ends,
    };
  }
  const { weights, bits, quantum } = gradedWeights(plan, rows, before, own, size);
  return {
    pathway: { ...common, weights, amplitude: dynamics.source!.amount!.column, plasticity: undefined },
    quantum,
    slots: ring.slots,
    sourceAttachment: withScale(dynamics.source!, 2 ** bits),
    targetAttachment: undefined,
  };
}

/** Of weights that stay as they are. */
const boundsOf = (weights: Float64Array): [number, number] =>
  weights.reduce<[number, number]>(([low, high], w) => [Math.min(low, w), Math.max(high, w)], [0, 0]);

/**
 * The passes of a rule in their order. Sums that are taken in every step keep what rounding loses, in variables of the synapse of their
 * own; what an event sets outright leaves nothing of it.
 */
function passesFor(
  { source, target, events }: PathwayTask,
  rule: PlasticRule,
): { readonly passes: Pass[]; readonly residues: readonly string[] } {
  const names = ['w', ...rule.variables.map((v) => v.name)];
  const residues = new Map<number, number>();
  const step = rule.step?.flatMap(({ variable, value }): Change[] => {
    const place = names.length + residues.size;
    const kept = compensatedSum(b.synapse(variable), b.synapse(place), value);
    if (!kept) return [{ variable, value }];
    residues.set(variable, place);
    return [
      { variable, value: kept.value },
      { variable: place, value: kept.residue },
    ];
  });
  const settled = (changes: readonly Change[]): Change[] => [
    ...changes,
    ...changes.flatMap(({ variable }): Change[] => {
      const place = residues.get(variable);
      return place === undefined ? [] : [{ variable: place, value: b.zero }];
    }),
  ];
  const every = { kind: 'all' } as const;
  const spikes = (population: number) => ({ kind: 'spikes', population }) as const;
  const moment = (population: number, event: string | undefined): Pass['at'] =>
    event === undefined ? spikes(population) : { kind: 'flag', population, column: event };
  const pre: Pass = {
    over: 'source',
    at: moment(source, rule.at.source),
    delivers: true,
    changes: settled(rule.onPre),
  };
  const post: Pass = {
    over: 'target',
    at: moment(target, rule.at.target),
    delivers: false,
    changes: settled(rule.onPost),
  };
  const learning = rule.onPost.length > 0 ? [post] : [];
  const passes: Pass[] = [
    ...(step ? [{ over: 'source', at: every, delivers: false, changes: step } as const] : []),
    // Of an axonal delay, spikes stand for arrivals in the next step.
    ...(rule.delays === 'axonal' ? [...learning, pre] : [pre, ...learning]),
    ...rule.on.map(
      ({ at: over, event, changes }, k): Pass => ({
        over,
        at: moment(events[k]!, event),
        delivers: false,
        changes: settled(changes),
      }),
    ),
  ];
  return { passes, residues: [...residues.keys()].map((variable) => residueOf(names[variable]!)) };
}

/**
 * See `Plasticity.change`: with the traces as one spike makes them, the largest over weights at both bounds and between. Not known where a
 * rule reads more than traces.
 */
function changeOf(
  { source, target }: Dynamics,
  { onPre, onPost, parameters }: PlasticRule,
  [low, high]: readonly [number, number],
): number | undefined {
  const traces = { pre: tracesOf(source), post: tracesOf(target) };
  const known = new Map(parameters.map((p) => [p.name, p.value as number]));
  const rules = [onPre, onPost].map((changes) => changes.find((c) => c.variable === 0)?.value);
  const strange = (e: Expr): boolean =>
    ['source', 'target', 'step', 'dt'].includes(e.op) ||
    (e.op === 'synapse' && e.index > 0) ||
    (e.op === 'parameter' && !known.has(e.name));
  if (rules.some((rule) => rule && some(rule, strange))) return undefined;
  const largest = (rule: Expr | undefined): number =>
    [low, (low + high) / 2, high].reduce((most, w) => {
      const leaf: Environment = (e) => {
        if (e.op === 'synapse') return w;
        if (e.op === 'parameter') return known.get(e.name);
        return e.op === 'pre' || e.op === 'post' ? traces[e.op].get(e.name) : undefined;
      };
      const next = rule ? evaluate(rule, leaf) : w;
      return Math.max(most, Math.abs(next - w));
    }, 0);
  const changes = rules.map(largest).filter((change) => change > 0);
  return changes.length > 0 ? Math.min(...changes) : undefined;
}

/** An end's traces after one spike, also as its rules name other readings of them. */
function tracesOf(end: Attachment | undefined): ReadonlyMap<string, number> {
  if (!end) return new Map();
  const values = new Map(end.states.map((s, k) => [s.name, end.initial[k]!]));
  const parameters = new Map(end.parameters.map((p) => [p.name, p.value as number]));
  for (const { target, value } of end.onSpike)
    values.set(
      target,
      evaluate(
        value,
        byName((name) => values.get(name) ?? parameters.get(name)),
      ),
    );
  return new Map([
    ...values,
    ...end.views.map(({ view, state }): [string, number] => [viewed(view, state), values.get(state)!]),
  ]);
}

/** Integer weights that leave head-room for the integer release. */
function gradedWeights(
  plan: ProjectionPlan,
  rows: Uint32Array,
  before: number,
  own: (s: number) => number,
  size: number,
): { weights: Int32Array | null; bits: number; quantum: number } {
  const synapses = rows.at(-1)!;
  const counts = new Uint32Array(size);
  for (let s = 0; s < synapses; s++) counts[own(s)]!++;
  const most = counts.reduce((a, c) => Math.max(a, c), 1);
  if (!plan.weight) {
    const bits = Math.max(0, Math.min(RELEASE_BITS, Math.floor(Math.log2(HEADROOM / most)) - 1));
    return { weights: null, bits, quantum: 2 ** -bits };
  }
  const real = weightsOf(plan, rows, before, own);
  const sums = new Float64Array(size);
  let largest = 0;
  real.forEach((w, s) => {
    sums[own(s)]! += Math.abs(w);
    largest = Math.max(largest, Math.abs(w));
  });
  const bits = WEIGHTED_RELEASE_BITS;
  const heaviest = sums.reduce((a, s) => Math.max(a, s), 0);
  const unit = quantumFor(largest, heaviest * 2 ** bits, most * 2 ** bits);
  return { weights: Int32Array.from(real, (w) => Math.round(w / unit)), bits, quantum: unit * 2 ** -bits };
}

/** Weights in internal units, rounded to f32 so that all engines start alike. */
export function weightsOf(
  plan: ProjectionPlan,
  rows: Uint32Array,
  before: number,
  own: (s: number) => number,
): Float64Array {
  const { weight, name } = plan;
  if (!weight) return new Float64Array(rows.at(-1)!).fill(1);
  if (isDrawn(weight)) throw new InternalError('weights that change are real numbers.');
  checkLength(weight.value, rows.at(-1)!, name, 'weight');
  return singlesOf(plan, weight.read, rows, before, own, 'weight');
}

/** Values of a variable; a list of as many as there are source cells is one for each of these. */
function variableOf(
  { plan, before }: PathwayTask,
  variable: string,
  { value, read }: PerSynapse,
  rows: Uint32Array,
  own: (s: number) => number,
): Float64Array {
  const synapses = rows.at(-1)!;
  const { sources } = plan.task;
  const perSource = value instanceof Float64Array && value.length === sources;
  const first = plan.firstSource - before;
  const oneEach = (): boolean => rows.subarray(first, first + sources).every((s, i) => rows[first + i + 1]! - s === 1);
  if (perSource && synapses === sources && !oneEach())
    throw new UserError(
      `The projection ${plan.name} has as many synapses as source cells, ${synapses}, but not one of each cell, so that a list of ${synapses} values of ${variable} may mean either. Give it as an expression of i, j or of parameters of the cells.`,
    );
  if (perSource) return singlesOf(plan, (source) => value[source]!, rows, before, own, variable);
  if (value instanceof Float64Array && value.length !== synapses)
    throw new UserError(
      `The projection ${plan.name} has ${synapses} synapses from ${sources} cells, but its list of ${variable} has ${value.length} values; it needs one per synapse, or one per source cell.`,
    );
  return singlesOf(plan, read, rows, before, own, variable);
}

/** A value of every synapse, rounded to f32. */
function singlesOf(
  { name, firstSource, firstTarget, task }: ProjectionPlan,
  read: SynapseReader,
  rows: Uint32Array,
  before: number,
  own: (s: number) => number,
  what: string,
): Float64Array {
  const out = new Float64Array(rows.at(-1)!);
  let ordinal = 0;
  for (let i = 0; i < task.sources; i++) {
    const row = firstSource - before + i;
    for (let s = rows[row]!, k = 0; s < rows[row + 1]!; s++, k++) {
      const value = Math.fround(read(i, k, ordinal++, own(s) - firstTarget));
      if (!Number.isFinite(value))
        throw new UserError(`A ${what} of the projection ${name} is ${value}; it must be a finite number.`);
      out[s] = value;
    }
  }
  return out;
}

/** Synapses by target cell, ascending within one. */
export function byTarget(
  rows: Uint32Array,
  own: (s: number) => number,
  size: number,
): { columns: Uint32Array; synapses: Uint32Array; sources: Uint32Array } {
  const count = rows.at(-1)!;
  const columns = new Uint32Array(size + 1);
  for (let s = 0; s < count; s++) columns[own(s) + 1]!++;
  for (let j = 0; j < size; j++) columns[j + 1]! += columns[j]!;
  const cursors = columns.slice();
  const synapses = new Uint32Array(count);
  const sources = new Uint32Array(count);
  for (let i = 0; i + 1 < rows.length; i++)
    for (let s = rows[i]!; s < rows[i + 1]!; s++) {
      const at = cursors[own(s)]!++;
      synapses[at] = s;
      sources[at] = i;
    }
  return { columns, synapses, sources };
}
