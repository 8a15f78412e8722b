/** What a variant is judged by, from its spikes. */

import { spikeHash } from '../analysis/hash.ts';
import { meanCv } from '../analysis/intervals.ts';
import { meanRate, silentFraction } from '../analysis/rates.ts';
import { synchrony } from '../analysis/synchrony.ts';
import type { Compiled } from '../compile/assemble.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { SpikeBlock } from '../record/spikes.ts';
import type { Measures } from './types.ts';

/** Statistics of steps transient ≤ k < steps; first spike, number and hash of all. */
export async function measure(
  compiled: Compiled,
  spikes: SpikeBlock,
  transient: number,
  steps: number,
): Promise<Measures> {
  const { places, program } = compiled;
  const { cells, groups } = places;
  const all = { first: 0, count: cells };
  const window = { from: transient, to: steps };
  const rate = (group: { first: number; count: number }): number => meanRate(spikes, group, window, program.dt) ?? 0;
  const ofCells = spikes.cells.findIndex((c) => c < cells);
  return {
    rates: {
      all: rate(all),
      ...Object.fromEntries(
        groups.flatMap((g): [string, number][] =>
          g.role === 'cells' && g.count > 0 && g.count < cells ? [[g.name, rate(g)]] : [],
        ),
      ),
    },
    cv: meanCv(spikes, all, window),
    synchrony: synchrony(spikes, all, window, program.dt),
    silent: silentFraction(spikes, all, window) ?? 0,
    firstSpike: ofCells < 0 ? null : stepTime(spikes.steps[ofCells]!, program.dt),
    spikes: spikes.cells.reduce((n, c) => n + (c < cells ? 1 : 0), 0),
    hash: await spikeHash(spikes, cells),
  };
}
