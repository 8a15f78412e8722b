/** What all plots over the page's time axis share. */
import { tickLabel } from '../../numbers/ticks.ts';

/** Room around every plot's data, CSS pixels; the same left and right for all, so that one time is one column. */
export const gutter = { left: 64, right: 28, bottom: 22, top: 8 } as const;

/** The last label on a time axis carries the unit. */
export const timeLabel = (ms: number, step: number, last: boolean): string =>
  last ? `${tickLabel(ms, step)} ms` : tickLabel(ms, step);
