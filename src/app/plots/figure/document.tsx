/** A plot as a figure for print: its legend, and under it the plot, in millimetres and points. */
import { PlotWords } from '../../symbols/words.tsx';
import type { Curve } from '../chart/curve.ts';
import { SampleMarks } from '../chart/legend.tsx';
import { gutter } from '../time-axis.ts';
import { markup } from './markup.ts';
import type { FigureSize } from './sizes.ts';
import type { Figure } from './types.ts';

/** Size of the type in the page's plots, CSS pixels. A plot is drawn in such pixels and scaled until its type has the figure's points. */
const TYPE = 11;
const POINTS_PER_MM = 72 / 25.4;
/** Of the legend, CSS pixels. */
const LINE = 16;
const SAMPLE = 22;
const SPACE = 16;

interface FigureDocument {
  readonly svg: string;
  /** mm */
  readonly width: number;
  readonly height: number;
}

/** `colour` turns colours of the style sheet into those of print. */
export function figureDocument(figure: Figure, size: FigureSize, colour: (css: string) => string): FigureDocument {
  const perMm = (POINTS_PER_MM * TYPE) / size.type;
  const width = size.width * perMm;
  const places = legendPlaces(figure.keys, width);
  const head = figure.title === undefined ? 0 : LINE;
  const lines = places.length === 0 ? 0 : places.at(-1)!.line + 1;
  const top = head + lines * LINE + (head + lines === 0 ? 0 : 6);
  const height = round(top + size.plot * perMm);
  const millimetres = round(height / perMm);
  const svg = markup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={`${size.width}mm`}
      height={`${millimetres}mm`}
      viewBox={`0 0 ${round(width)} ${height}`}
      font-family="Helvetica, Arial, sans-serif"
      font-size={TYPE}
      role="img"
    >
      <title>{figure.name}</title>
      <rect width="100%" height="100%" fill="#ffffff" />
      {figure.title === undefined ? null : (
        <text x={gutter.left} y={LINE}>
          <PlotWords text={figure.title} />
        </text>
      )}
      <g data-part="legend">
        {places.map(({ curve, x, line, room }) => (
          <g key={curve.key} transform={`translate(${round(x)} ${head + line * LINE + 6})`}>
            <SampleMarks curve={curve} />
            <text
              x={SAMPLE + 6}
              y={8}
              {...(room === undefined ? {} : { textLength: round(room), lengthAdjust: 'spacingAndGlyphs' as const })}
            >
              <PlotWords text={curve.name} />
            </text>
          </g>
        ))}
      </g>
      <g transform={`translate(0 ${top})`}>{figure.draw({ width, height: size.plot * perMm })}</g>
    </svg>,
    colour,
  );
  return { svg: `${svg}\n`, width: size.width, height: millimetres };
}

interface LegendPlace {
  readonly curve: Curve;
  /** Left end of its sample, CSS pixels. */
  readonly x: number;
  readonly line: number;
  /** Width that its name is set in, where it would not fit. */
  readonly room: number | undefined;
}

/** The legend in lines over the plot. A letter of the widest faces is about 0.6 of its size wide; no font is asked, since the reader's is not known. */
function legendPlaces(keys: readonly Curve[], width: number): LegendPlace[] {
  const room = width - gutter.left - 6;
  let [x, line] = [0, 0];
  return keys.map((curve) => {
    const words = 0.6 * TYPE * curve.name.length;
    const wide = SAMPLE + 6 + words;
    if (x > 0 && x + wide > room) [x, line] = [0, line + 1];
    const place = {
      curve,
      x: gutter.left + x,
      line,
      room: wide > room ? room - SAMPLE - 6 : undefined,
    };
    x += wide + SPACE;
    return place;
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;
