/** Claims on the network that need more than its raster: single cells, and the threshold that was never passed on. */

import { regularRate } from '../../run.ts';
import { runPreset, timeAxis } from '../run-preset.ts';
import type { Findings } from '../story.ts';

/** One cell of the network, alone, with the leak as printed and as in the paper. */
export async function leak(): Promise<Findings> {
  const duration = 500;
  // The network's own rule and step make the period 2 % too long.
  const common = { duration, variables: ['V'], integrator: 'staggered', dt: 0.025 } as const;
  const printed = await runPreset('tm-cell', { ...common, set: { g_L: '0.001 nS', I: '0 pA' } });
  const paper = await runPreset('tm-cell', { ...common, set: { g_L: '10 nS', I: '0 pA' } });
  const x = timeAxis(paper.steps, paper.dt);
  const rest = printed.traces[0]![0]!;
  return {
    lines: { paper: { x, y: paper.traces[0]![0]! }, printed: { x, y: rest } },
    facts: {
      spikesPrinted: printed.spikes[0]!.length,
      restPrinted: rest.at(-1)!,
      ratePaper: regularRate(paper.spikes[0]!),
      slip: 10 / 0.001,
    },
  };
}

/** How many spikes of the network two thresholds see. */
export async function threshold(): Promise<Findings> {
  const cells = Array.from({ length: 400 }, (_, k) => k * 10);
  const { traces } = await runPreset('ei-tutorial', { backend: 'auto', variables: ['V'], cells });
  /** Upward crossings of a level. */
  const crossings = (level: number): number => {
    let seen = 0;
    for (const [V] of traces) {
      let last = -65;
      for (const v of V!) {
        if (last <= level && v >= level) seen++;
        last = v;
      }
    }
    return seen;
  };
  const [low, zero] = [crossings(-20), crossings(0)];
  return { lines: {}, facts: { low, zero, lost: 100 * (1 - zero / low) } };
}
