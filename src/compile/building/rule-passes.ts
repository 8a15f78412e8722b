/** The two passes of a rule over some of its units, in parts short enough to report, pause or cancel in between. */
import type { ConnectionRule, RuleTask } from '../../network/rules/rule.ts';

/** Units from ≤ u < to of one projection. */
interface Units {
  readonly rule: ConnectionRule;
  readonly task: RuleTask;
  readonly from: number;
  readonly to: number;
}

export interface CountJob extends Units {
  /** Per source: its synapses by these units are added. */
  readonly counts: Uint32Array;
}

export interface FillJob extends Units {
  /** Per source: where its first synapse by these units goes; moved on. */
  readonly cursors: Uint32Array;
  readonly entries: Uint32Array;
  /** Entry of target 0, once per statement of the projection. */
  readonly bases: readonly number[];
  /** Per source: synapses by other units, which lie between those of one statement and the next; undefined where there are none. */
  readonly skips: Uint32Array | undefined;
}

/** Synapses made between two reports, roughly. */
const CHUNK = 1 << 19;

/** Counts; gives the expected number of synapses after each part. */
export function* countUnits(job: CountJob): Generator<number> {
  for (const { from, to, share } of chunks(job)) {
    job.rule.count(job.task, job.counts, from, to);
    yield share;
  }
}

/** Fills, statement by statement; gives the expected number of synapses after each part. */
export function* fillUnits(job: FillJob): Generator<number> {
  const { rule, task, cursors, entries, bases, skips } = job;
  for (const [statement, base] of bases.entries()) {
    if (statement > 0 && skips) for (let i = 0; i < skips.length; i++) cursors[i]! += skips[i]!;
    for (const { from, to, share } of chunks(job)) {
      rule.fill(task, { cursors, entries, base }, from, to);
      yield share;
    }
  }
}

function* chunks({ rule, task, from, to }: Units): Generator<{ from: number; to: number; share: number }> {
  const units = rule.units(task);
  const perUnit = units > 0 ? rule.estimate(task) / units : 0;
  const length = Math.max(1, Math.floor(CHUNK / Math.max(perUnit, 1e-3)));
  for (let at = from; at < to; at += length) {
    const end = Math.min(to, at + length);
    yield { from: at, to: end, share: (end - at) * perUnit };
  }
}
