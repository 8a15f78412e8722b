/** Networks of an experiment as it begins. */
import type { Network } from '../index.ts';
import type { Preset } from '../presets/preset.ts';
import { LiveParameters } from './live-parameters.ts';
import { NetworkVariants } from './network-variants.ts';
import type { Experiment } from './types.ts';

/** Parameters that the values lack have their defaults. */
export const variantsOf = (preset: Preset, { values, seed, dt }: Experiment): NetworkVariants =>
  new NetworkVariants(preset, preset.build(new LiveParameters(preset, values).internal(), seed), dt);

/** With the edited models. Throws a UserError where one does not fit. */
export const networkOf = (preset: Preset, experiment: Experiment): Network =>
  variantsOf(preset, experiment).network(experiment);
