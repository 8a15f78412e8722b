/** A thousand repeats with noise: the spread of the first spike. */
import { firstSpikeJitter, siegertRate } from '../../../index.ts';
import { firstSpikes } from '../../lif/measure/noise.ts';
import { spread } from '../../run.ts';
import { runPreset } from '../run-preset.ts';
import type { Findings } from '../story.ts';
import { own } from './cell.ts';

/** Spread of the first spikes of many repeats. */
async function jitter(name: string, set: Readonly<Record<string, string>>) {
  const run = await runPreset(name, { set, backend: 'auto', duration: 150 });
  // In the order of time, in which they are summed.
  const times = firstSpikes(run.spikes).sort((a, b) => a - b);
  return { sd: Math.sqrt(spread(times).variance), times: Float64Array.from(times) };
}

export async function noise(): Promise<Findings> {
  const sigma = 0.3;
  const steep = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '300 pA' });
  const shallow = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '180 pA' });
  const many = await jitter('lif-channels', { N: '10000', I: '200 pA' });
  const few = await jitter('lif-channels', { N: '100', I: '200 pA' });
  const below = await runPreset('lif-noisy', { set: { sigma: '4 mV', I: '100 pA' }, backend: 'auto', duration: 1000 });
  return {
    lines: {},
    trains: { steep: steep.times, shallow: shallow.times },
    facts: {
      steep: steep.sd,
      shallow: shallow.sd,
      steepFormula: firstSpikeJitter(own, sigma, 300),
      shallowFormula: firstSpikeJitter(own, sigma, 180),
      ratio: shallow.sd / steep.sd,
      few: few.sd,
      many: many.sd,
      channels: few.sd / many.sd,
      below: below.spikes.reduce((n, train) => n + train.length, 0) / 1000,
      siegert: siegertRate(own, 4, 100, below.dt),
    },
  };
}
