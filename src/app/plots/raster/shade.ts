/** Spikes so dense that dots would cover the ground: how dark a pixel is tells how many are on it. */
import type { Area } from '../gestures.ts';
import type { RunPicture } from '../run-view.ts';
import type { Span } from '../time-view.ts';

/** Largest number of spikes on a pixel that is told apart. */
const most = 128;

/** Spikes on a pixel from which on it has its full colour: twice their mean, a power of two; 1 where there is room for dots. */
export const fullAt = (mean: number): number =>
  mean > 0.5 ? Math.min(most, 2 ** Math.ceil(Math.log2(2 * mean) - 1e-9)) : 1;

/** The number to draw with: it stays while it fits within a factor of four, so that a mean that wavers moves nothing. */
export const keptFull = (before: number, wanted: number): number =>
  wanted > before || 4 * wanted <= before ? wanted : before;

/** Opacity, 0 to 255, of a pixel with `count` spikes; one alone is still seen. */
export const opacity = (count: number, full: number): number =>
  count >= full ? 255 : Math.round(255 * (0.15 + (0.85 * count) / full));

/** Mean number of spikes on a CSS pixel of such a window, at the rate of the run so far. */
export function density(record: RunPicture, span: Span, cells: Span, area: Area): number {
  const recorded = record.steps * record.dt * record.table.length;
  if (recorded === 0) return 0;
  const rate = record.spikes.count / recorded;
  return (rate * (span.to - span.from) * (cells.to - cells.from)) / (area.width * area.height);
}
