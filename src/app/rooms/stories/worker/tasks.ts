/** What the stories ask of their worker: named experiments, each with pictures and the numbers that claims are judged by. */

import type { Axis } from '../../../plots/chart/curve.ts';

/** A line or points of a picture. Its name is a key of the story's texts. */
export interface Line {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which of the hues; 0 is grey. */
  readonly hue: 0 | 1 | 2 | 3;
  readonly dash?: string;
  /** Points alone. */
  readonly points?: boolean;
  /** Wide and pale: what others are measured against. */
  readonly ground?: boolean;
}

export interface Picture {
  readonly lines: readonly Line[];
  /** Titles hold symbols and units only, so they need no translation. */
  readonly x: Axis;
  readonly y: Axis;
}

export interface Outcome {
  readonly pictures: readonly Picture[];
  readonly facts: Facts;
}

/** Numbers by name, in the units that the texts write behind them. */
export type Facts = Readonly<Record<string, number>>;

export type StoryTasks = {
  readonly experiment: { readonly input: string; readonly part: never; readonly output: Outcome };
};
