/**
 * All projections of a network merged into one CSR over its cells (`Stored`): a pass that counts, a pass that fills. Either pass can be
 * cut into parts that run at the same time: each takes some units of every projection. The result is the same to the bit for any number
 * of parts.
 */

import { type DrawnPlan, largestOf } from '../../network/drawn.ts';
import type { MergedFanout } from '../../network/kept-synapses.ts';
import { sendable } from '../../network/rules/described.ts';
import { levelsOf } from '../../program/stored-weights.ts';
import { philox, purpose, streamKey, uniform24 } from '../../random/philox.ts';
import type { DrawJob } from './draws.ts';
import { allocate, checkEntry, checkSynapses, MAX_U32 } from './limits.ts';
import { type InletPlan, isDrawn, type PerSynapse, type ProjectionPlan, placeOffset } from './projection-plan.ts';
import type { CountJob, FillJob } from './rule-passes.ts';
import { addDelays, fillWeights, quantise } from './values.ts';

/** Synapses from which on a list's weights are looked at for how many values they take. */
const MANY = 1 << 20;

export interface FanoutParts {
  readonly count: number;
  /** Whether part 0, the calling thread's, gets no units of rules that other threads can make. */
  readonly spareFirst: boolean;
  /** Makes an array that all parts can reach. */
  readonly array: (length: number) => Uint32Array;
  /** Makes the arrays of synapses, where these are to be others; all parts can reach them too. */
  readonly synapses?: ((length: number, weightBytes: WeightBytes) => SynapseArrays) | undefined;
}

/** Of one weight; 0 where all are 1. */
export type WeightBytes = 0 | 2 | 4;

export interface SynapseArrays {
  readonly targets: Uint32Array;
  /** Where weights are asked for. */
  readonly weights: Int32Array | Int16Array | null;
}

const onePart: FanoutParts = { count: 1, spareFirst: false, array: (length) => new Uint32Array(length) };

/** Arrays of one projection, by part. Parts share one array where units are sources: each has its own stretch of it. */
interface Rows {
  /** Where each part begins in the units; and the end. */
  readonly cuts: readonly number[];
  readonly counts: readonly Uint32Array[];
  /** Synapses of each source by one statement. */
  totals: Uint32Array;
  cursors: readonly Uint32Array[];
}

/**
 * Called in this order: `countJobs` of all parts and their work, `layRows`, `fillJobs` of all parts and their work, `drawJobs` of all parts
 * and their work, `finish`.
 */
export class FanoutBuild {
  /** Expected number of synapses that the jobs of all passes make. */
  readonly work: number;
  readonly #inlets: readonly InletPlan[];
  readonly #projections: readonly ProjectionPlan[];
  readonly #parts: FanoutParts;
  readonly #offsets: readonly number[];
  readonly #width: number;
  readonly #rows: Uint32Array;
  readonly #own: readonly Rows[];
  #targets: Uint32Array = new Uint32Array(0);
  /** Where any projection has weights. */
  #weights: SynapseArrays['weights'] = null;

  /** Throws a UserError where the network has more synapses than 32-bit row pointers or this machine's memory hold. */
  constructor(
    cells: number,
    inlets: readonly InletPlan[],
    projections: readonly ProjectionPlan[],
    parts: FanoutParts = onePart,
  ) {
    let width = 0;
    this.#offsets = inlets.map(({ size }) => {
      width += size;
      return width - size;
    });
    this.#width = width;
    this.#inlets = inlets;
    this.#projections = projections;
    this.#parts = parts;
    checkSynapses(expectedSynapses(projections), MAX_U32 * 1.001);
    const passes = (p: ProjectionPlan): number => 1 + p.inlets.length * (this.#draws(p) ? 2 : 1);
    this.work = projections.reduce((n, p) => n + p.rule.estimate(p.task) * passes(p), 0);
    this.#rows = allocate(() => parts.array(cells + 1), cells);
    this.#own = projections.map((projection): Rows => {
      const { rule, task } = projection;
      const make = () => allocate(() => parts.array(task.sources), task.sources);
      const arrays = rule.byTarget ? Array.from({ length: parts.count }, make) : new Array(parts.count).fill(make());
      return { cuts: cutsOf(projection, parts), counts: arrays, totals: arrays[0]!, cursors: [] };
    });
  }

  countJobs(part: number): CountJob[] {
    return this.#projections.map(({ rule, task }, k) => {
      const { cuts, counts } = this.#own[k]!;
      return { rule, task, from: cuts[part]!, to: cuts[part + 1]!, counts: counts[part]! };
    });
  }

  /** After all counting: the row pointers, and where each part puts its synapses. */
  layRows(): void {
    const rows = this.#rows;
    const { array, synapses: make } = this.#parts;
    for (const [k, { rule, task, firstSource, inlets }] of this.#projections.entries()) {
      const own = this.#own[k]!;
      if (rule.byTarget && own.counts.length > 1) own.totals = sum(own.counts, task.sources);
      for (let i = 0; i < task.sources; i++) rows[1 + firstSource + i]! += inlets.length * own.totals[i]!;
    }
    let synapses = 0;
    for (let i = 1; i < rows.length; i++) {
      synapses += rows[i]!;
      checkSynapses(synapses);
      rows[i] = synapses;
    }
    const next = rows.slice(0, rows.length - 1);
    for (const [k, { rule, task, firstSource, inlets }] of this.#projections.entries()) {
      const own = this.#own[k]!;
      const starts = next.subarray(firstSource, firstSource + task.sources);
      const copy = (values: Uint32Array): Uint32Array => {
        const made = allocate(() => array(values.length), values.length);
        made.set(values);
        return made;
      };
      if (rule.byTarget) {
        const running = starts.slice();
        own.cursors = own.counts.map((counts) => {
          const cursors = copy(running);
          for (let i = 0; i < running.length; i++) running[i]! += counts[i]!;
          return cursors;
        });
      } else own.cursors = new Array(own.counts.length).fill(copy(starts));
      for (let i = 0; i < starts.length; i++) starts[i]! += inlets.length * own.totals[i]!;
    }
    const bytes = this.#weightBytes;
    const plain = (): SynapseArrays => ({
      targets: array(synapses),
      weights: bytes === 0 ? null : signed(array(Math.ceil((bytes / 4) * synapses)), bytes, synapses),
    });
    const made = allocate(() => make?.(synapses, bytes) ?? plain(), synapses);
    this.#targets = made.targets;
    this.#weights = made.weights;
  }

  /** Whether any synapse weighs more or less than 1. */
  get #weighted(): boolean {
    return this.#projections.some((p) => p.weight);
  }

  /** Real weights are numbers of 32 bits before they are integers; of what tables draw, the largest is known. */
  get #weightBytes(): WeightBytes {
    if (!this.#weighted) return 0;
    const small = this.#projections.every(({ weight }) => {
      if (!weight) return true;
      return isDrawn(weight) && weight.table.values.every((value) => value === (value << 16) >> 16);
    });
    return small ? 2 : 4;
  }

  /** Whether a table or a 1 gives values to the projection's synapses. */
  #draws({ weight, delay }: ProjectionPlan): boolean {
    return (typeof delay !== 'number' && isDrawn(delay)) || (weight ? isDrawn(weight) : this.#weighted);
  }

  /** Throws a UserError where a delay is too long. */
  fillJobs(part: number): FillJob[] {
    const { array } = this.#parts;
    return this.#projections.map((projection, k) => {
      const { name, rule, task, firstTarget, delay, inlets } = projection;
      const { cuts, counts, totals, cursors } = this.#own[k]!;
      const steps = typeof delay === 'number' ? delay : 0;
      const bases = inlets.map(
        (inlet, e) => steps * this.#width + this.#offsets[inlet]! + firstTarget + placeOffset(projection, e),
      );
      for (const base of bases) checkEntry(base + task.targets, name);
      let skips: Uint32Array | undefined;
      if (rule.byTarget && bases.length > 1 && counts.length > 1) {
        skips = array(task.sources);
        for (let i = 0; i < skips.length; i++) skips[i] = totals[i]! - counts[part]![i]!;
      }
      const units = { rule, task, from: cuts[part]!, to: cuts[part + 1]! };
      return { ...units, cursors: cursors[part]!, entries: this.#targets, bases, skips };
    });
  }

  /** After all filling: weights and delays that tables draw, and weights of 1 beside others. Any thread can work on any of it. */
  drawJobs(part: number): DrawJob[] {
    return this.#projections.flatMap((projection, k): DrawJob[] => {
      if (!this.#draws(projection)) return [];
      const { name, rule, task, weight, delay, inlets } = projection;
      const { totals, cursors } = this.#own[k]!;
      if (typeof delay !== 'number' && isDrawn(delay)) checkEntry((largestOf(delay.table) + 1) * this.#width, name);
      const cuts = evenly(task.sources, this.#parts);
      return [
        {
          seed: task.seed,
          from: cuts[part]!,
          to: cuts[part + 1]!,
          totals,
          ends: cursors.at(-1)!,
          statements: inlets.length,
          expected: (rule.estimate(task) * inlets.length) / Math.max(1, task.sources),
          targets: this.#targets,
          weights: this.#weights,
          weight: weight ? (isDrawn(weight) ? tableOf(weight) : undefined) : 'one',
          delay: typeof delay !== 'number' && isDrawn(delay) ? tableOf(delay) : undefined,
          width: this.#width,
        },
      ];
    });
  }

  /** Each synapse's place, from the generator by source, place in its row, and statement. */
  #drawPlaces({ name, inlets, places, cells, task }: ProjectionPlan, { cursors, totals }: Rows): void {
    const words = new Uint32Array(4);
    const stream = streamKey(`${name}.place`);
    const targets = this.#targets;
    inlets.forEach((_, e) => {
      const list = places![e]!;
      if (list.length < 2) return;
      const later = inlets.length - 1 - e;
      cursors.at(-1)!.forEach((end, source) => {
        const total = totals[source]!;
        const start = end - (later + 1) * total;
        for (let s = 0; s < total; s++) {
          philox(source, s, e, purpose.connect, task.seed, stream, words);
          targets[start + s]! += list[Math.floor(uniform24(words[0]!) * list.length)]! * cells;
        }
      });
    });
  }

  /** After all drawing: weights and delays that differ from synapse to synapse in other ways. */
  finish(): MergedFanout {
    const [offsets, width, targets] = [this.#offsets, this.#width, this.#targets];
    // Real weights as f32 first, turned into integers in the same memory at the end.
    const listed = this.#inlets.some((inlet) => inlet.perSynapse);
    const real = listed && this.#weights instanceof Int32Array ? this.#weights : null;
    const weights = real ? new Float32Array(real.buffer, real.byteOffset, real.length) : undefined;
    let longest = 1;
    for (const [k, projection] of this.#projections.entries()) {
      const { weight, inlets, firstTarget } = projection;
      const drawn = typeof projection.delay !== 'number' && isDrawn(projection.delay);
      if (drawn) longest = Math.max(longest, largestOf((projection.delay as DrawnPlan).table));
      const delay = drawn ? 0 : (projection.delay as number | PerSynapse);
      if (typeof delay === 'number') longest = Math.max(longest, delay);
      const own = weight && !isDrawn(weight) ? weight : undefined;
      if (!own && typeof delay === 'number') continue;
      const { cursors, totals } = this.#own[k]!;
      for (let later = inlets.length - 1; later >= 0; later--) {
        const ended = cursors.at(-1)!.map((end, i) => end - later * totals[i]!);
        const started = ended.map((end, i) => end - totals[i]!);
        const first = offsets[inlets[later]!]! + firstTarget + placeOffset(projection, later);
        const targetOf = (at: number): number => (targets[at]! % width) - first;
        if (own && weights) fillWeights(projection, own, weights, started, ended, targetOf);
        if (typeof delay !== 'number')
          longest = Math.max(longest, addDelays(projection, delay, targets, started, ended, width, targetOf));
      }
    }
    for (const [k, projection] of this.#projections.entries())
      if (projection.places?.some((list) => list.length > 1)) this.#drawPlaces(projection, this.#own[k]!);
    const quanta = this.#inlets.map(({ quantum }) => quantum ?? 1);
    if (weights && real) quantise(weights, real, targets, width, this.#inlets, offsets, quanta);
    const levels = real && real.length >= MANY ? levelsOf(real) : undefined;
    return {
      ring: { slots: longest + 1, width, offsets },
      stored: { kind: 'stored', rows: this.#rows, targets, weights: levels ?? this.#weights },
      quanta,
    };
  }
}

const signed = ({ buffer, byteOffset }: Uint32Array, bytes: WeightBytes, length: number): Int32Array | Int16Array =>
  bytes === 2 ? new Int16Array(buffer, byteOffset, length) : new Int32Array(buffer, byteOffset, length);

const tableOf = ({ table, stream }: DrawnPlan) => ({ table, stream });

export const expectedSynapses = (projections: readonly ProjectionPlan[]): number =>
  projections.reduce((n, p) => n + p.rule.estimate(p.task) * p.inlets.length, 0);

/** What cannot be sent to another thread stays with part 0. */
function cutsOf({ rule, task }: ProjectionPlan, parts: FanoutParts): number[] {
  const units = rule.units(task);
  return sendable(rule) ? evenly(units, parts) : [0, ...new Array<number>(parts.count).fill(units)];
}

function evenly(units: number, { count, spareFirst }: FanoutParts): number[] {
  const idle = spareFirst && count > 1 ? 1 : 0;
  return Array.from({ length: count + 1 }, (_, p) => Math.floor((units * Math.max(0, p - idle)) / (count - idle)));
}

function sum(arrays: readonly Uint32Array[], length: number): Uint32Array {
  const out = new Uint32Array(length);
  for (const values of arrays) for (let i = 0; i < length; i++) out[i]! += values[i]!;
  return out;
}
