/** Paints voltages along a path over time: a column of pixels for each time, a band for each compartment. */
import type { FilmLog } from '../../../studies/measure.ts';
import { Painter } from '../../plots/painter.ts';
import { gutter } from '../../plots/time-axis.ts';
import { shade, shadeOf, shades } from './tree/shades.ts';

interface KymographLook {
  readonly film: FilmLog;
  /** From the soma outwards, and how far each is from there, µm. */
  readonly nodes: readonly number[];
  readonly along: readonly number[];
  /** ms */
  readonly from: number;
  readonly to: number;
  /** mV */
  readonly coldest: number;
  readonly hottest: number;
  readonly dark: boolean;
}

export class KymographPainter extends Painter {
  readonly #buffer = document.createElement('canvas');
  #look: KymographLook | undefined;
  #colours = new Uint32Array(0);
  #dark: boolean | undefined;
  #image: ImageData | undefined;
  #bands = new Int32Array(0);
  /** What the columns before `#painted` show. */
  #key = '';
  #painted = 0;

  constructor(canvas: HTMLCanvasElement) {
    super(canvas, gutter);
  }

  show(look: KymographLook): void {
    this.#look = look;
    this.ask();
  }

  override resize(): void {
    // The canvas is empty again.
    this.#key = '';
    super.resize();
  }

  /** While only time advances, only the columns that are new. */
  protected paint(): void {
    const look = this.#look;
    const area = this.area();
    const [columns, lines] = [Math.round(area.width), Math.round(area.height)];
    if (look === undefined || columns < 1 || lines < 1) return;
    const { film, nodes, along, from, to, coldest, hottest, dark } = look;
    const { context } = this;
    const ink = this.#buffer.getContext('2d')!;
    const key = [film.edition, nodes.length, nodes.at(-1), from, to, coldest, hottest, dark, columns, lines].join(' ');
    if (key !== this.#key || this.#image === undefined) {
      if (this.#dark !== dark) this.#mix(dark);
      this.#key = key;
      this.#painted = 0;
      this.#buffer.width = columns;
      this.#buffer.height = lines;
      this.#image = ink.createImageData(columns, lines);
      this.#bands = bandsOf(along, lines);
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, this.width, this.height);
      context.imageSmoothingEnabled = false;
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    // The last column may have been of a row half an interval away.
    const first = Math.max(0, this.#painted - 1);
    let x = first;
    for (; x < columns; x++) {
      const row = film.rowAt(from + ((x + 0.5) / columns) * (to - from));
      if (row < 0) break;
      let colour = 0;
      for (let y = 0, band = -1; y < lines; y++) {
        if (this.#bands[y] !== band) {
          band = this.#bands[y]!;
          colour = this.#colours[shadeOf(film.voltage(row, nodes[band]!), coldest, hottest)]!;
        }
        pixels[y * columns + x] = colour;
      }
    }
    this.#painted = x;
    if (x === first) return;
    ink.putImageData(this.#image, 0, 0, first, 0, x - first, lines);
    const wide = area.width / columns;
    context.drawImage(
      this.#buffer,
      first,
      0,
      x - first,
      lines,
      area.left + first * wide,
      area.top,
      (x - first) * wide,
      area.height,
    );
  }

  /** The shades as pixels: their bytes, in whichever order this machine keeps them. */
  #mix(dark: boolean): void {
    this.#dark = dark;
    const ink = this.#buffer.getContext('2d', { willReadFrequently: true })!;
    this.#buffer.width = shades;
    this.#buffer.height = 1;
    for (let s = 0; s < shades; s++) {
      ink.fillStyle = shade((s + 0.5) / shades, dark);
      ink.fillRect(s, 0, 1, 1);
    }
    this.#colours = new Uint32Array(ink.getImageData(0, 0, shades, 1).data.buffer.slice(0));
  }
}

/** Which compartment each line of pixels shows, the farthest on top: that whose centre is nearest. */
function bandsOf(along: readonly number[], lines: number): Int32Array<ArrayBuffer> {
  const [low, high] = [along[0]!, along.at(-1)!];
  const bands = new Int32Array(lines);
  for (let y = lines - 1, k = 0; y >= 0; y--) {
    const distance = low + ((lines - y - 0.5) / lines) * (high - low);
    while (k + 1 < along.length && along[k + 1]! - distance <= distance - along[k]!) k++;
    bands[y] = k;
  }
  return bands;
}
