/** Where a slider's positions 0…1000 lie on a parameter's scale; where that is logarithmic, position 0 is zero. */
import { type Scale, share, valueAt as valueOn } from '../../numbers/scale.ts';
import type { PresetParameter } from '../../presets/preset.ts';

export const positions = 1000;

export function positionOf(value: number, scale: Scale): number {
  const at = scale.log && value <= 0 ? 0 : share(scale, value);
  return Math.round(positions * Math.min(1, Math.max(0, at)));
}

/**
 * Value at a position, of three digits or as many as lead back to it, so that keys move the slider; 0 at the left end where the range holds
 * 0.
 */
export function valueAt(position: number, scale: Scale, parameter: PresetParameter): number {
  if (scale.log && position === 0 && parameter.range[0] <= 0) return 0;
  const raw = valueOn(scale, position / positions);
  const within = (value: number): number => Math.min(parameter.range[1], Math.max(parameter.range[0], value));
  if (parameter.whole) return within(Math.round(raw));
  let digits = 3;
  while (digits < 6 && positionOf(Number(raw.toPrecision(digits)), scale) !== position) digits++;
  return within(Number(raw.toPrecision(digits)));
}
