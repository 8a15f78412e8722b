/** The run beside recorded spikes: how far the distributions of their rates, CVs and intervals are apart. */
import { cellCvs, intervals } from '../analysis/intervals.ts';
import { ksDistance } from '../analysis/kolmogorov-smirnov.ts';
import { cellRates } from '../analysis/rates.ts';
import { firstDifference } from '../analysis/spike-difference.ts';
import type { SpikeBlock } from '../record/spikes.ts';

export interface SpikeDistancesInput {
  /** Recorded spikes, by time: ms and network-wide number. */
  readonly times: Float64Array;
  readonly cells: Uint32Array;
  /** Steps run; what was recorded later is left out. */
  readonly steps: number;
  /** ms */
  readonly dt: number;
  /** Cells of the network. */
  readonly count: number;
}

/** Kolmogorov–Smirnov distances; null where one side has too few spikes. */
export interface SpikeDistances {
  readonly rates: number | null;
  readonly cvs: number | null;
  readonly intervals: number | null;
  /** Step of the first spike that only one of them has; null where every spike is in both. */
  readonly parted: number | null;
  /** Step of the last recorded spike within the run; null where there is none. */
  readonly last: number | null;
}

/** `run`: spikes of the run by step, then cell, of all its steps. */
export function spikeDistances({
  times,
  cells,
  steps,
  dt,
  count,
  run,
}: SpikeDistancesInput & { readonly run: SpikeBlock }): SpikeDistances {
  const inside: number[] = [];
  for (let k = 0; k < times.length; k++) {
    // A recorded time is one of the grid; the grid's own times come back as their steps.
    if (Math.round(times[k]! / dt) < steps && cells[k]! < count) inside.push(k);
  }
  // Times of one step may come in any order of cells.
  const stepOf = (k: number): number => Math.round(times[k]! / dt);
  inside.sort((p, q) => stepOf(p) - stepOf(q) || cells[p]! - cells[q]!);
  const recorded = {
    steps: Uint32Array.from(inside, stepOf),
    cells: Uint32Array.from(inside, (k) => cells[k]!),
  };
  const own: number[] = [];
  // Trains of stimuli have numbers beyond the cells'.
  for (let k = 0; k < run.cells.length; k++) if (run.cells[k]! < count) own.push(k);
  const shown = {
    steps: Uint32Array.from(own, (k) => run.steps[k]!),
    cells: Uint32Array.from(own, (k) => run.cells[k]!),
  };
  const range = { first: 0, count };
  const window = { from: 0, to: steps };
  const apart = (of: (spikes: SpikeBlock) => Float64Array) => ksDistance(of(shown), of(recorded));
  return {
    rates: apart((spikes) => cellRates(spikes, range, window, dt)),
    cvs: apart((spikes) => cellCvs(spikes, range, window).filter((cv) => !Number.isNaN(cv))),
    intervals: apart((spikes) => intervals(spikes, range, window, dt)),
    parted: firstDifference(shown, recorded)?.step ?? null,
    last: recorded.steps.at(-1) ?? null,
  };
}
