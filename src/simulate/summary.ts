/** What a run amounts to, in the names of the command line's JSON. */

import { SpikeHash } from '../analysis/hash.ts';
import { MIN_INTERVALS } from '../analysis/intervals.ts';
import { noMore } from '../no-more.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { SpikeBlock } from '../record/spikes.ts';
import type { Group, Simulation } from './types.ts';

export interface Summary {
  /** Spikes of cells; those of stimulus sources do not count anywhere here. */
  readonly spikes: number;
  /** ms; null if there was none. */
  readonly first_spike_ms: number | null;
  /** Mean rate per cell in Hz: of all cells, and of each group that is not all of them. */
  readonly rate_hz: Readonly<Record<string, number>>;
  /** Mean over cells with at least five intervals of the CV of their interspike intervals; null if there is no such cell. */
  readonly cv_isi: number | null;
  /** Share of cells without a spike. */
  readonly silent_fraction: number;
  /** SHA-256 over little-endian u32 pairs (step, cell), in order. */
  readonly spike_hash: string;
}

/** The statistics of spikes that come in blocks, in order: no block is kept. 24 bytes per cell. */
export class SummaryTally {
  readonly #simulation: Pick<Simulation, 'cells' | 'dt' | 'groups'>;
  readonly #from: number;
  readonly #to: number;
  readonly #hash: SpikeHash;
  /** By cell: step of its last spike, number of spikes, sum of intervals and of their squares in steps. */
  readonly #last: Int32Array;
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  #spikes = 0;
  #first: number | null = null;

  /** Spikes of steps fromStep ≤ k < toStep count, but for the hash, which is of all. */
  constructor(
    simulation: Pick<Simulation, 'cells' | 'dt' | 'groups'>,
    fromStep: number,
    toStep: number,
    ...more: undefined[]
  ) {
    noMore('SummaryTally', 'a simulation and two steps', more);
    const { cells } = simulation;
    this.#simulation = simulation;
    this.#from = fromStep;
    this.#to = toStep;
    this.#hash = new SpikeHash(cells);
    this.#last = new Int32Array(cells);
    this.#counts = new Uint32Array(cells);
    this.#sums = new Float64Array(cells);
    this.#squares = new Float64Array(cells);
  }

  add(spikes: SpikeBlock, ...more: undefined[]): void {
    noMore('add', 'spikes', more);
    const { cells } = this.#simulation;
    this.#hash.add(spikes);
    for (let i = 0; i < spikes.steps.length; i++) {
      const step = spikes.steps[i]!;
      const cell = spikes.cells[i]!;
      if (cell >= cells || step < this.#from || step >= this.#to) continue;
      this.#first ??= step;
      this.#spikes++;
      const place = step - this.#from;
      const before = this.#last[cell]!;
      if (this.#counts[cell]! > 0) {
        const interval = (place - before) >>> 0;
        this.#sums[cell]! += interval;
        this.#squares[cell]! += interval * interval;
      }
      this.#counts[cell]!++;
      this.#last[cell] = place;
    }
  }

  /** The figures of what was added; nothing may be added after. */
  finish(...more: undefined[]): Summary {
    noMore('finish', '', more);
    const { cells, dt } = this.#simulation;
    const seconds = ((this.#to - this.#from) * dt) / 1000;
    const rate = ({ first, count }: { first: number; count: number }): number => {
      const spikes = this.#counts.subarray(first, first + count).reduce((n, c) => n + c, 0);
      return count * seconds > 0 ? spikes / (count * seconds) : 0;
    };
    return {
      spikes: this.#spikes,
      first_spike_ms: this.#first === null ? null : stepTime(this.#first, dt),
      rate_hz: {
        all: rate({ first: 0, count: cells }),
        ...Object.fromEntries(reportedGroups(this.#simulation).map((g): [string, number] => [g.name, rate(g)])),
      },
      cv_isi: this.#cv(),
      silent_fraction: cells > 0 ? this.#counts.reduce((n, c) => n + (c === 0 ? 1 : 0), 0) / cells : 0,
      spike_hash: this.#hash.hex(),
    };
  }

  /** Standard deviation with divisor n ÷ mean; sums of whole steps are exact. */
  #cv(): number | null {
    let [sum, cells] = [0, 0];
    for (let cell = 0; cell < this.#counts.length; cell++) {
      const n = this.#counts[cell]! - 1;
      if (n < MIN_INTERVALS) continue;
      const [sum1, sum2] = [this.#sums[cell]!, this.#squares[cell]!];
      sum += Math.sqrt(Math.max(0, n * sum2 - sum1 * sum1)) / sum1;
      cells++;
    }
    return cells > 0 ? sum / cells : null;
  }
}

/** Statistics of the spikes of steps fromStep ≤ k < toStep. */
export async function summarise(
  simulation: Pick<Simulation, 'cells' | 'dt' | 'groups'>,
  spikes: SpikeBlock,
  fromStep: number,
  toStep: number,
  ...more: undefined[]
): Promise<Summary> {
  noMore('summarise', 'a simulation, spikes and two steps', more);
  const tally = new SummaryTally(simulation, fromStep, toStep);
  tally.add(spikes);
  return tally.finish();
}

/** Groups of cells that are not all of them. */
function reportedGroups(simulation: Pick<Simulation, 'cells' | 'groups'>): Group[] {
  return simulation.groups.filter((g) => g.role === 'cells' && g.count < simulation.cells);
}
