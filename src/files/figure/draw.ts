/** SVG elements as text, and numbers on axes. */
import { tickLabel, tickStep, ticks } from '../../numbers/ticks.ts';
import { escapeXml } from '../../numbers/xml.ts';
import type { Box } from './types.ts';

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
export function axes(box: Box, fontSize: number, times: readonly FigureTick[], values: readonly FigureTick[]): string {
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

export interface FigureTick {
  /** Place along the axis, points. */
  readonly at: number;
  readonly text: string;
}

/** About `wanted` round numbers within [from, to] with their labels, where `place` puts them. */
export function placedTicks(from: number, to: number, wanted: number, place: (value: number) => number): FigureTick[] {
  const step = tickStep(from, to, wanted);
  return ticks(from, to, wanted).map((value) => ({ at: place(value), text: tickLabel(value, step) }));
}
