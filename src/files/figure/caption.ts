/** The caption of a figure, and its lines. */
import { counted, listed } from '../../numbers/sentences.ts';
import { escapeXml } from '../../numbers/xml.ts';
import { point } from './draw.ts';
import type { FigureData, FigureOptions } from './types.ts';

export interface CaptionFacts {
  readonly spikes: number;
  /** Every how-many-th neuron the raster draws. */
  readonly every: number;
  /** ms */
  readonly bin: number;
}

/** 'a, raster: …; b, …': what is to be seen, in whole sentences. */
export function captionText(data: FigureData, options: FigureOptions, facts: CaptionFacts): string {
  const { window, groups, traces } = data;
  const neurons = groups.reduce((n, g) => n + g.count, 0);
  const named = groups.length > 1 ? ` (${groups.map((g) => `${g.name}: ${g.count}`).join(', ')})` : '';
  const all = facts.every === 1;
  const spikes = `${all && facts.spikes > 1 ? 'All ' : ''}${counted(facts.spikes, 'spike')}`;
  const cells = `${counted(neurons, 'neuron')}${named}`;
  const drawn = all ? '' : `; only every ${ordinal(facts.every)} neuron is drawn`;
  const sentences = [
    options.title ? `${options.title.replace(/[.\s]+$/, '')}.` : '',
    `(a) ${spikes} of ${cells} from ${number(window.from)} to ${number(window.to)}\u00a0ms${drawn}.`,
    `(b) Mean rate per neuron${all ? '' : ', of all neurons,'} in bins of ${number(facts.bin)}\u00a0ms.`,
    traces && traces.lines.length > 0
      ? `(c) ${traces.variable} of neuron${traces.lines.length === 1 ? '' : 's'} ${listed(traces.lines.map((l) => l.cell))}.`
      : '',
    options.source ? `${options.source.replace(/[.\s]+$/, '')}.` : '',
  ];
  return sentences.filter((s) => s !== '').join(' ');
}

const number = (x: number): string => String(Number(x.toPrecision(9)));

function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return n === 2 ? 'second' : `${n}${ending}`;
}

/** The text broken into lines of `width` points. A sans-serif letter is about half as wide as its size. */
export function captionLines(text: string, width: number, fontSize: number): string[] {
  const most = Math.max(10, Math.floor(width / (0.5 * fontSize)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/)) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

export function captionSvg(lines: readonly string[], left: number, top: number, fontSize: number): string {
  const spans = lines.map(
    (line, k) => `<tspan x="${point(left)}" y="${point(top + (k + 1) * 1.3 * fontSize)}">${escapeXml(line)}</tspan>`,
  );
  return `<text>${spans.join('')}</text>`;
}
