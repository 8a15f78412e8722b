/** Where in a chart its data are. */
import type { Area } from '../gestures.ts';
import { gutter } from '../time-axis.ts';

/** CSS pixels. `labelled`: whether numbers stand below; `time`: whether x is the page's time axis, which has no title. */
export function areaOf(size: { width: number; height: number }, labelled: boolean, time: boolean): Area {
  const bottom = labelled ? (time ? gutter.bottom : 40) : 6;
  const width = Math.max(1, size.width - gutter.left - gutter.right);
  return { left: gutter.left, top: gutter.top, width, height: Math.max(1, size.height - gutter.top - bottom) };
}
