/** The current step. */
export interface Moment {
  readonly step: number;
  /** Where its row of the ring begins. */
  readonly row: number;
}

/** What delivers the synapses of a group, or of all groups of a kind, in double precision. */
export interface Delivery {
  /** Adds what the spikes of this step bring to the ring: `spiked`, network-wide cells in order. */
  deliver(spiked: Uint32Array, ring: Int32Array, moment: Moment): void;
}
