/** What a connection rule is. */
import { shown, UserError } from '../../errors.ts';
import { flag, optional, optionsOf } from '../../options.ts';
import type { RowRecipe } from '../../program/made.ts';
import type { Pairs } from '../pairs.ts';

/** One projection as a rule sees it: two ranges of cells and a random stream. */
export interface RuleTask {
  /** Number of source cells. */
  readonly sources: number;
  /** Number of target cells. */
  readonly targets: number;
  /** Source i and target j are the same cell where j = i + shift. */
  readonly shift: number;
  /** Seed of the network, u32. */
  readonly seed: number;
  /** Key of the projection's random stream, u32. */
  readonly stream: number;
}

/** Where a rule puts its synapses. */
interface RowSink {
  /** Per source: where its next synapse goes in `entries`; moved on by the rule. */
  readonly cursors: Uint32Array;
  /** Entry base + j is written for target j. */
  readonly entries: Uint32Array;
  readonly base: number;
}

/**
 * A rule makes the synapses of a projection in two passes over its units: first it counts, then it fills. A unit is a source, or a
 * target where the rule works per target (`fixedInDegree`). What a unit yields depends on the task and its own number only, so units
 * may be taken in any chunks; within a source, synapses lie in the order of the units.
 */
export interface ConnectionRule {
  /** As a person calls it: 'fixedOutDegree(80)'. */
  readonly name: string;
  /** How it was called, for exports. */
  readonly description?: RuleDescription;
  /** For a rule that depends on what the cells are: the rule for these. Throws a UserError where it does not fit them. */
  bind?(pairs: Pairs): ConnectionRule;
  /** Throws a UserError where the rule cannot be met with so many cells. */
  check(task: RuleTask): void;
  /** Expected number of synapses. */
  estimate(task: RuleTask): number;
  units(task: RuleTask): number;
  /** Whether its units are targets, not sources: then the synapses of one source come from many units. */
  readonly byTarget?: boolean;
  /** Adds the synapses of units from ≤ u < to to `counts`, one entry per source. */
  count(task: RuleTask, counts: Uint32Array, from: number, to: number): void;
  /** Writes the synapses of units from ≤ u < to. */
  fill(task: RuleTask, sink: RowSink, from: number, to: number): void;
  /**
   * Where per-synapse arrays are given in another order than source by source: the place in the array of the k-th synapse, counted
   * source by source.
   */
  readonly arrayOrder?: Uint32Array;
  /** How a row follows from the words of its source alone, the same synapses as `fill` makes; left out where it does not. */
  readonly recipe?: RowRecipe | ((task: RuleTask) => RowRecipe);
}

/** The call that makes a rule, with its defaults filled in. */
export type RuleDescription =
  | { readonly kind: 'allToAll'; readonly autapses: boolean }
  | { readonly kind: 'oneToOne' }
  | { readonly kind: 'probability'; readonly p: string | number; readonly condition: string | undefined }
  | { readonly kind: 'fixedProbability'; readonly p: number; readonly autapses: boolean }
  | {
      readonly kind: 'fixedInDegree' | 'fixedOutDegree';
      readonly degree: number;
      readonly multapses: boolean;
      readonly autapses: boolean;
    }
  | { readonly kind: 'fixedTotalNumber'; readonly synapses: number; readonly autapses: boolean }
  | { readonly kind: 'synapseList'; readonly sources: Uint32Array; readonly targets: Uint32Array };

export interface TapseOptions {
  /** Whether two cells may be joined by more than one synapse. Default true. */
  readonly multapses?: boolean;
  /** Whether a cell may project to itself. Default true. Between two populations no cell does, whatever this says. */
  readonly autapses?: boolean;
}

export const readTapses = (rule: string, options: TapseOptions): TapseOptions =>
  optionsOf<TapseOptions>(rule, { multapses: optional(flag), autapses: optional(flag) })(options);

/** How many partners a cell can choose from, and which it must leave out (−1: none). */
export function choices(own: number, partners: number, autapses: boolean): { range: number; self: number } {
  const self = !autapses && own >= 0 && own < partners ? own : -1;
  return { range: self < 0 ? partners : partners - 1, self };
}

/** Refuses what is not a whole number ≥ 0. */
export function checkDegree(rule: string, degree: number): void {
  if (!Number.isInteger(degree) || degree < 0 || degree > 0xffffffff)
    throw new UserError(
      `${rule} takes a whole number of synapses per cell from 0 to 4 294 967 295; it got ${shown(degree)}.`,
    );
}

/** Refuses a degree that cannot be met, for a cell that has `range` partners to choose from. */
export function checkRange(rule: string, degree: number, range: number, multapses: boolean, partners: string): void {
  if (degree === 0) return;
  if (range < 1) throw new UserError(`${rule} finds no ${partners} to choose from; give it at least one, or degree 0.`);
  if (!multapses && degree > range)
    throw new UserError(
      `${rule} without multapses needs at least ${degree} ${partners} for each cell, but there are ${range}; allow multapses or lower the degree.`,
    );
}
