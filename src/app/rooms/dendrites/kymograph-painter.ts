/** Paints voltages along a path over time: a column of pixels for each time, a band for each compartment. */
import { Painter } from '../../plots/painter.ts';
import { gutter } from '../../plots/raster/axes.ts';
import type { FilmLog } from './film-log.ts';
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

  constructor(canvas: HTMLCanvasElement) {
    super(canvas, gutter);
  }

  show(look: KymographLook): void {
    this.#look = look;
    this.ask();
  }

  protected paint(): void {
    const { context } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const look = this.#look;
    if (look === undefined) return;
    const area = this.area();
    const [columns, lines] = [Math.round(area.width), Math.round(area.height)];
    if (columns < 1 || lines < 1) return;
    if (this.#dark !== look.dark) this.#mix(look.dark);
    const ink = this.#buffer.getContext('2d')!;
    this.#buffer.width = columns;
    this.#buffer.height = lines;
    const image = ink.createImageData(columns, lines);
    const pixels = new Uint32Array(image.data.buffer);
    const bands = bandsOf(look.along, lines);
    const { film, nodes, from, to, coldest, hottest } = look;
    for (let x = 0; x < columns; x++) {
      const row = film.rowAt(from + ((x + 0.5) / columns) * (to - from));
      if (row < 0) continue;
      let colour = 0;
      for (let y = 0, band = -1; y < lines; y++) {
        if (bands[y] !== band) {
          band = bands[y]!;
          colour = this.#colours[shadeOf(film.voltage(row, nodes[band]!), coldest, hottest)]!;
        }
        pixels[y * columns + x] = colour;
      }
    }
    ink.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#buffer, area.left, area.top, area.width, area.height);
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
function bandsOf(along: readonly number[], lines: number): Int32Array {
  const [low, high] = [along[0]!, along.at(-1)!];
  const bands = new Int32Array(lines);
  for (let y = lines - 1, k = 0; y >= 0; y--) {
    const distance = low + ((lines - y - 0.5) / lines) * (high - low);
    while (k + 1 < along.length && along[k + 1]! - distance <= distance - along[k]!) k++;
    bands[y] = k;
  }
  return bands;
}
