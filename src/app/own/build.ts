/** Presets and documents with what builds their networks: for workers, and for what checks models. */
import { presetByName, presets } from '../../presets/index.ts';
import type { Preset } from '../../presets/preset.ts';
import { admit, type Named, ownOf } from './registry.ts';

/** As `presetOf`, with what builds it. */
export const buildOf = (experiment: Named): Preset =>
  ownOf(experiment)?.preset ?? presets.find((p) => p.name === experiment.preset) ?? presets[0]!;

/** For workers: the preset of an experiment, its document taken in first. Throws a UserError where there is none. */
export async function admittedPreset(experiment: Named): Promise<Preset> {
  return experiment.document === undefined
    ? presetByName(experiment.preset)
    : (await admit(experiment.document)).preset;
}
