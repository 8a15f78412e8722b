/** uPlot as a picture of lines under the page's one time axis: it draws, the page's gestures do the rest. */
import uPlot from 'uplot';
import { tickLabel, ticks } from '../../numbers/ticks.ts';
import type { Area } from './gestures.ts';
import type { Palette } from './palette.ts';
import { axisFont } from './raster/axes.ts';
import { gutter, timeLabel } from './time-axis.ts';
import type { Span } from './time-view.ts';

interface Line {
  readonly colour: string;
  readonly dash?: readonly number[];
}

export interface LinePlotShape {
  /** 'Hz' */
  readonly title: string;
  readonly lines: readonly Line[];
  /** Whether the time axis is labelled. */
  readonly timeAxis: boolean;
  readonly palette: Palette;
  /** Nothing is drawn for values that are null. */
  readonly low: number;
  readonly high: number;
}

/** What is drawn over the lines: in CSS pixels, the room above them that it needs, and how. */
export interface Overdrawing {
  readonly room: number;
  draw(plot: uPlot): void;
}

const bottomPlain = 6;

export class LinePlot {
  readonly #holder: HTMLElement;
  #plot: uPlot | undefined;
  #key = '';
  #timeAxis = false;
  #over: Overdrawing | undefined;
  /** Of the holder, CSS pixels; measured when it changes, since asking forces a layout. */
  #width = 0;
  #height = 0;

  constructor(holder: HTMLElement) {
    this.#holder = holder;
  }

  /** The data area, CSS pixels. */
  area(): Area {
    const bottom = this.#timeAxis ? gutter.bottom : bottomPlain;
    return {
      left: gutter.left,
      top: gutter.top,
      width: Math.max(1, this.#width - gutter.left - gutter.right),
      height: Math.max(1, this.#height - gutter.top - bottom),
    };
  }

  resize(): void {
    this.#width = this.#holder.clientWidth;
    this.#height = this.#holder.clientHeight;
  }

  /** data[0] holds times in ms, the others one line each; null where a line has a gap. */
  draw(shape: LinePlotShape, span: Span, data: uPlot.AlignedData, over?: Overdrawing): void {
    const width = this.#width;
    const height = this.#height;
    if (width === 0 || height === 0) return;
    this.#timeAxis = shape.timeAxis;
    this.#over = over;
    const room = over?.room ?? 0;
    const above = ((shape.high - shape.low) * room) / Math.max(room, this.area().height - room, 1);
    const key = JSON.stringify([shape.title, shape.lines, shape.timeAxis, shape.palette]);
    if (this.#plot === undefined || key !== this.#key) {
      this.#plot?.destroy();
      this.#plot = this.#create(shape, width, height, data);
      this.#key = key;
    }
    const plot = this.#plot;
    if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale('x', { min: span.from, max: span.to });
      plot.setScale('y', { min: shape.low, max: shape.high + above });
    });
  }

  dispose(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #create(shape: LinePlotShape, width: number, height: number, data: uPlot.AlignedData): uPlot {
    const { palette } = shape;
    const axis = { stroke: palette.faint, font: axisFont, labelFont: axisFont, grid: { show: false } } as const;
    const marks = { stroke: palette.line, width: 1, size: 4 };
    return new uPlot(
      {
        width,
        height,
        hooks: { draw: [(plot) => this.#over?.draw(plot)] },
        padding: [gutter.top, gutter.right, shape.timeAxis ? 0 : bottomPlain, 0],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: { x: { time: false, auto: false }, y: { auto: false } },
        axes: [
          {
            ...axis,
            show: shape.timeAxis,
            ticks: marks,
            border: { show: true, stroke: palette.line, width: 1 },
            size: gutter.bottom,
            gap: 2,
            space: 90,
            splits: (_, __, low, high) => ticks(low, high, (this.area().width || 1) / 90),
            values: (_, splits) =>
              splits.map((v, k) => timeLabel(v, (splits[1] ?? 1) - (splits[0] ?? 0), k === splits.length - 1)),
          },
          {
            ...axis,
            ticks: marks,
            border: { show: true, stroke: palette.line, width: 1 },
            size: gutter.left - 16,
            gap: 3,
            label: shape.title,
            labelSize: 16,
            labelGap: 0,
            splits: (_, __, low, high) => ticks(low, high, this.area().height / 26),
            values: (_, splits) => splits.map((v) => tickLabel(v, (splits[1] ?? 1) - (splits[0] ?? 0))),
          },
        ],
        series: [
          {},
          ...shape.lines.map((line) => ({
            stroke: line.colour,
            width: 1.5,
            points: { show: false },
            spanGaps: false,
            ...(line.dash === undefined ? {} : { dash: [...line.dash] }),
          })),
        ],
      },
      data,
      this.#holder,
    );
  }
}
