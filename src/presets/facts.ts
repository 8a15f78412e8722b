/**
 * What can be said of the presets without building them: names, parameters, claims. Plain data, which a build of the page writes out, so
 * that it starts without what presets are made of.
 */
import { presets } from './index.ts';
import type { PresetFacts } from './preset.ts';

export const presetFacts: readonly PresetFacts[] = presets.map(({ build: _, ...facts }) => facts);
