/** What the WGSL emitter hands to an engine: the part of the kernels that depends on the model. */

export interface EmittedWgsl {
  /**
   * A module with `fn advance(cell: u32) -> bool` over network-wide cells: gathers, integrates, stores the next state, notes faults at
   * place cell × `places` + column, and tells whether the cell spikes. It calls functions of the hand-written modules by name.
   */
  readonly code: string;
  /** Columns of the widest population. */
  readonly places: number;
  /** Where the uniforms live. `tables` begins with them when they are too many for a uniform buffer. */
  readonly uniforms: 'none' | 'buffer' | 'tables';
  /** Whether the module reads the buffer of tables. */
  readonly tables: boolean;
  /** Whether the module calls `phi1` (and then declares `phi1_size`). */
  readonly phi1: boolean;
}
