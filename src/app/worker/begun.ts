/** A run as it was at time 0, with the values and models it had then. */
import { type Network, untouched } from '../../index.ts';
import type { Bench } from './bench.ts';
import { LiveParameters } from './live-parameters.ts';
import { Family } from './variant.ts';

export function begunFamily({ preset, base, experiment }: Pick<Bench, 'preset' | 'base' | 'experiment'>): Family {
  const values = new LiveParameters(preset, base.values).internal();
  const { seed, dt } = experiment;
  return new Family(preset, preset.build(values, seed), dt);
}

export const begunNetwork = (bench: Bench): Network =>
  begunFamily(bench).network({ models: bench.base.models, parts: untouched }, new Map());
