/** What plots see of a run: its spikes, which part of it is looked at, and which cells are picked. A run implements it. */
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Group, SpikeBlock } from '../../index.ts';
import type { TimeView } from './time-view.ts';

/** What a run has recorded. */
export interface RunPicture {
  readonly spikes: {
    readonly count: number;
    /** Spikes number `from` ≤ k < `to`, by step, then cell; all by default. */
    spikes(from?: number, to?: number): SpikeBlock;
    /** Number of spikes before a step. */
    place(step: number): number;
  };
  /** Those that are told apart. */
  readonly groups: readonly Group[];
  /** Whether groups are told apart by their names beside the raster. */
  readonly named?: boolean;
  /** Index into `groups` for every cell. */
  readonly table: Uint8Array;
  /** ms */
  readonly dt: number;
  /** Steps recorded. */
  readonly steps: number;
  /** Goes up whenever something was added. */
  readonly version: ReadonlySignal<number>;
  /** Goes up whenever something was taken away or put in place of another: what was drawn of it is void. */
  readonly epoch: number;
  readonly description: { readonly cells: number };
}

export interface RunView {
  readonly record: ReadonlySignal<RunPicture | undefined>;
  readonly phase: ReadonlySignal<string>;
  readonly view: TimeView;
  /** Traced cells, and those that the next touch is for. */
  readonly picked: ReadonlySignal<readonly number[]>;
  readonly chosen: ReadonlySignal<readonly number[]>;
  /** Whether a drag draws a lasso, and whether cells are being chosen for a touch. */
  readonly lassoing: ReadonlySignal<boolean>;
  readonly touching: Signal<boolean>;
  /** What was recorded elsewhere and lies over the lines. */
  readonly courses: ReadonlySignal<{ readonly name: string } | undefined>;
  /** Variable that is traced of a cell's population. */
  populationOf(cell: number): { readonly variable: string } | undefined;
  choose(cells: readonly number[]): void;
  chooseOne(cell: number): void;
  pickOne(cell: number): void;
}
