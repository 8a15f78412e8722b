/** What the WGSL emitter hands to an engine: the part of the kernels that depends on the model. */

export interface EmittedWgsl {
  /**
   * A module with two functions over network-wide cells. It calls functions of the hand-written modules by name.
   * `fn advance(cell: u32) -> u32` gathers, integrates and stores the next state; bit 0 of its result tells whether the cell spikes,
   * bit 1 whether a value left its column's limit. `fn fault_place(cell: u32) -> u32` then tells which: row × `places` + column, rows
   * counted over all populations.
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
  /** Whether the module calls `poisson` (and then declares `poisson_tails`). */
  readonly poisson: boolean;
  /** Undefined where the program has no pathways. */
  readonly pathways: EmittedPathways | undefined;
  /** Undefined where the program has no sums over other cells. */
  readonly sums: EmittedSums | undefined;
  /** Undefined where the program has no synapses that are made at each spike. */
  readonly made: EmittedMade | undefined;
  /** Undefined where no cell has dendrites. */
  readonly trees: EmittedTrees | undefined;
}

/** Cells with dendrites, for shaders/trees.wgsl; `advance` and `fault_place` of the network call what these modules define. */
export interface EmittedTrees {
  /** What is looked up: whole numbers, and conductances in nS. It stands in `tables` behind all others. */
  readonly tables: Float32Array;
  /** A module in which a cell is stepped by the thread that advances it. */
  readonly alone: string;
  /**
   * A module in which a cell has been stepped when it is advanced: by `fn step_tree(number: u32, lane: u32, share: u32)`, which all threads
   * of a workgroup call, `number` counting the cells with dendrites.
   */
  readonly together: string;
  /** Cells with dendrites. */
  readonly cells: number;
  /** Whether the modules call those of shaders/links.wgsl. */
  readonly links: boolean;
}

export interface EmittedSums {
  /**
   * A module with functions that shaders/couplings.wgsl calls: `fn take_arrivals(cell: u32)` and `fn put_together(cell: u32)` over
   * network-wide cells; `fn common_sum(number: u32, lane: u32, share: u32) -> f32`, the part of a lane of a common sum, and
   * `fn put_common(number: u32, cell: u32, total: f32)`, which stores it for a cell of its population.
   */
  readonly code: string;
  /** Whether something arrives before the sums. */
  readonly arrives: boolean;
  /** Whether there are sums of each cell. */
  readonly own: boolean;
  /** Number of common sums. */
  readonly common: number;
  /** Cells of the largest population that gets one. */
  readonly largest: number;
}

export interface EmittedMade {
  /** A module with `fn deliver_made(cell: u32)` over network-wide cells: delivers a spike by the synapses that are not stored. */
  readonly code: string;
  /** What it looks up (see `rowTables`). */
  readonly tables: Uint32Array;
}

export interface EmittedPathways {
  /** A module with the entry points `pass_0`, `pass_1`, …: the passes of the deliver phase, in workgroups of `pathway_threads`. */
  readonly code: string;
  readonly passes: number;
  /** Whether they read uniforms, from where `EmittedWgsl.uniforms` says. */
  readonly readsUniforms: boolean;
}
