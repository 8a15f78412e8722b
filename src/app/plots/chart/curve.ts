/** What a chart draws. */
import type { Marker } from './marker.tsx';

export interface Curve {
  /** Unique within the chart. */
  readonly key: string;
  readonly name: string;
  /** A CSS colour, usually a variable: 'var(--hue-1)'. */
  readonly colour: string;
  /** stroke-dasharray */
  readonly dash?: string;
  /** CSS pixels; default 1.5. */
  readonly width?: number;
  /** Rising. */
  readonly x: ArrayLike<number>;
  /** NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  readonly marker?: Marker;
  /** Points alone. */
  readonly pointsOnly?: boolean;
  /** Left out of the legend. */
  readonly quiet?: boolean;
}

export interface Axis {
  /** 'error (ms)' */
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
  /** Without ticks and numbers: rows that stand for no value. */
  readonly bare?: boolean;
}

/** A place in the data with a few words: where a run blew up, where a cell rests. */
export interface Note {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly shape: 'cross' | 'ring' | 'dot';
  /** Its words stand below the place, where a rising curve would run through them above. */
  readonly below?: boolean;
  readonly colour?: string;
}

/** What is seen in a chart, on the page and in a figure of it. */
export interface ChartContent {
  /** What is seen, for those who cannot. */
  readonly name: string;
  /** The same in a few words; default `name`. */
  readonly label?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  /** What the legend names, where that is not the curves. */
  readonly keys?: readonly Curve[];
  readonly notes?: readonly Note[];
}

/** Hues of lines, and dashes of those that share one, in the order in which they are taken. */
export const hues: readonly string[] = ['var(--hue-1)', 'var(--hue-2)', 'var(--hue-3)', 'var(--hue-4)'];
export const dashes: readonly string[] = ['none', '6 3', '2 2.5', '8 3 2 3'];
