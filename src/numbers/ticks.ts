/** Round numbers for axes: of the page's plots, of figures and of scales of colours. */
import { decimal } from './decimal.ts';
import { grouped } from './grouped.ts';

/** Multiples of 1, 2 or 5 times a power of ten within [from, to], about `wanted` of them. */
export function ticks(from: number, to: number, wanted: number): number[] {
  const step = tickStep(from, to, wanted);
  const out: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9) + 0; k * step <= to + 1e-9 * step; k++) out.push(k * step);
  return out;
}

/** Distance of the ticks. */
export const tickStep = (from: number, to: number, wanted: number): number =>
  roundUp(Math.max((to - from) / Math.max(1, wanted), Number.MIN_VALUE * 1e10));

/** The least of 1, 2, 5 × 10ⁿ that is at least `value`; 1 if that is not above zero. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  // Without the last bits: 0.2 may come as 0.20000000000000004.
  const ratio = decimal(value / power);
  return decimal(power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1));
}

/** As many decimals as the step between ticks needs; thousands apart by a thin space, a true minus. */
export function tickLabel(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return grouped(value.toFixed(decimals).replace(/^-(?=0(\.0*)?$)/, ''));
}
