/** A plot as a figure for print: its legend, and under it the plot, in millimetres and points. */
import { escapeXml } from '../../numbers/xml.ts';
import { type Markup, markup } from './markup.ts';
import type { FigureSize } from './sizes.ts';

interface FigureKey {
  readonly name: string;
  /** The sample of a line or mark, in a box of 22 × 8 pixels. */
  readonly sample: Markup;
  /** The name as SVG text holds it. */
  readonly words: Markup;
}

/** A plot as it can be saved. */
export interface ChartPicture {
  /** What is seen, for those who cannot. */
  readonly name: string;
  /** A few words, of which the file's name is made. */
  readonly label: string;
  /** Stands over it, where its axes do not say what is seen. */
  readonly title?: Markup;
  readonly keys: readonly FigureKey[];
  /** The plot in a box of so many pixels, with type of 11 pixels. */
  draw(size: { readonly width: number; readonly height: number }): Markup;
}

/** Size of the type in plots, pixels. A plot is drawn in pixels and scaled until its type has the figure's points. */
const TYPE = 11;
const POINTS_PER_MM = 72 / 25.4;
/** Where plots begin, and of the legend: height of a line, width of a sample with its space, space after a name; pixels. */
const LEFT = 64;
const LINE = 16;
const SAMPLE = 28;
const SPACE = 16;

export interface FigureDocument {
  readonly svg: string;
  /** mm */
  readonly width: number;
  readonly height: number;
}

/** `colour` turns colours of style sheets into those of print. */
export function figureDocument(
  figure: ChartPicture,
  size: FigureSize,
  colour: (css: string) => string,
): FigureDocument {
  const perMm = (POINTS_PER_MM * TYPE) / size.type;
  const width = size.width * perMm;
  const places = legendPlaces(figure.keys, width);
  const head = figure.title === undefined ? 0 : LINE;
  const lines = places.length === 0 ? 0 : places.at(-1)!.line + 1;
  const top = head + lines * LINE + (head + lines === 0 ? 0 : 6);
  const height = round(top + size.plot * perMm);
  const millimetres = round(height / perMm);
  const legend = places.map(({ key, x, line, room }) => {
    const set = room === undefined ? '' : ` textLength="${round(room)}" lengthAdjust="spacingAndGlyphs"`;
    const words = `<text x="${SAMPLE}" y="8"${set}>${markup(key.words, colour)}</text>`;
    return `<g transform="translate(${round(x)} ${head + line * LINE + 6})">${markup(key.sample, colour)}${words}</g>`;
  });
  const box = `width="${size.width}mm" height="${millimetres}mm" viewBox="0 0 ${round(width)} ${height}"`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${box} font-family="Helvetica, Arial, sans-serif" font-size="${TYPE}" role="img">`,
    `<title>${escapeXml(figure.name)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    figure.title === undefined ? '' : `<text x="${LEFT}" y="${LINE}">${markup(figure.title, colour)}</text>`,
    `<g data-part="legend">${legend.join('')}</g>`,
    `<g transform="translate(0 ${top})">${markup(figure.draw({ width, height: size.plot * perMm }), colour)}</g>`,
    '</svg>\n',
  ];
  return { svg: svg.filter((part) => part !== '').join('\n'), width: size.width, height: millimetres };
}

interface LegendPlace {
  readonly key: FigureKey;
  /** Left end of its sample, pixels. */
  readonly x: number;
  readonly line: number;
  /** Width that its name is set in, where it would not fit. */
  readonly room: number | undefined;
}

/** The legend in lines over the plot. A letter of the widest faces is about 0.6 of its size wide; the reader's face is not known. */
function legendPlaces(keys: readonly FigureKey[], width: number): LegendPlace[] {
  const room = width - LEFT - 6;
  let [x, line] = [0, 0];
  return keys.map((key) => {
    const wide = SAMPLE + 0.6 * TYPE * key.name.length;
    if (x > 0 && x + wide > room) [x, line] = [0, line + 1];
    const place = { key, x: LEFT + x, line, room: wide > room ? room - SAMPLE : undefined };
    x += wide + SPACE;
    return place;
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;
