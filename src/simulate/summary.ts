/** What a run amounts to, in the names of the command line's JSON. */
import { spikeHash } from '../analysis/hash.ts';
import { meanCv } from '../analysis/intervals.ts';
import { meanRate, silentFraction } from '../analysis/rates.ts';
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

/** Statistics of the spikes of steps fromStep ≤ k < toStep. */
export async function summarise(
  simulation: Pick<Simulation, 'cells' | 'dt' | 'groups'>,
  spikes: SpikeBlock,
  fromStep: number,
  toStep: number,
): Promise<Summary> {
  const { cells, dt } = simulation;
  const all = { first: 0, count: cells };
  const window = { from: fromStep, to: toStep };
  let count = 0;
  let first: number | null = null;
  for (let i = 0; i < spikes.steps.length; i++) {
    const step = spikes.steps[i]!;
    if (spikes.cells[i]! >= cells || step < fromStep || step >= toStep) continue;
    first ??= step;
    count++;
  }
  const rate = (group: { first: number; count: number }): number => meanRate(spikes, group, window, dt) ?? 0;
  return {
    spikes: count,
    first_spike_ms: first === null ? null : Number((first * dt).toPrecision(12)),
    rate_hz: {
      all: rate(all),
      ...Object.fromEntries(reportedGroups(simulation).map((g): [string, number] => [g.name, rate(g)])),
    },
    cv_isi: meanCv(spikes, all, window),
    silent_fraction: silentFraction(spikes, all, window) ?? 0,
    spike_hash: await spikeHash(spikes, cells),
  };
}

/** Groups of cells that are not all of them. */
function reportedGroups(simulation: Pick<Simulation, 'cells' | 'groups'>): Group[] {
  return simulation.groups.filter((g) => g.role === 'cells' && g.count < simulation.cells);
}
