/** Cells with dendrites, and networks of them. */
import type { Preset } from '../preset.ts';
import { ballAndStick } from './ball-and-stick.ts';

export const dendritePresets: readonly Preset[] = [ballAndStick];
