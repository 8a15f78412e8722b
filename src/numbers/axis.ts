/** Axes: which round numbers are written along a scale, and where it ends. */

import { grouped } from './grouped.ts';
import type { Scale } from './scale.ts';
import { superscript } from './superscript.ts';
import { tickLabel, tickStep, ticks } from './ticks.ts';

export interface Tick {
  readonly value: number;
  /** '' for a mark without a number. */
  readonly label: string;
}

/** About `wanted` numbered ticks. */
export function scaleTicks(scale: Scale, wanted: number): Tick[] {
  const { low, high, log } = scale;
  if (!log) {
    const step = tickStep(low, high, wanted);
    return ticks(low, high, wanted).map((value) => ({ value, label: tickLabel(value, step) }));
  }
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const decades = last - first;
  const every = Math.max(1, Math.ceil(decades / Math.max(1, wanted)));
  const numbered = Math.log10(high / low) * 3 <= wanted + 1 ? [1, 2, 5] : [1];
  const found: Tick[] = [];
  for (let power = first; power <= last; power++)
    for (let digit = 1; digit < 10; digit++) {
      const value = Number(`${digit}e${power}`);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      if (every > 1 && digit > 1) continue;
      const label = numbered.includes(digit) && (power - first) % every === 0 ? powerLabel(digit, power) : '';
      found.push({ value, label });
    }
  return found;
}

/** '0.05', '200', '10⁻⁵'. */
function powerLabel(digit: number, power: number): string {
  if (power >= -3 && power <= 6)
    return power >= 0 ? grouped(`${digit * 10 ** power}`) : (digit * 10 ** power).toFixed(-power);
  return `${digit === 1 ? '' : `${digit}·`}10${superscript(power)}`;
}

/** The least and the greatest finite value (above 0 where `log`) of all lists; undefined where there is none. */
export function extent(lists: Iterable<ArrayLike<number>>, log = false): [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [low, high] : undefined;
}

/** Part of a value by which rounding may have parted two that are equal; an axis over it would have numbers of more digits than fit. */
const ROUNDING = 1e-9;

/** Round ends that hold [low, high] with a little room. */
export function roundEnds(low: number, high: number, wanted = 5): [number, number] {
  if (high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high))) return [low - 1, high + 1];
  const step = tickStep(low, high, wanted);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** Ends of a logarithmic axis that holds [low, high] with room for marks at both ends. */
export function logEnds(low: number, high: number): [number, number] {
  // One value alone still gets an axis with numbers.
  const room = high < 4 * low ? 3 : Math.max(1.25, (high / low) ** 0.06);
  return [low / room, high * room];
}
