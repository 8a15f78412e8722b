/** The picture of a run for print: raster, population rates and voltages over one time axis, as SVG. */
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { escapeXml } from '../numbers/xml.ts';
import { number, optional, optionsOf, text } from '../options.ts';
import { type CaptionFacts, captionLines, captionSvg, captionText } from './figure/caption.ts';
import { groupColours } from './figure/colours.ts';
import { binWidth, rateCurves, ratePath, tracePath, valueRange } from './figure/curves.ts';
import { axes, type FigureTick, INK, label, path, placedTicks, point, upright } from './figure/draw.ts';
import { neuronRange, rasterDots } from './figure/raster.ts';
import type { Box, FigureData, FigureOptions } from './figure/types.ts';

export type { FigureData, FigureGroup, FigureOptions, FigureTrace } from './figure/types.ts';

const POINTS_PER_MM = 72 / 25.4;
const DOTS = 40_000;
/** Heights and gaps, points. */
const RATES = 52;
const TRACE = 34;
const GAP = 12;

export interface SvgFigure {
  /** A whole SVG document. */
  readonly svg: string;
  /** The words under the picture, which the document contains too. */
  readonly caption: string;
  /** Size on paper, mm. */
  readonly width: number;
  readonly height: number;
}

/**
 * Raster (first group at the bottom), mean rate of each group, and the traces, if any, with axes, units, legend and caption. The size is
 * that on paper. Throws a UserError for a window or a width that leaves no room.
 */
export function figureSvg(data: FigureData, options: FigureOptions = {}, ...more: undefined[]): SvgFigure {
  noMore('figureSvg', 'data and options', more);
  const { window, groups, traces } = data;
  const { width = 174, fontSize = 7 } = readFigure(options);
  for (const [name, value] of Object.entries(options))
    if (typeof value === 'number' && !(value > 0))
      throw new UserError(`figureSvg: ${name} is ${value}; it must be above 0.`);
  if (!(window.to > window.from))
    throw new UserError(`A figure from ${window.from} ms to ${window.to} ms has no duration.`);
  if (!(width >= 40 && width <= 1000))
    throw new UserError(`A figure of ${width} mm is not between 40 and 1000 mm wide.`);
  const page = width * POINTS_PER_MM;
  const left = 6.2 * fontSize;
  const legend =
    Math.max(6, ...[...groups.map((g) => g.name), ...traceNames(data)].map((n) => 0.56 * n.length + 1.5)) * fontSize;
  const plot = { left, width: page - left - legend };
  if (plot.width < 40) throw new UserError(`A figure of ${width} mm has no room beside its labels; make it wider.`);

  const raster: Box = { ...plot, top: fontSize, height: (options.rasterHeight ?? 0.4 * width) * POINTS_PER_MM };
  const rates: Box = { ...plot, top: raster.top + raster.height + GAP, height: RATES };
  const lines = traces?.lines ?? [];
  const strips = lines.map((_, k): Box => ({ ...plot, top: rates.top + RATES + GAP + k * (TRACE + 4), height: TRACE }));
  const last = strips.at(-1) ?? rates;

  const bin = binWidth(data, options.bin);
  const dots = rasterDots(data, raster, options.dots ?? DOTS);
  const colours = groupColours(groups);
  const seconds = window.to - window.from >= 5000;
  const timeTicks = placedTicks(
    window.from / (seconds ? 1000 : 1),
    window.to / (seconds ? 1000 : 1),
    8,
    (t) => plot.left + ((t * (seconds ? 1000 : 1) - window.from) / (window.to - window.from)) * plot.width,
  );
  const drawing = new Drawing(data, colours, timeTicks, fontSize, last);
  const parts = [
    drawing.raster(raster, dots.paths),
    drawing.rates(rates, bin),
    ...strips.map((box, k) => drawing.trace(box, k)),
    label(
      plot.left + plot.width / 2,
      last.top + last.height + 5 + 2.2 * fontSize,
      seconds ? 'time (s)' : 'time (ms)',
      'middle',
    ),
  ];
  ['a', 'b', ...(strips.length > 0 ? ['c'] : [])].forEach((letter, k) => {
    const box = [raster, rates, strips[0]!][k]!;
    parts.push(label(0, box.top + 0.7 * fontSize, letter, 'start', ' font-weight="bold"'));
  });

  const facts: CaptionFacts = { spikes: dots.spikes, every: dots.every, bin };
  const caption = captionText(data, options, facts);
  const words = captionLines(caption, page, fontSize);
  const captionTop = last.top + last.height + 8 + 2.4 * fontSize;
  parts.push(captionSvg(words, 0, captionTop, fontSize));
  const height = captionTop + (words.length + 0.5) * 1.3 * fontSize;
  const size = `width="${width}mm" height="${millimetres(height)}mm" viewBox="0 0 ${point(page)} ${point(height)}"`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Helvetica, Arial, sans-serif" font-size="${fontSize}" fill="${INK}" role="img">`,
    `<title>${escapeXml(options.title ?? 'Spikes')}</title>`,
    `<desc>${escapeXml(caption)}</desc>`,
    `<rect width="100%" height="100%" fill="#FFFFFF"/>`,
    ...parts.filter((part) => part !== ''),
    '</svg>\n',
  ].join('\n');
  return { svg, caption, width, height: millimetres(height) };
}

const readFigure = optionsOf<FigureOptions>('figureSvg', {
  width: optional(number),
  rasterHeight: optional(number),
  fontSize: optional(number),
  dots: optional(number),
  bin: optional(number),
  title: optional(text),
  source: optional(text),
});

const millimetres = (points: number): number => Number((points / POINTS_PER_MM).toFixed(2));

const traceNames = ({ traces }: FigureData): string[] => (traces?.lines ?? []).map((t) => `neuron ${t.cell}`);

class Drawing {
  readonly #data: FigureData;
  readonly #colours: readonly string[];
  readonly #times: readonly FigureTick[];
  readonly #fontSize: number;
  /** The panel that carries the labels of the time axis. */
  readonly #last: Box;

  constructor(data: FigureData, colours: readonly string[], times: readonly FigureTick[], fontSize: number, last: Box) {
    this.#data = data;
    this.#colours = colours;
    this.#times = times;
    this.#fontSize = fontSize;
    this.#last = last;
  }

  raster(box: Box, paths: readonly string[]): string {
    const rows = neuronRange(this.#data);
    const perRow = box.height / Math.max(1, rows.count);
    const place = (neuron: number): number => box.top + (rows.count - (neuron - rows.first) - 0.5) * perRow;
    const last = rows.first + rows.count - 1;
    const values =
      rows.count > 1
        ? placedTicks(rows.first, last, 5, place).filter((t) => !t.text.includes('.'))
        : [{ at: place(last), text: String(last) }];
    const dots = paths.map((d, k) => path(d, this.#colours[k]!, 0.7, ' stroke-linecap="round"'));
    const names = this.#data.groups.map((g, k) =>
      this.#name(box, place(g.first + (g.count - 1) / 2), g.name, this.#colours[k]!),
    );
    return [
      ...dots,
      axes(box, this.#fontSize, this.#timesOf(box), values),
      upright(1.3 * this.#fontSize, box.top + box.height / 2, 'neuron'),
      ...names,
    ].join('');
  }

  rates(box: Box, bin: number): string {
    const { rates, highest } = rateCurves(this.#data, bin);
    const top = Math.max(highest, 1);
    const place = (rate: number): number => box.top + box.height * (1 - rate / top);
    const curves = rates.map((r, k) => path(ratePath(r, bin, top, box, this.#data), this.#colours[k]!, 0.75));
    const names = this.#data.groups.map((g, k) =>
      this.#name(box, box.top + (k + 0.5) * 1.3 * this.#fontSize, g.name, this.#colours[k]!),
    );
    return [
      ...curves,
      axes(box, this.#fontSize, this.#timesOf(box), placedTicks(0, top, 3, place)),
      upright(1.3 * this.#fontSize, box.top + box.height / 2, 'rate (Hz)'),
      ...names,
    ].join('');
  }

  trace(box: Box, index: number): string {
    const { variable, unit, lines } = this.#data.traces!;
    const trace = lines[index]!;
    const [low, high] = valueRange(this.#data);
    // All strips share one scale.
    const range = [low, high] as const;
    const place = (value: number): number => box.top + box.height * (1 - (value - low) / (high - low));
    const group = this.#data.groups.findIndex((g) => trace.cell >= g.first && trace.cell < g.first + g.count);
    const colour = this.#colours[group] ?? INK;
    const title = unit === '' || unit === '1' ? variable : `${variable} (${unit})`;
    return [
      path(tracePath(trace, range, box, this.#data), colour, 0.75, ' stroke-linejoin="round"'),
      axes(box, this.#fontSize, this.#timesOf(box), placedTicks(low, high, 3, place)),
      upright(1.3 * this.#fontSize, box.top + box.height / 2, title),
      this.#name(box, box.top + box.height / 2, `neuron ${trace.cell}`, colour),
    ].join('');
  }

  /** A name right of a panel in the colour of its curve. */
  #name(box: Box, y: number, name: string, colour: string): string {
    return label(box.left + box.width + 4, y + 0.35 * this.#fontSize, name, 'start', ` fill="${colour}"`);
  }

  #timesOf(box: Box): readonly FigureTick[] {
    return box === this.#last ? this.#times : this.#times.map(({ at }) => ({ at, text: '' }));
  }
}
