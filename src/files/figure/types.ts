/** What a figure shows. */
import type { Spikes } from '../../analysis/spikes.ts';

/** A named range of neurons, drawn in its own colour. */
export interface FigureGroup {
  readonly name: string;
  /** Number of its first neuron. */
  readonly first: number;
  readonly count: number;
}

/** One variable of one neuron after each step. */
export interface FigureTrace {
  readonly cell: number;
  /** Step number k of the first value; its time is k·dt (0: the initial state). */
  readonly firstStep: number;
  readonly values: ArrayLike<number>;
}

export interface FigureData {
  /** Sorted by step, then neuron. Neurons outside all groups are not drawn. */
  readonly spikes: Spikes;
  /** Groups that do not overlap, such as E and I; the raster has room for all of their neurons. */
  readonly groups: readonly FigureGroup[];
  /** ms */
  readonly dt: number;
  /** Part of the run that is shown, ms. */
  readonly window: { readonly from: number; readonly to: number };
  readonly traces?: {
    /** 'V' */
    readonly variable: string;
    /** 'mV'; '' or '1' for a plain number. */
    readonly unit: string;
    readonly lines: readonly FigureTrace[];
  };
}

export interface FigureOptions {
  /** mm; 85 is one column of most journals, 174 two. Default 174. */
  readonly width?: number;
  /** Height of the raster, mm. Default 0.4 × width. */
  readonly rasterHeight?: number;
  /** Size of all text, points. Default 7. */
  readonly fontSize?: number;
  /** Largest number of dots; beyond it only every second, third, … neuron is drawn, and the caption says so. Default 40 000. */
  readonly dots?: number;
  /** Width of the bins of the population rate, ms. Default: 1, 2 or 5 × 10ⁿ, about 200 bins, at least one step. */
  readonly bin?: number;
  /** First words of the caption: what the experiment is. */
  readonly title?: string;
  /** Last words of the caption: seed, integrator, program. */
  readonly source?: string;
}

/** A rectangle on the page, points. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
