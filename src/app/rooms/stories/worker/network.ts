/** Experiments of the story on the network that need more than its raster: single cells, and the threshold that was never passed on. */
import { runPreset, thinned, timeAxis } from './bench.ts';
import type { Outcome } from './tasks.ts';

/** One cell of the network, alone, with the leak as printed and as in the paper. */
async function leak(): Promise<Outcome> {
  const duration = 500;
  // The network's own rule and step make the period 2 % too long.
  const common = { duration, variables: ['V'], integrator: 'staggered', dt: 0.025 } as const;
  const printed = await runPreset('tm-cell', { ...common, set: { g_L: '0.001 nS', I: '0 pA' } });
  const paper = await runPreset('tm-cell', { ...common, set: { g_L: '10 nS', I: '0 pA' } });
  const x = timeAxis(paper.steps, paper.dt);
  const times = paper.times(0);
  return {
    pictures: [
      {
        lines: [
          thinned({ name: 'paper', x, y: paper.trace(0, 0), hue: 1 }),
          thinned({ name: 'printed', x, y: printed.trace(0, 0), hue: 2, dash: '5 3' }),
        ],
        x: { title: 't (ms)', low: 0, high: duration },
        y: { title: 'V (mV)', low: -100, high: 60 },
      },
    ],
    facts: {
      spikesPrinted: printed.times(0).length,
      restPrinted: printed.trace(0, 0).at(-1)!,
      ratePaper: times.length < 2 ? 0 : (1000 * (times.length - 1)) / (times.at(-1)! - times[0]!),
      slip: 10 / 0.001,
    },
  };
}

/** How many spikes of the network two thresholds see. */
async function threshold(): Promise<Outcome> {
  const cells = Array.from({ length: 400 }, (_, k) => k * 10);
  const last = new Float64Array(cells.length).fill(-65);
  const counts = { low: 0, zero: 0 };
  await runPreset('ei-tutorial', {
    backend: 'auto',
    variables: ['V'],
    cells,
    onTrace: (_first, steps, V) => {
      for (let s = 0; s < steps; s++)
        for (let c = 0; c < cells.length; c++) {
          const v = V[s * cells.length + c]!;
          if (last[c]! <= -20 && v >= -20) counts.low++;
          if (last[c]! <= 0 && v >= 0) counts.zero++;
          last[c] = v;
        }
    },
  });
  return {
    pictures: [],
    facts: { low: counts.low, zero: counts.zero, lost: 100 * (1 - counts.zero / counts.low) },
  };
}

export const networkExperiments = { leak, threshold };
