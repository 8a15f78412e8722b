/** What the stories ask of their worker: named experiments, each with pictures and the numbers that claims are judged by. */

import type { Facts } from '../../../../studies/measure.ts';
import type { Axis } from '../../../plots/chart/curve.ts';

/** How a line is drawn. */
export interface LineLook {
  /** Which of the hues; 0 is grey. */
  readonly hue: 0 | 1 | 2 | 3;
  readonly dash?: string;
  /** Points alone. */
  readonly points?: boolean;
  /** Wide and pale: what others are measured against. */
  readonly ground?: boolean;
}

/** A line or points of a picture. Its name is a key of the story's texts. */
export interface PictureLine extends LineLook {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Picture {
  readonly lines: readonly PictureLine[];
  /** Titles hold symbols and units only, so they need no translation. */
  readonly x: Axis;
  readonly y: Axis;
}

export interface StageOutcome {
  readonly pictures: readonly Picture[];
  readonly facts: Facts;
}

export type StoryTasks = {
  readonly experiment: { readonly input: string; readonly part: never; readonly output: StageOutcome };
};
