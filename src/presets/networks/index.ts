/** Networks of integrate-and-fire cells. */
import type { Preset } from '../preset.ts';
import { brunelPresets } from './brunel-2000.ts';
import { brunelPlane } from './brunel-plane.ts';
import { clopath2010 } from './clopath-2010.ts';
import { coba2005 } from './coba-2005.ts';
import { coba2005Stdp } from './coba-2005-stdp.ts';
import { cuba2005 } from './cuba-2005.ts';
import { diehlCook2015 } from './diehl-cook-2015.ts';
import { microcircuit } from './microcircuit.ts';
import { song2000 } from './song-2000.ts';

export { type BrunelPoint, brunelPlanePoints } from './brunel-plane.ts';

export const networkPresets: readonly Preset[] = [
  coba2005,
  coba2005Stdp,
  cuba2005,
  song2000,
  clopath2010,
  diehlCook2015,
  ...brunelPresets,
  brunelPlane,
  microcircuit,
];
