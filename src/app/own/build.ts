/** Presets and documents with what builds their networks: for workers, and for what checks models. */

import { InternalError } from '../../errors.ts';
import { presetByName, presets } from '../../presets/index.ts';
import type { Preset } from '../../presets/preset.ts';
import { admit, builds, type Named, ownOf } from './registry.ts';

/** As `presetOf`, with what builds it. */
export function buildOf(experiment: Named): Preset {
  const own = ownOf(experiment);
  if (own === undefined) return presets.find((p) => p.name === experiment.preset) ?? presets[0]!;
  if (builds(own)) return own.preset;
  throw new InternalError('A document is to be built where only its facts are known');
}

/** For workers: the preset of an experiment, its document taken in first. Throws a UserError where there is none. */
export async function admittedPreset(experiment: Named): Promise<Preset> {
  return experiment.document === undefined
    ? presetByName(experiment.preset)
    : (await admit(experiment.document)).preset;
}
