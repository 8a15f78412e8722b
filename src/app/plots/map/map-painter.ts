/** Keeps the map's canvas up to date. A frame costs what the squares cost, however long the run is. */

import { blend } from '../blend.ts';
import { Painter } from '../painter.ts';
import { groupColour, type Palette, palette, word } from '../palette.ts';
import { axisFont } from '../raster/axes.ts';
import type { RunPicture, RunView } from '../run-view.ts';
import { Activity } from './activity.ts';
import { MapLayout } from './layout.ts';

/** CSS pixels; the left one holds the names of the groups, as wide as the raster's axis. */
const edge = { left: 64, right: 8, top: 6, bottom: 6 } as const;
const shades = 64;
/** Device pixels from which on a square has a seam, and from which on a picked one is framed; a smaller one is darkened. */
const seamFrom = 4;
const frameFrom = 6;

/** Colours from a silent square to one that has just spiked. */
export function shadesOf(colour: string, ground: string): string[] {
  // The eye tells faint shades better than strong ones apart, so faint activity gets more of them.
  return Array.from({ length: shades }, (_, k) => blend(ground, colour, 0.1 + 0.9 * Math.sqrt(k / (shades - 1))));
}

export class MapPainter extends Painter {
  readonly #session: RunView;
  #layout: MapLayout | undefined;
  #activity: Activity | undefined;
  #record: RunPicture | undefined;
  #size = '';
  #image: ImageData | undefined;
  #pixels = new Uint32Array(0);
  /** Shade and mark that each square was last painted with; 255: not yet. */
  #painted = new Uint8Array(0);
  #marks = new Uint8Array(0);
  #marksOf: readonly number[] | undefined;
  #words: Uint32Array[] = [];
  #colours: Palette | undefined;
  /** The square that the keys are at. */
  cursor: number | undefined;

  constructor(canvas: HTMLCanvasElement, session: RunView) {
    super(canvas, edge);
    this.#session = session;
  }

  get layout(): MapLayout | undefined {
    return this.#layout;
  }
  get activity(): Activity | undefined {
    return this.#activity;
  }

  /** The square under a point of the data area, CSS pixels. */
  at(point: { readonly x: number; readonly y: number }): number | undefined {
    return this.#layout?.at(point.x * this.ratio, point.y * this.ratio);
  }

  /** Cells of the squares within a line drawn around them, CSS pixels of the data area. */
  within(inside: (x: number, y: number) => boolean): number[] {
    return this.#layout?.within((x, y) => inside(x / this.ratio, y / this.ratio)) ?? [];
  }

  /** Depends on all that the picture shows; run it in an effect. */
  follow(): void {
    const { record, view, chosen, picked, phase } = this.#session;
    void record.value?.version.value;
    void view.span.value;
    void view.pointer.value;
    void view.down.value;
    void palette.value;
    void chosen.value;
    void picked.value;
    void phase.value;
    this.ask();
  }

  /** The step whose activity is shown: the newest while it runs, else what the pointer or the window is at. */
  step(record: RunPicture): number {
    const { view, phase } = this.#session;
    if (phase.peek() === 'running') return record.steps;
    const time = view.pointer.peek() ?? view.span.peek().to;
    return Math.max(0, Math.min(record.steps, Math.round(time / record.dt)));
  }

  protected paint(): void {
    const record = this.#session.record.peek();
    const context = this.context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (record === undefined) return;
    this.#prepare(record);
    const layout = this.#layout!;
    if (layout.bins === 0) return;
    this.#activity!.show(record, this.step(record));
    this.#fill(layout);
    const area = this.area();
    const left = Math.round(area.left * this.ratio);
    const top = Math.round(area.top * this.ratio);
    context.putImageData(this.#image!, left, top);
    context.setTransform(1, 0, 0, 1, left, top);
    this.#rings(layout);
    this.#names(layout, left);
  }

  #prepare(record: RunPicture): void {
    const area = this.area();
    const width = Math.max(1, Math.round(area.width * this.ratio));
    const height = Math.max(1, Math.round(area.height * this.ratio));
    const down = this.#session.view.down.peek();
    const size = `${width} ${height} ${down}`;
    const colours = palette.peek();
    if (record !== this.#record || size !== this.#size) {
      this.#record = record;
      this.#size = size;
      const { cells } = record.description;
      const layout = new MapLayout(record.groups, cells, { width, height, ratio: this.ratio, down });
      this.#layout = layout;
      this.#activity = new Activity(layout);
      this.#image = new ImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      this.#painted = new Uint8Array(layout.bins).fill(255);
      this.#marks = new Uint8Array(layout.bins);
      this.#marksOf = undefined;
      this.#colours = undefined;
      if (this.cursor !== undefined) this.cursor = Math.max(0, Math.min(layout.bins - 1, this.cursor));
    }
    if (colours !== this.#colours) {
      this.#colours = colours;
      this.#words = this.#layout!.blocks.map(({ group }) => {
        const plain = shadesOf(groupColour(group, colours), colours.ground);
        return Uint32Array.from([...plain, ...plain.map((shade) => blend(shade, colours.text, 0.6))], word);
      });
      this.#painted.fill(255);
    }
    const chosen = this.#session.chosen.peek();
    if (chosen !== this.#marksOf) {
      this.#marksOf = chosen;
      this.#marks.fill(0);
      const { table, cells } = this.#layout!;
      for (const cell of chosen) if (cell < cells) this.#marks[table[cell]!] = 1;
    }
  }

  /** Repaints the squares whose shade or mark has changed. */
  #fill(layout: MapLayout): void {
    const { levels } = this.#activity!;
    const { side, columns } = layout;
    const width = this.#image!.width;
    const inner = side - (side >= seamFrom ? 1 : 0);
    const mark = word(this.#colours!.text);
    const framed = side >= frameFrom;
    const frame = Math.max(1, Math.round(Math.min(2, side / 8) * Math.min(2, this.ratio)));
    layout.blocks.forEach((block, b) => {
      const words = this.#words[b]!;
      for (let k = 0; k < block.bins; k++) {
        const bin = block.bin + k;
        const shade = Math.min(shades - 1, Math.floor(levels[bin]! * shades));
        const marked = this.#marks[bin]!;
        const state = shade + shades * marked;
        if (state === this.#painted[bin]) continue;
        this.#painted[bin] = state;
        const x = (k % columns) * side;
        const y = block.top + (block.rows - 1 - Math.floor(k / columns)) * side;
        // More cells than the picture has room for at all.
        if (y < 0) continue;
        this.#square(y * width + x, inner, width, words[framed ? shade : state]!);
        if (marked === 0 || !framed) continue;
        for (let j = 0; j < frame; j++) {
          this.#row((y + j) * width + x, inner, mark);
          this.#row((y + inner - 1 - j) * width + x, inner, mark);
          for (let i = 0; i < inner; i++) {
            this.#pixels[(y + i) * width + x + j] = mark;
            this.#pixels[(y + i) * width + x + inner - 1 - j] = mark;
          }
        }
      }
    });
  }

  #square(at: number, side: number, width: number, colour: number): void {
    for (let j = 0; j < side; j++) this.#row(at + j * width, side, colour);
  }

  #row(at: number, length: number, colour: number): void {
    for (let i = at; i < at + length; i++) this.#pixels[i] = colour;
  }

  /** Around the traced cells, and around the square that the keys are at. */
  #rings(layout: MapLayout): void {
    const context = this.context;
    const { text, ground } = this.#colours!;
    const { side, cells, table } = layout;
    const ring = (bin: number, radius: number) => {
      const { x, y } = layout.place(bin);
      const half = (side - (side >= seamFrom ? 1 : 0)) / 2;
      context.beginPath();
      context.arc(x + half, y + half, Math.max(radius * this.ratio, half * 1.2), 0, 2 * Math.PI);
      // A seam in the colour of the ground keeps the line apart from what it lies on.
      for (const [colour, line] of [
        [ground, 3.5],
        [text, 1.5],
      ] as const) {
        context.strokeStyle = colour;
        context.lineWidth = line * this.ratio;
        context.stroke();
      }
    };
    for (const cell of this.#session.picked.peek()) if (cell < cells) ring(table[cell]!, 5);
    if (this.cursor === undefined || !this.canvas.parentElement?.matches(':focus-visible')) return;
    const { x, y } = layout.place(this.cursor);
    const reach = 3 * this.ratio;
    for (const [colour, line] of [
      [ground, 4],
      [text, 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line * this.ratio;
      context.strokeRect(x - reach, y - reach, side + 2 * reach, side + 2 * reach);
    }
  }

  /** Beside each block; a block too low for its own name has none. */
  #names(layout: MapLayout, left: number): void {
    const context = this.context;
    const ratio = this.ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, Math.round(this.area().top * ratio));
    context.font = axisFont;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    const right = left / ratio - 8;
    let free = Number.POSITIVE_INFINITY;
    for (const { group, top, rows } of layout.blocks) {
      const middle = (top + (rows * layout.side) / 2) / ratio;
      if (middle > free - 12) continue;
      free = middle;
      context.fillStyle = this.#colours!.faint;
      context.fillText(cut(group?.name ?? 'others'), right, middle);
      context.fillStyle = groupColour(group, this.#colours!);
      context.fillRect(right + 5, top / ratio, 2, (rows * layout.side) / ratio);
    }
  }
}

const cut = (name: string): string => (name.length > 9 ? `${name.slice(0, 8)}…` : name);
