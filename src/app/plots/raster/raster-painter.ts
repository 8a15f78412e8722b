/** Keeps the raster's canvas up to date: appends what came, starts over when the window, the size or the colours change. */
import type { ReadonlySignal } from '@preact/signals';
import type { Area } from '../gestures.ts';
import { Painter } from '../painter.ts';
import { groupColour, type Palette, word } from '../palette.ts';
import type { RunPicture, RunView } from '../run-view.ts';
import { gutter } from '../time-axis.ts';
import { followLimit, type Span } from '../time-view.ts';
import { drawAxes } from './axes.ts';
import { density, fullAt, keptFull } from './shade.ts';
import { Strip, type StripShape } from './strip.ts';

/** Spikes drawn in one frame; more are drawn in the next. About 5 ms. */
const perFrame = 400_000;
/** CSS pixels per cell from which on spikes are ticks. */
export const tickRoom = 4;
/** Spikes per cell and ms at 40 Hz. */
const usualRate = 0.04;

export class RasterPainter extends Painter {
  readonly #session: RunView;
  readonly #title: string;
  readonly #traced: boolean;
  readonly #palette: ReadonlySignal<Palette>;
  #strip: Strip | undefined;
  /** What the strip was made from; another value means a new strip. */
  #key = '';
  #record: RunPicture | undefined;
  /** First spike not yet drawn. */
  #next = 0;
  /** Spikes on a pixel from which on it has its full colour. */
  #full = 1;

  /** `title`: of the axis of cells. `traced`: whether cells that are traced are marked. */
  constructor(
    canvas: HTMLCanvasElement,
    session: RunView,
    palette: ReadonlySignal<Palette>,
    title: string,
    traced: boolean,
  ) {
    super(canvas, gutter);
    this.#session = session;
    this.#palette = palette;
    this.#title = title;
    this.#traced = traced;
  }

  /** Depends on all that the picture shows; run it in an effect. */
  follow(): void {
    const record = this.#session.record.value;
    void record?.version.value;
    const { view } = this.#session;
    void view.span.value;
    void view.cells.value;
    void this.#palette.value;
    void this.#session.chosen.value;
    void this.#session.picked.value;
    this.ask();
  }

  protected paint(): void {
    const { view } = this.#session;
    const record = this.#session.record.peek();
    const context = this.context;
    const ratio = this.ratio;
    const area = this.area();
    const span = view.span.peek();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const left = Math.round(area.left * ratio);
    const top = Math.round(area.top * ratio);
    if (record !== undefined) {
      const strip = this.#stripFor(record);
      strip.advance(view.now.peek());
      this.#draw(strip, record);
      strip.flush();
      strip.show(context, left, top, span.to);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawAxes(context, {
      width: this.width,
      height: this.height,
      span,
      cells: view.cells.peek(),
      named: record?.named ?? false,
      groups: record?.groups ?? [],
      chosen: this.#session.chosen.peek(),
      traced: this.#traced ? this.#session.picked.peek() : [],
      palette: this.#palette.peek(),
      title: this.#title,
    });
  }

  #draw(strip: Strip, record: RunPicture): void {
    const { spikes, dt } = record;
    const { follow, span } = strip.shape;
    // Spikes beyond a window that stands still are not drawn, and those before a moving one are gone already.
    const end = follow ? spikes.count : spikes.place(Math.ceil(span.to / dt) + 1);
    if (follow)
      this.#next = Math.max(this.#next, spikes.place(Math.floor((this.#session.view.now.peek() - followLimit) / dt)));
    const stop = Math.min(end, this.#next + perFrame);
    if (stop > this.#next) strip.paint(spikes.spikes(this.#next, stop));
    this.#next = Math.max(this.#next, stop);
    if (stop < end) this.ask();
  }

  #stripFor(record: RunPicture): Strip {
    const { view } = this.#session;
    const area = this.area();
    const colours = this.#palette.peek();
    const cells = view.cells.peek();
    const follow = view.chosen.peek() === undefined && view.until.peek() > followLimit;
    const span = follow ? { from: 0, to: followLimit } : view.span.peek();
    const width = Math.max(1, Math.round(area.width * this.ratio));
    const height = Math.max(1, Math.round(area.height * this.ratio));
    const mark = this.#mark(span, cells, area, record.dt);
    this.#full = keptFull(this.#full, fullAt(density(record, span, cells, area) * (mark.dot / this.ratio) ** 2));
    const shape: StripShape = {
      width,
      height,
      ...mark,
      full: this.#full,
      dt: record.dt,
      span,
      cells,
      follow,
    };
    const key = JSON.stringify([shape, colours, record.epoch]);
    if (this.#strip !== undefined && key === this.#key && record === this.#record) return this.#strip;
    const words = [...record.groups.map((g) => word(groupColour(g, colours))), word(colours.other)];
    const table = new Uint32Array(256).fill(words.at(-1)!);
    table.set(words.slice(0, 255));
    this.#strip = new Strip(shape, record.table, table);
    this.#key = key;
    this.#record = record;
    this.#next = follow ? 0 : record.spikes.place(Math.floor(span.from / record.dt) - 1);
    return this.#strip;
  }

  /** A spike's mark, device pixels: 1–2 CSS pixels in a crowd, larger where there is room, upright ticks where cells are far apart. */
  #mark(span: Span, cells: Span, area: Area, dt: number): { dot: number; tall: number } {
    const perStep = (area.width / (span.to - span.from)) * dt;
    const perCell = area.height / (cells.to - cells.from);
    // Two pixels while they leave most of the ground free at a usual rate.
    const covered = ((4 * (cells.to - cells.from) * (span.to - span.from)) / (area.width * area.height)) * usualRate;
    const room = Math.min(perStep, perCell);
    const side = room > 6 ? 5 : room > 3 ? 3 : covered < 0.4 ? 2 : 1;
    const tall = perCell > tickRoom ? Math.min(24, 0.6 * perCell) : side;
    return { dot: Math.max(1, Math.round(side * this.ratio)), tall: Math.max(1, Math.round(tall * this.ratio)) };
  }
}
