/** Paints a cell, each compartment in the colour of its voltage, with what is put on it. */
import type { CellPicture, Stimulus } from '../../../../studies/measure.ts';
import { Painter } from '../../../plots/painter.ts';
import type { Palette } from '../../../plots/palette.ts';
import { type Camera, type CellExtent, extentOf, scaleOf, straight } from './camera.ts';
import { shade, shadeOf, shades } from './shades.ts';

const edge = { left: 16, right: 16, top: 14, bottom: 34 } as const;
/** Half the width of the thinnest branch, CSS pixels. */
const thinnest = 0.7;
/** A press within so many CSS pixels of a branch means it. */
const reach = 24;

export interface TreeLook {
  readonly picture: CellPicture;
  readonly voltages: Float32Array | undefined;
  readonly coldest: number;
  readonly hottest: number;
  readonly camera: Camera;
  /** The node that was chosen, and those whose voltages are drawn with their colours. */
  readonly site: number;
  readonly probes: readonly { readonly node: number; readonly colour: string }[];
  readonly stimuli: readonly (Pick<Stimulus, 'kind'> & { readonly node: number })[];
  readonly palette: Palette;
  readonly dark: boolean;
}

export class TreePainter extends Painter {
  #look: TreeLook | undefined;
  #extent: CellExtent = { x: 0, y: 0, z: 0, aside: 1, up: 1 };
  /** Of each piece: both ends on the middle line, CSS pixels, and half the width there. */
  #lines = new Float32Array(0);
  /** What the lines were made for. */
  #key: unknown[] = [];
  /** Of each node a piece in its middle; −1 where it has none. */
  #pieceOf = new Int32Array(0);
  /** Pieces of one shade one after another. */
  readonly #first = new Int32Array(shades);
  #next = new Int32Array(0);

  constructor(canvas: HTMLCanvasElement) {
    super(canvas, edge);
  }

  show(look: TreeLook): void {
    if (look.picture !== this.#look?.picture) this.#adopt(look.picture);
    this.#look = look;
    this.ask();
  }

  /** Pixels per µm. */
  get scale(): number {
    const { width, height } = this.area();
    return scaleOf(this.#extent, this.#look?.camera ?? straight, width, height);
  }

  /** The node whose branch is near a point of the canvas, CSS pixels. */
  nodeAt(x: number, y: number): number | undefined {
    const look = this.#look;
    if (look === undefined) return undefined;
    this.#project(look);
    let [best, least] = [-1, reach];
    for (let k = 0; k < look.picture.nodes.length; k++) {
      const d = this.#distance(k, x, y);
      if (d < least) [best, least] = [k, d];
    }
    return best < 0 ? undefined : look.picture.nodes[best];
  }

  /** Where a node is on the canvas, CSS pixels. */
  placeOf(node: number): { x: number; y: number } | undefined {
    const look = this.#look;
    const piece = this.#pieceOf[node] ?? -1;
    if (look === undefined || piece < 0) return undefined;
    this.#project(look);
    const at = 6 * piece;
    return {
      x: (this.#lines[at]! + this.#lines[at + 3]!) / 2,
      y: (this.#lines[at + 1]! + this.#lines[at + 4]!) / 2,
    };
  }

  #adopt(picture: CellPicture): void {
    this.#extent = extentOf(picture);
    const { nodes, parents } = picture;
    const lasts = new Int32Array(parents.length).fill(-1);
    this.#pieceOf = new Int32Array(parents.length).fill(-1);
    nodes.forEach((node, k) => {
      if (this.#pieceOf[node] === -1) this.#pieceOf[node] = k;
      lasts[node] = k;
    });
    // The middle of the pieces of a node, which follow one another.
    this.#pieceOf.forEach((first, node) => {
      if (first >= 0) this.#pieceOf[node] = (first + lasts[node]!) >> 1;
    });
    this.#next = new Int32Array(nodes.length);
    this.#lines = new Float32Array(6 * nodes.length);
    this.#key = [];
  }

  #distance(piece: number, x: number, y: number): number {
    const at = 6 * piece;
    const [x0, y0, h0] = [this.#lines[at]!, this.#lines[at + 1]!, this.#lines[at + 2]!];
    const [x1, y1, h1] = [this.#lines[at + 3]!, this.#lines[at + 4]!, this.#lines[at + 5]!];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
    return Math.max(0, Math.hypot(x - x0 - share * dx, y - y0 - share * dy) - Math.max(h0, h1));
  }

  #project({ picture, camera }: TreeLook): void {
    const key = [picture, camera, this.width, this.height];
    if (key.every((part, k) => part === this.#key[k])) return;
    this.#key = key;
    const { left, top, width, height } = this.area();
    const scale = scaleOf(this.#extent, camera, width, height);
    const angle = (camera.turn * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const { pieces } = picture;
    const middle = { x: left + width / 2, y: top + height / 2 };
    for (let k = 0, at = 0; k < pieces.length; k += 4, at += 3) {
      const [x, y, z] = [pieces[k]! - this.#extent.x, pieces[k + 1]! - this.#extent.y, pieces[k + 2]! - this.#extent.z];
      this.#lines[at] = middle.x + scale * (x * cos + z * sin - camera.across);
      this.#lines[at + 1] = middle.y - scale * (y - camera.along);
      this.#lines[at + 2] = Math.max(thinnest, (scale * pieces[k + 3]!) / 2);
    }
  }

  protected paint(): void {
    const { context } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const look = this.#look;
    if (look === undefined) return;
    this.#project(look);
    this.#sort(look);
    for (let s = 0; s < shades; s++) {
      if (this.#first[s]! < 0) continue;
      context.fillStyle = look.voltages === undefined ? look.palette.other : shade((s + 0.5) / shades, look.dark);
      context.beginPath();
      for (let k = this.#first[s]!; k >= 0; k = this.#next[k]!) this.#trace(k, look.picture.balls[k] === 1);
      context.fill();
    }
    this.#marks(look);
  }

  #sort({ picture, voltages, coldest, hottest }: TreeLook): void {
    this.#first.fill(-1);
    const { nodes } = picture;
    for (let k = nodes.length - 1; k >= 0; k--) {
      const s = voltages === undefined ? 0 : shadeOf(voltages[nodes[k]!]!, coldest, hottest);
      this.#next[k] = this.#first[s]!;
      this.#first[s] = k;
    }
  }

  #trace(piece: number, ball: boolean): void {
    const { context } = this;
    const at = 6 * piece;
    const [x0, y0, h0] = [this.#lines[at]!, this.#lines[at + 1]!, this.#lines[at + 2]!];
    const [x1, y1, h1] = [this.#lines[at + 3]!, this.#lines[at + 4]!, this.#lines[at + 5]!];
    if (ball) {
      const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
      context.moveTo(x + h0, y);
      context.arc(x, y, h0, 0, 2 * Math.PI);
      return;
    }
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    const [nx, ny] = [(y0 - y1) / length, (x1 - x0) / length];
    context.moveTo(x0 + nx * h0, y0 + ny * h0);
    context.lineTo(x1 + nx * h1, y1 + ny * h1);
    context.lineTo(x1 - nx * h1, y1 - ny * h1);
    context.lineTo(x0 - nx * h0, y0 - ny * h0);
    context.closePath();
  }

  /** Rings where voltages are drawn, a cross of hairs at the chosen place, and signs of what is put there. */
  #marks({ probes, stimuli, site, palette }: TreeLook): void {
    const { context } = this;
    context.lineWidth = 2;
    for (const { node, colour } of probes) {
      const at = this.placeOf(node);
      if (at === undefined) continue;
      context.strokeStyle = colour;
      context.beginPath();
      context.arc(at.x, at.y, 6, 0, 2 * Math.PI);
      context.stroke();
    }
    for (const { node, kind } of stimuli) {
      const at = this.placeOf(node);
      if (at === undefined) continue;
      const colour = { current: palette.text, excite: palette.excitatory, inhibit: palette.inhibitory }[kind];
      context.fillStyle = colour;
      context.strokeStyle = palette.ground;
      context.lineWidth = 1;
      context.beginPath();
      // Currents come as an arrow, synapses sit as a wedge on either side.
      const [x, y] = kind === 'inhibit' ? [at.x - 8, at.y] : [at.x + 8, at.y];
      const toward = kind === 'inhibit' ? 1 : -1;
      context.moveTo(x, y);
      context.lineTo(x - toward * 11, y - 6);
      context.lineTo(x - toward * (kind === 'current' ? 7 : 11), y);
      context.lineTo(x - toward * 11, y + 6);
      context.closePath();
      context.fill();
      context.stroke();
    }
    const here = this.placeOf(site);
    if (here === undefined) return;
    context.strokeStyle = palette.text;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(here.x + 9 * dx, here.y + 9 * dy);
      context.lineTo(here.x + 15 * dx, here.y + 15 * dy);
    }
    context.stroke();
  }
}
