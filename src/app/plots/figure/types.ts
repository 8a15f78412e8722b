/** A plot as it can be saved for print. */
import type { ComponentChild } from 'preact';
import type { Curve } from '../chart/curve.ts';

export interface Figure {
  /** What is seen, for those who cannot. */
  readonly name: string;
  /** A few words, of which the file's name is made. */
  readonly label: string;
  /** Stands over it, where its axes do not say what is seen. */
  readonly title?: string;
  /** What its legend names. */
  readonly keys: readonly Curve[];
  /**
   * The plot in a box of so many CSS pixels, drawn by the parts that draw it on the page. Without hooks, so that it needs no page; in the
   * colours of the style sheet.
   */
  draw(size: { readonly width: number; readonly height: number }): ComponentChild;
}
