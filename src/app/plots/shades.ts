/** Traces share their group's hue; those of one group differ in lightness. */
import type { RunRecord } from '../rooms/network/record.ts';
import { groupColour, type Palette } from './palette.ts';

/** Share of the hue in the mix with the text colour (+) or the ground (−). */
const mixes = [0, 0.45, -0.45, 0.7, -0.65];
/** Grey is near the text colour already. */
const greyMixes = [0, -0.5, -0.7, -0.25, 0.7];

export function traceColour(record: RunRecord, picked: readonly number[], cell: number, palette: Palette): string {
  const group = record.table[cell] ?? record.groups.length;
  const place = picked.filter((c) => (record.table[c] ?? record.groups.length) === group).indexOf(cell);
  const hue = groupColour(record.groups[group], palette);
  const mix = (hue === palette.other ? greyMixes : mixes)[Math.max(0, place) % mixes.length]!;
  return mix === 0 ? hue : blend(hue, mix > 0 ? palette.text : palette.ground, Math.abs(mix));
}

/** `share` of b in a; both '#rrggbb'. */
export function blend(a: string, b: string, share: number): string {
  const channel = (text: string, k: number) => Number.parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) => Math.round(channel(a, k) * (1 - share) + channel(b, k) * share));
  return `#${mixed.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}
