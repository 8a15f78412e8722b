/** Colours of voltages, in every picture of the room. */
import { viridis } from '../../../plots/viridis.ts';

/** Shades of the scale of colours. */
export const shades = 64;

/** The colour at a share of the scale; none is as dark or as light as the ground. */
export const shade = (share: number, dark: boolean): string => viridis(dark ? 0.2 + 0.8 * share : 0.93 * share);

/** Number of a voltage's shade. */
export const shadeOf = (voltage: number, coldest: number, hottest: number): number =>
  Math.max(0, Math.min(shades - 1, Math.floor((shades * (voltage - coldest)) / (hottest - coldest))));
