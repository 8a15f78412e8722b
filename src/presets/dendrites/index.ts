/** Cells with dendrites, and networks of them. */
import type { Preset } from '../preset.ts';
import { ballAndStick } from './ball-and-stick.ts';
import { branchedCell } from './branched-cell.ts';
import { rallpack1, rallpack2, rallpack3 } from './rallpack.ts';
import { dendriteRing } from './ring.ts';
import { traub1991 } from './traub-1991.ts';

export const dendritePresets: readonly Preset[] = [
  ballAndStick,
  branchedCell,
  rallpack1,
  rallpack2,
  rallpack3,
  dendriteRing,
  traub1991,
];
