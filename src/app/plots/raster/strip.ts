/**
 * The raster's dots on an ImageData, appended column by column. While the view follows the run the image is a ring: column c shows times
 * with ⌊t·scale⌋ mod width = c, so that new spikes cost what they cost and nothing else is ever drawn again.
 */
import type { SpikeBlock } from '../../../index.ts';
import { type Rows, rowAt } from '../rows.ts';
import type { Span } from '../time-view.ts';
import { opacity } from './shade.ts';

export interface StripShape {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Width and height of a spike's mark, device pixels: a dot, or a tick where there are few cells. */
  readonly dot: number;
  readonly tall: number;
  /** Spikes on a pixel from which on it has its full colour. */
  readonly full: number;
  /** ms per step. */
  readonly dt: number;
  /** ms. */
  readonly span: Span;
  readonly cells: Rows;
  /** Whether the span moves with the run. */
  readonly follow: boolean;
}

export class Strip {
  readonly canvas: HTMLCanvasElement | OffscreenCanvas;
  readonly #context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  #image: ImageData;
  #pixels: Uint32Array;
  #shape: StripShape;
  /** Colour of each cell's group, then of cells outside all groups; RGBA words. */
  #colours: Uint32Array;
  #groups: Uint8Array;
  /** Spikes on each pixel up to `full`, where one alone does not fill it, and the opacity of each number. */
  readonly #counts: Uint8Array | undefined;
  readonly #opacities: Uint8Array;
  /** First column not yet cleared for new spikes, counted from t = 0. */
  #cleared = 0;
  /** Columns touched since the last flush. */
  #dirtyFrom = Number.POSITIVE_INFINITY;
  #dirtyTo = Number.NEGATIVE_INFINITY;

  constructor(shape: StripShape, groups: Uint8Array, colours: Uint32Array) {
    this.canvas = new OffscreenCanvas(shape.width, shape.height);
    this.#context = this.canvas.getContext('2d')!;
    this.#image = new ImageData(shape.width, shape.height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#shape = shape;
    this.#groups = groups;
    this.#colours = colours;
    const { full } = shape;
    this.#counts = full > 1 ? new Uint8Array(this.#pixels.length) : undefined;
    this.#opacities = Uint8Array.from({ length: full + 1 }, (_, n) => opacity(n, full));
    this.#cleared = this.#column(shape.span.to);
  }

  get shape(): StripShape {
    return this.#shape;
  }

  /** Device pixels per ms. */
  get scale(): number {
    return this.#shape.width / (this.#shape.span.to - this.#shape.span.from);
  }

  #column(time: number): number {
    const origin = this.#shape.follow ? 0 : this.#shape.span.from;
    return Math.floor((time - origin) * this.scale);
  }

  /** Makes room up to time `to` (ms): the columns that come into sight are cleared. */
  advance(to: number): void {
    const { width, height, follow } = this.#shape;
    if (!follow) return;
    const end = this.#column(to) + this.#shape.dot;
    if (end <= this.#cleared) return;
    const from = Math.max(this.#cleared, end - width);
    for (let column = from; column < end; column++) {
      const x = column % width;
      for (let at = x; at < width * height; at += width) {
        this.#pixels[at] = 0;
        if (this.#counts !== undefined) this.#counts[at] = 0;
      }
      this.#touch(column);
    }
    this.#cleared = end;
  }

  /** Draws spikes number `from` to `to` of a block. */
  paint(spikes: SpikeBlock, from = 0, to = spikes.steps.length): void {
    const { width, height, dot, tall, dt, span, cells, follow } = this.#shape;
    const { steps, cells: who } = spikes;
    const scale = this.scale;
    const origin = follow ? 0 : span.from;
    const pixels = this.#pixels;
    const counts = this.#counts;
    const half = (dot - 1) >> 1;
    for (let k = from; k < to; k++) {
      const cell = who[k]!;
      const column = Math.floor((steps[k]! * dt - origin) * scale) - (follow ? 0 : half);
      if (!follow && (column <= -dot || column >= width)) continue;
      const middle = rowAt(cell + 0.5, cells, height);
      if (middle < 0 || middle > height) continue;
      const top = Math.floor(middle) - ((tall - 1) >> 1);
      const colour = this.#colours[this.#groups[cell] ?? 0]!;
      for (let i = 0; i < dot; i++) {
        const c = column + i;
        if (!follow && (c < 0 || c >= width)) continue;
        const x = follow ? c % width : c;
        for (let j = 0; j < tall; j++) {
          const y = top + j;
          if (y >= 0 && y < height)
            pixels[y * width + x] = counts === undefined ? colour : this.#shaded(y * width + x, colour);
        }
      }
      this.#touch(column);
      this.#touch(column + dot - 1);
    }
  }

  /** The colour of a pixel with one spike more. */
  #shaded(at: number, colour: number): number {
    const count = Math.min(this.#shape.full, this.#counts![at]! + 1);
    this.#counts![at] = count;
    return ((colour & 0xff_ff_ff) | (this.#opacities[count]! << 24)) >>> 0;
  }

  #touch(column: number): void {
    if (column < this.#dirtyFrom) this.#dirtyFrom = column;
    if (column > this.#dirtyTo) this.#dirtyTo = column;
  }

  /** Sends the touched columns to the canvas. */
  flush(): void {
    if (this.#dirtyTo < this.#dirtyFrom) return;
    const { width, height, follow } = this.#shape;
    const from = follow ? this.#dirtyFrom : Math.max(0, this.#dirtyFrom);
    const count = Math.min(width, this.#dirtyTo - from + 1);
    if (count > 0) {
      const x = from % width;
      const first = Math.min(count, width - x);
      this.#context.putImageData(this.#image, 0, 0, x, 0, first, height);
      if (first < count) this.#context.putImageData(this.#image, 0, 0, 0, 0, count - first, height);
    }
    this.#dirtyFrom = Number.POSITIVE_INFINITY;
    this.#dirtyTo = Number.NEGATIVE_INFINITY;
  }

  /** Copies the visible stretch onto `target` at (left, top); `right` is the time at the right edge, ms. Device pixels. */
  show(target: CanvasRenderingContext2D, left: number, top: number, right: number): void {
    const { width, height, follow } = this.#shape;
    if (!follow) {
      target.drawImage(this.canvas, left, top);
      return;
    }
    const end = Math.round(right * this.scale);
    const split = ((end % width) + width) % width;
    if (split < width) target.drawImage(this.canvas, split, 0, width - split, height, left, top, width - split, height);
    if (split > 0) target.drawImage(this.canvas, 0, 0, split, height, left + width - split, top, split, height);
  }
}
