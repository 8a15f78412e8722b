/** Spikes that were recorded elsewhere, to lie over those of a run. */
export interface Recorded {
  /** Of the file. */
  readonly name: string;
  /** ms, ascending. */
  readonly times: Float64Array;
  /** Network-wide numbers. */
  readonly cells: Uint32Array;
}
