/** What delivers the synapses of a group, or of all groups of a kind, in double precision. */
export interface Delivery {
  /** Adds what the spikes of this step bring: `spiked`, network-wide cells in order, to the ring whose row of this step begins at `row`. */
  deliver(spiked: Uint32Array, ring: Int32Array, row: number): void;
}
