/** SVG → PNG, in a page: it needs the browser's own painter. */

import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';

/** What a page's window has and workers and Node have not: an image that decodes SVG. */
interface WindowImage {
  readonly Image?: new (width: number, height: number) => ImageBitmap & { src: string; decode(): Promise<void> };
}

/**
 * The bytes of a PNG of `width` × `height` millimetres at `dpi` dots per inch. For a window's main thread, since workers load no SVG.
 * Throws a UserError outside a window, where the browser cannot draw it, or where the picture would be too large.
 */
export async function svgToPng(
  svg: string,
  width: number,
  height: number,
  dpi = 300,
  ...more: undefined[]
): Promise<Uint8Array<ArrayBuffer>> {
  noMore('svgToPng', 'an SVG, a width, a height and a resolution', more);
  const columns = Math.round((width / 25.4) * dpi);
  const rows = Math.round((height / 25.4) * dpi);
  if (!(columns >= 1 && rows >= 1 && columns * rows <= 1e8))
    throw new UserError(`A picture of ${columns} × ${rows} dots cannot be drawn; choose fewer dots per inch.`);
  const { Image } = globalThis as WindowImage;
  if (!Image)
    throw new UserError('A PNG is drawn by a browser window, which is not here; save the figure as SVG instead.');
  // A data address: the page's content-security policy allows images of 'self' and data.
  const image = new Image(columns, rows);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    throw new UserError('This browser could not draw the figure; save it as SVG instead.');
  }
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new UserError('This browser gave no canvas to draw on; save the figure as SVG instead.');
  // Paper is opaque, also where rounding leaves a part of a dot free.
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, columns, rows);
  context.drawImage(image, 0, 0, columns, rows);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return withDensity(new Uint8Array(await blob.arrayBuffer()), dpi);
}

/** Length of PNG's signature and its first chunk, IHDR. */
const HEADER = 33;

/** The same PNG with a pHYs chunk, so that programs know its size on paper. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, HEADER));
  out.set(chunk, HEADER);
  out.set(png.subarray(HEADER), HEADER + chunk.length);
  return out;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
