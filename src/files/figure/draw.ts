/** SVG elements as text, and numbers on axes. */
import type { Box } from './types.ts';

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A coordinate in points, to a twentieth of one. */
export const point = (x: number): string => String(Math.round(x * 20) / 20);

export const INK = '#000000';
const AXIS = 0.5;

export function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  more = '',
): string {
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${point(x)}" y="${point(y)}"${at}${more}>${escapeXml(text)}</text>`;
}

/** A title that runs upwards beside its axis. */
export function upright(x: number, y: number, text: string): string {
  return label(x, y, text, 'middle', ` transform="rotate(-90 ${point(x)} ${point(y)})"`);
}

export const path = (d: string, colour: string, width: number, more = ''): string =>
  d === '' ? '' : `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${more}/>`;

/** Left and bottom axis with outward ticks; labels at the left ones, and at the bottom ones if `times` carries labels. */
export function axes(box: Box, fontSize: number, times: readonly Tick[], values: readonly Tick[]): string {
  const { left, top, width, height } = box;
  const bottom = top + height;
  const lines = [`M${point(left)} ${point(top)}V${point(bottom)}H${point(left + width)}`];
  const texts: string[] = [];
  for (const { at, text } of times) {
    lines.push(`M${point(at)} ${point(bottom)}v2.5`);
    if (text) texts.push(label(at, bottom + 4 + fontSize, text, 'middle'));
  }
  for (const { at, text } of values) {
    lines.push(`M${point(left)} ${point(at)}h-2.5`);
    if (text) texts.push(label(left - 4, at + 0.35 * fontSize, text, 'end'));
  }
  return path(lines.join(''), INK, AXIS) + texts.join('');
}

export interface Tick {
  /** Place along the axis, points. */
  readonly at: number;
  readonly text: string;
}

/** Multiples of 1, 2 or 5 × 10ⁿ within [from, to], about `wanted`, with their labels. */
export function ticks(from: number, to: number, wanted: number, place: (value: number) => number): Tick[] {
  const step = roundNumber((to - from) / Math.max(1, wanted));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const out: Tick[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
    const text = (k * step).toFixed(decimals).replace(/^-(?=0(\.0*)?$)/, '');
    out.push({ at: place(k * step), text: text.replace('-', '−') });
  }
  return out;
}

/** The least of 1, 2, 5 × 10ⁿ that is at least `value`; 1 if that is not above zero. */
export function roundNumber(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const ratio = Number((value / power).toPrecision(12));
  return Number((power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1)).toPrecision(12));
}
