/** What the page and the frame that draws the raster at rest say to each other. */

export interface FrameRequest {
  /** Numbered upwards; the answer repeats it. */
  readonly request: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Background and one colour per group, as '#rrggbb'. */
  readonly ground: string;
  readonly colours: readonly string[];
  /** The dots, in [−1, 1]² over the whole run and all cells; left out where they are the same as before. */
  readonly points?: { readonly x: Float32Array; readonly y: Float32Array; readonly group: Float32Array };
  /** CSS pixels. */
  readonly pointSize: number;
  /** 4×4 matrix, column by column, that maps the window onto the canvas. */
  readonly camera: readonly number[];
}

export type FrameAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'drawn'; readonly request: number }
  /** No WebGL here: the painted raster stays. */
  | { readonly kind: 'absent' };
