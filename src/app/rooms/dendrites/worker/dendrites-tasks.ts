/** What the room asks of its worker. Times in ms, voltages in mV, lengths in µm. */
import type { Advanced, AdvanceInput, CellMeasures, CellPicture, CellRequest } from '../../../../studies/measure.ts';

/** A layer that cannot be painted, by its number, and why. */
export interface LayerRefused {
  readonly layer: number;
  readonly refused: string;
}

export type DendriteTasks = {
  readonly cell: { readonly input: CellRequest; readonly part: never; readonly output: CellPicture | LayerRefused };
  /** At a place, 'dend[3] 0.5'. */
  readonly measure: { readonly input: { readonly at: string }; readonly part: never; readonly output: CellMeasures };
  readonly advance: { readonly input: AdvanceInput; readonly part: never; readonly output: Advanced };
};
