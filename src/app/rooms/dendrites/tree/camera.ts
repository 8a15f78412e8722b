/** How a cell is looked at: turned about its upright axis, and closer. */
import type { CellPicture } from '../../../../studies/measure.ts';

/** The middle of a cell and how far it reaches from there, µm. */
export interface CellExtent {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Sideways whichever way it is turned, and up and down. */
  readonly aside: number;
  readonly up: number;
}

export function extentOf({ pieces }: Pick<CellPicture, 'pieces'>): CellExtent {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let k = 0; k < pieces.length; k += 4)
    for (let c = 0; c < 3; c++) {
      const value = pieces[k + c]!;
      const half = pieces[k + 3]! / 2;
      low[c] = Math.min(low[c]!, value - half);
      high[c] = Math.max(high[c]!, value + half);
    }
  const [x, y, z] = [0, 1, 2].map((c) => (low[c]! + high[c]!) / 2) as [number, number, number];
  let aside = 0;
  for (let k = 0; k < pieces.length; k += 4)
    aside = Math.max(aside, Math.hypot(pieces[k]! - x, pieces[k + 2]! - z) + pieces[k + 3]! / 2);
  return { x, y, z, aside, up: (high[1]! - low[1]!) / 2 };
}

export interface Camera {
  /** Degrees. */
  readonly turn: number;
  /** 1 shows the whole cell. */
  readonly zoom: number;
  /** The point of the picture that is in the middle, µm from the middle of the cell. */
  readonly across: number;
  readonly along: number;
}

export const straight: Camera = { turn: 0, zoom: 1, across: 0, along: 0 };
const mostZoom = 60;

/** Pixels per µm where the whole cell fits a width and a height, times the zoom. */
export const scaleOf = (extent: CellExtent, { zoom }: Camera, width: number, height: number): number =>
  zoom * Math.min(width / (2 * extent.aside), height / (2 * extent.up), 40);

/** Closer by a factor, so that the point at these pixels from the middle stays where it is. */
export function zoomed(camera: Camera, factor: number, scale: number, at: { x: number; y: number }): Camera {
  const zoom = Math.max(1, Math.min(mostZoom, camera.zoom * factor));
  if (zoom === 1) return { ...camera, zoom, across: 0, along: 0 };
  const real = zoom / camera.zoom;
  const shift = (1 - 1 / real) / scale;
  return { ...camera, zoom, across: camera.across + at.x * shift, along: camera.along - at.y * shift };
}

/** The least of 1, 2, 5 × 10ⁿ µm that is a third of `most` pixels at least and `most` at most. */
export function barOf(scale: number, most: number): number {
  const longest = most / scale;
  const power = 10 ** Math.floor(Math.log10(longest));
  return power * (longest / power >= 5 ? 5 : longest / power >= 2 ? 2 : 1);
}
