/** Where a slider's positions 0…1000 lie on a parameter's scale. */
import type { PresetParameter } from '../../presets/preset.ts';

export const positions = 1000;

export interface SliderScale {
  readonly low: number;
  readonly high: number;
  /** Position 0 is zero, the rest is logarithmic. */
  readonly logarithmic: boolean;
}

/**
 * What a slider reaches: the useful surroundings of the default and the literature's value, not the whole of the allowed range, which is
 * open to typing. Two decades either side where it is logarithmic.
 */
export function sliderScale(p: PresetParameter): SliderScale {
  const [least, most] = p.range;
  const anchors = [p.value, ...(p.literature ? [p.literature.value] : [])].filter((v) => v > 0);
  if (p.logarithmic && anchors.length > 0) {
    const low = Math.max(least, Math.min(...anchors) / 100);
    return { low, high: Math.min(most, Math.max(...anchors) * 30), logarithmic: true };
  }
  if (most - least <= 500) return { low: least, high: most, logarithmic: false };
  const reach = Math.max(5 * Math.abs(p.value), (most - least) / 200);
  return { low: Math.max(least, p.value - reach), high: Math.min(most, p.value + reach), logarithmic: false };
}

export function positionOf(value: number, scale: SliderScale): number {
  const { low, high, logarithmic } = scale;
  const share = logarithmic
    ? value <= 0
      ? 0
      : Math.log(value / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return Math.round(positions * Math.min(1, Math.max(0, share)));
}

/**
 * Value at a position, of three digits or as many as lead back to it, so that keys move the slider; 0 at the left end where the range holds
 * 0.
 */
export function valueAt(position: number, scale: SliderScale, parameter: PresetParameter): number {
  const { low, high, logarithmic } = scale;
  const share = position / positions;
  if (logarithmic && position === 0 && parameter.range[0] <= 0) return 0;
  const raw = logarithmic ? low * (high / low) ** share : low + (high - low) * share;
  const within = (value: number): number => Math.min(parameter.range[1], Math.max(parameter.range[0], value));
  if (parameter.whole) return within(Math.round(raw));
  let digits = 3;
  while (digits < 6 && positionOf(Number(raw.toPrecision(digits)), scale) !== position) digits++;
  return within(Number(raw.toPrecision(digits)));
}
