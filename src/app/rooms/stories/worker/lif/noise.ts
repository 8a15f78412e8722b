/** A thousand repeats with noise: the spread of the first spike. */
import { firstSpikeJitter, siegertRate } from '../../../../../index.ts';
import { roundEnds } from '../../../../../numbers/scale.ts';
import { deviation, runPreset } from '../bench.ts';
import type { Line, Outcome } from '../tasks.ts';
import { own } from './cell.ts';

/** Spread of the first spikes of many repeats. */
async function jitter(name: string, set: Readonly<Record<string, string>>): Promise<{ sd: number; times: number[] }> {
  const run = await runPreset(name, { set, backend: 'auto', duration: 150 });
  const first = new Map<number, number>();
  run.spikes.cells.forEach((c, k) => {
    if (!first.has(c)) first.set(c, (run.spikes.steps[k]! + 1) * run.dt);
  });
  const times = [...first.values()];
  return { sd: deviation(times), times };
}

function histogram(times: readonly number[], name: string, hue: Line['hue'], bin: number): Line {
  const counts = new Map<number, number>();
  for (const t of times) counts.set(Math.floor(t / bin), (counts.get(Math.floor(t / bin)) ?? 0) + 1);
  const bins = [...counts.keys()].sort((a, b) => a - b);
  const all = Array.from({ length: bins.at(-1)! - bins[0]! + 3 }, (_, k) => bins[0]! - 1 + k);
  // Steps: every bin from its left to its right edge.
  return {
    name,
    x: Float64Array.from(all.flatMap((b) => [b * bin, (b + 1) * bin])),
    y: Float64Array.from(all.flatMap((b) => [counts.get(b) ?? 0, counts.get(b) ?? 0])),
    hue,
  };
}

export async function noise(): Promise<Outcome> {
  const sigma = 0.3;
  const steep = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '300 pA' });
  const shallow = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '180 pA' });
  const many = await jitter('lif-channels', { N: '10000', I: '200 pA' });
  const few = await jitter('lif-channels', { N: '100', I: '200 pA' });
  const below = await runPreset('lif-noisy', { set: { sigma: '4 mV', I: '100 pA' }, backend: 'auto', duration: 1000 });
  const bin = 0.25;
  const lines = [histogram(steep.times, 'steep', 1, bin), histogram(shallow.times, 'shallow', 2, bin)];
  const top = Math.max(...lines.flatMap(({ y }) => [...y]));
  return {
    pictures: [
      {
        lines,
        x: { title: 't₁ (ms)', low: 0, high: 50 },
        y: { title: `n / ${bin} ms`, low: 0, high: roundEnds(0, 1.05 * top)[1] },
      },
    ],
    facts: {
      steep: steep.sd,
      shallow: shallow.sd,
      steepFormula: firstSpikeJitter(own, sigma, 300),
      shallowFormula: firstSpikeJitter(own, sigma, 180),
      ratio: shallow.sd / steep.sd,
      few: few.sd,
      many: many.sd,
      channels: few.sd / many.sd,
      below: below.spikes.steps.length / 1000,
      siegert: siegertRate(own, 4, 100, below.dt),
    },
  };
}
