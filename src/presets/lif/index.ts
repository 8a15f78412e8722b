/** The laboratory of the leaky integrate-and-fire family. */
import type { Preset } from '../preset.ts';
import { lifPreset } from './lif.ts';
import { lifAdaptivePreset } from './lif-adaptive.ts';
import { lifDimensionlessPreset } from './lif-dimensionless.ts';
import { lifFi } from './lif-fi.ts';
import { lifChirp, lifImpedance } from './lif-impedance.ts';
import { lifChannelsPreset, lifNoisyPreset } from './lif-noisy.ts';

export { physicalCells } from './lif-dimensionless.ts';
export { fiCurrents } from './lif-fi.ts';
export { impedancePeriods } from './lif-impedance.ts';

export const lifPresets: readonly Preset[] = [
  lifPreset,
  lifFi,
  lifDimensionlessPreset,
  lifImpedance,
  lifChirp,
  lifAdaptivePreset,
  lifNoisyPreset,
  lifChannelsPreset,
];
