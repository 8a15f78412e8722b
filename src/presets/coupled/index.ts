/** Networks whose cells are coupled by their state. */
import type { Preset } from '../preset.ts';
import { gapInterneurons } from './gap-interneurons.ts';
import { gapPair } from './gap-pair.ts';
import { kuramoto } from './kuramoto.ts';
import { wang2002 } from './wang-2002.ts';

export const coupledPresets: readonly Preset[] = [gapPair, gapInterneurons, kuramoto, wang2002];
