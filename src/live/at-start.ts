/** A run as it was at time 0, with the values and models it had then. */
import { type Network, untouched } from '../index.ts';
import { LiveParameters } from './live-parameters.ts';
import type { LiveRun } from './live-run.ts';
import { NetworkVariants } from './network-variants.ts';

export function variantsAtStart({
  preset,
  base,
  experiment,
}: Pick<LiveRun, 'preset' | 'base' | 'experiment'>): NetworkVariants {
  const values = new LiveParameters(preset, base.values).internal();
  const { seed, dt } = experiment;
  return new NetworkVariants(preset, preset.build(values, seed), dt);
}

export const networkAtStart = (live: LiveRun): Network =>
  variantsAtStart(live).network({ models: live.base.models, parts: untouched }, new Map());
