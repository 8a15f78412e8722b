/** Traces share their group's hue; those of one group differ in lightness. */

import { blend } from './blend.ts';
import { groupColour, type Palette } from './palette.ts';
import type { RunPicture } from './run-view.ts';

/** Share of the hue in the mix with the text colour (+) or the ground (−). */
const mixes = [0, 0.45, -0.45, 0.7, -0.65];
/** Grey is near the text colour already. */
const greyMixes = [0, -0.5, -0.7, -0.25, 0.7];

const isGrey = (hue: string, { excitatory, inhibitory }: Palette) => hue !== excitatory && hue !== inhibitory;

export function traceColour(record: RunPicture, picked: readonly number[], cell: number, palette: Palette): string {
  const group = record.table[cell] ?? record.groups.length;
  const place = picked.filter((c) => (record.table[c] ?? record.groups.length) === group).indexOf(cell);
  const hue = groupColour(record.groups[group], palette);
  const mix = (isGrey(hue, palette) ? greyMixes : mixes)[Math.max(0, place) % mixes.length]!;
  return mix === 0 ? hue : blend(hue, mix > 0 ? palette.text : palette.ground, Math.abs(mix));
}
