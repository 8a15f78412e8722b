/** All projections of a network merged into one CSR over its cells (`Fanout`): a pass that counts, a pass that fills. */
import { CapacityError, UserError } from '../errors.ts';
import type { Fanout } from '../program/program.ts';
import type { ConnectionRule, RuleTask } from './rules/rule.ts';
import { checkLength, type SynapseReader, type SynapseValue } from './synapse-values.ts';
import { quantumFor } from './weights.ts';

/** One projection, resolved to numbers. */
export interface ProjectionPlan {
  readonly name: string;
  readonly rule: ConnectionRule;
  readonly task: RuleTask;
  /** Network-wide index of its first source. */
  readonly firstSource: number;
  /** First target within the target population. */
  readonly firstTarget: number;
  /** The inlets that each of its synapses delivers to: one per statement of `onSpike`. */
  readonly inlets: readonly number[];
  /** Delay in steps, ≥ 1; or a reader of such. */
  readonly delay: number | PerSynapse;
  /** Real factors of its synapses, or undefined where all are 1. */
  readonly weight: PerSynapse | undefined;
}

export interface PerSynapse {
  readonly value: SynapseValue;
  readonly read: SynapseReader;
}

export interface InletPlan {
  /** Cells of its population. */
  readonly size: number;
  /** Whether its synapses carry weights of their own; then all of them do. */
  readonly perSynapse: boolean;
}

export interface MergedFanout {
  readonly fanout: Fanout;
  /** Per inlet: the real number that one unit of its integer sum stands for. */
  readonly quanta: readonly number[];
}

/** Synapses made between two reports of progress, roughly. */
const CHUNK = 1 << 19;
const MAX_U32 = 0xffffffff;

/**
 * Builds the CSR. Within a row, synapses lie by projection, then by statement, then as the rule makes them. Throws a UserError where the
 * network has more synapses than 32-bit row pointers or this machine's memory hold.
 */
export function mergeFanout(
  cells: number,
  inlets: readonly InletPlan[],
  projections: readonly ProjectionPlan[],
  onProgress: (fraction: number) => void = () => {},
): MergedFanout {
  const offsets: number[] = [];
  let width = 0;
  for (const inlet of inlets) {
    offsets.push(width);
    width += inlet.size;
  }
  const expected = projections.reduce((n, p) => n + p.rule.estimate(p.task) * p.inlets.length, 0);
  if (expected > MAX_U32 * 1.001) throw tooMany(expected);
  const progress = progressOver(2 * expected, onProgress);

  const rows = allocate(() => new Uint32Array(cells + 1), cells);
  for (const projection of projections) {
    const { rule, task, firstSource } = projection;
    const counts = rows.subarray(1 + firstSource, 1 + firstSource + task.sources);
    for (const _ of projection.inlets)
      chunks(projection, (from, to, share) => {
        rule.count(task, counts, from, to);
        progress(share);
      });
  }
  let synapses = 0;
  for (let i = 1; i < rows.length; i++) {
    synapses += rows[i]!;
    if (synapses > MAX_U32) throw tooMany(synapses);
    rows[i] = synapses;
  }

  const targets = allocate(() => new Uint32Array(synapses), synapses);
  const weighted = projections.some((p) => p.weight);
  // Real weights as f32 first, turned into integers in the same memory at the end.
  const weights = weighted ? allocate(() => new Float32Array(synapses), synapses) : undefined;
  const cursors = rows.slice(0, cells);
  let longest = 1;
  for (const projection of projections) {
    const { rule, task, firstSource, firstTarget, delay } = projection;
    const own = cursors.subarray(firstSource, firstSource + task.sources);
    for (const inlet of projection.inlets) {
      const started = weights || typeof delay !== 'number' ? own.slice() : undefined;
      const steps = typeof delay === 'number' ? delay : 0;
      const base = steps * width + offsets[inlet]! + firstTarget;
      checkEntry(base + task.targets, projection.name);
      chunks(projection, (from, to, share) => {
        rule.fill(task, { cursors: own, entries: targets, base }, from, to);
        progress(share);
      });
      longest = Math.max(longest, steps);
      if (!started) continue;
      if (weights) fillWeights(projection, weights, started, own);
      if (typeof delay !== 'number')
        longest = Math.max(longest, addDelays(projection, delay, targets, started, own, width));
    }
  }
  const quanta = inlets.map(() => 1);
  const integers = weights ? quantise(weights, targets, width, inlets, offsets, quanta) : null;
  onProgress(1);
  return { fanout: { slots: longest + 1, width, offsets, rows, targets, weights: integers }, quanta };
}

/** Calls `work` for all units of a rule in parts of about CHUNK synapses; `share` is the expected number of synapses of the part. */
function chunks(projection: ProjectionPlan, work: (from: number, to: number, share: number) => void): void {
  const { rule, task } = projection;
  const units = rule.units(task);
  const perUnit = units > 0 ? rule.estimate(task) / units : 0;
  const length = Math.max(1, Math.min(units, Math.floor(CHUNK / Math.max(perUnit, 1e-3))));
  for (let from = 0; from < units; from += length) {
    const to = Math.min(units, from + length);
    work(from, to, (to - from) * perUnit);
  }
}

function fillWeights(
  projection: ProjectionPlan,
  weights: Float32Array,
  started: Uint32Array,
  ended: Uint32Array,
): void {
  const { weight, name } = projection;
  if (!weight) return;
  checkLength(weight.value, total(started, ended), name, 'weight');
  let ordinal = 0;
  for (let i = 0; i < started.length; i++) {
    const start = started[i]!;
    for (let at = start; at < ended[i]!; at++) {
      const value = weight.read(i, at - start, ordinal++);
      if (!Number.isFinite(value) || Math.abs(value) > 1e30)
        throw new UserError(`A weight of the projection ${name} is ${value}; weights are finite numbers.`);
      weights[at] = value;
    }
  }
}

/** Moves synapses to their delays' slots; answers the longest delay, in steps. */
function addDelays(
  projection: ProjectionPlan,
  delay: PerSynapse,
  targets: Uint32Array,
  started: Uint32Array,
  ended: Uint32Array,
  width: number,
): number {
  checkLength(delay.value, total(started, ended), projection.name, 'delay');
  let longest = 1;
  let ordinal = 0;
  for (let i = 0; i < started.length; i++) {
    const start = started[i]!;
    for (let at = start; at < ended[i]!; at++) {
      const steps = delay.read(i, at - start, ordinal++);
      if (steps > longest) {
        longest = steps;
        checkEntry((longest + 1) * width, projection.name);
      }
      targets[at]! += steps * width;
    }
  }
  return longest;
}

const total = (started: Uint32Array, ended: Uint32Array): number => {
  let n = 0;
  for (let i = 0; i < started.length; i++) n += ended[i]! - started[i]!;
  return n;
};

/** Real weights → integers in place (see `weights.ts`); synapses of inlets with a common weight count 1. */
function quantise(
  weights: Float32Array,
  targets: Uint32Array,
  width: number,
  inlets: readonly InletPlan[],
  offsets: readonly number[],
  quanta: number[],
): Int32Array {
  const sums = new Float64Array(width);
  const counts = new Uint32Array(width);
  const largest = new Float32Array(width);
  for (let k = 0; k < targets.length; k++) {
    const at = targets[k]! % width;
    const size = Math.abs(weights[k]!);
    sums[at]! += size;
    counts[at]!++;
    if (size > largest[at]!) largest[at] = size;
  }
  /** Quanta per unit of weight at each accumulator; 0 where all synapses count 1. */
  const scales = new Float64Array(width);
  inlets.forEach((inlet, i) => {
    if (!inlet.perSynapse) return;
    const from = offsets[i]!;
    const to = from + inlet.size;
    let heaviest = 0;
    let strongest = 0;
    let most = 0;
    for (let at = from; at < to; at++) {
      heaviest = Math.max(heaviest, sums[at]!);
      strongest = Math.max(strongest, largest[at]!);
      most = Math.max(most, counts[at]!);
    }
    quanta[i] = quantumFor(strongest, heaviest, most);
    scales.fill(1 / quanta[i]!, from, to);
  });
  const integers = new Int32Array(weights.buffer);
  for (let k = 0; k < targets.length; k++) {
    const scale = scales[targets[k]! % width]!;
    integers[k] = scale === 0 ? 1 : Math.round(weights[k]! * scale);
  }
  return integers;
}

function progressOver(expected: number, report: (fraction: number) => void): (share: number) => void {
  let done = 0;
  let reported = 0;
  return (share) => {
    done += share;
    const fraction = expected > 0 ? Math.min(0.99, done / expected) : 0;
    if (fraction - reported < 0.005) return;
    reported = fraction;
    report(fraction);
  };
}

function allocate<T>(make: () => T, entries: number): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const gib = ((entries * 4) / 2 ** 30).toFixed(1);
    throw new CapacityError(
      `The network needs an array of ${entries} entries (${gib} GiB), which this machine does not give; use fewer cells or synapses.`,
    );
  }
}

const tooMany = (synapses: number): CapacityError =>
  new CapacityError(
    `The network has about ${synapses.toPrecision(3)} synapses; at most ${MAX_U32} can be numbered. Use fewer cells or a sparser rule.`,
  );

/** Refuses what does not fit a 32-bit entry. */
export function checkEntry(entry: number, projection: string): void {
  if (entry > MAX_U32)
    throw new UserError(
      `The delay of the projection ${projection} is too long for this many cells: longest delay in steps × cells must stay below 2^32. Shorten it, or use a larger dt.`,
    );
}
