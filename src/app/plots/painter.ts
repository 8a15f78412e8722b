/** A canvas that is painted at most once per frame and keeps to the size of its place. */
import type { Area } from './gestures.ts';

/** CSS pixels around the data area. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export abstract class Painter {
  protected readonly canvas: HTMLCanvasElement;
  protected readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  protected width = 0;
  protected height = 0;
  /** Device pixels per CSS pixel. */
  protected ratio = 1;
  readonly #margins: Margins;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, margins: Margins) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d')!;
    this.#margins = margins;
  }

  protected abstract paint(): void;

  /** The data area, CSS pixels. */
  area(): Area {
    const { left, right, top, bottom } = this.#margins;
    return {
      left,
      top,
      width: Math.max(1, this.width - left - right),
      height: Math.max(1, this.height - top - bottom),
    };
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.width = clientWidth;
    this.height = clientHeight;
    this.ratio = Math.min(3, devicePixelRatio || 1);
    this.canvas.width = Math.round(clientWidth * this.ratio);
    this.canvas.height = Math.round(clientHeight * this.ratio);
    this.#paintIfSeen();
  }

  /** Paints with the next frame. */
  ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paintIfSeen();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
  }

  #paintIfSeen(): void {
    if (this.width > 0) this.paint();
  }
}
