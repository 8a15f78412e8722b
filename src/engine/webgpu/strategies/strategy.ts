/** How the phases of a step are spread over dispatches. Every strategy gives the same spikes, bit by bit. */

export interface Strategy {
  readonly name: string;
  readonly dispatchesPerStep: number;
  /** Its hand-written modules, which hold the entry points. */
  readonly modules: readonly string[];
  prepare(build: KernelBuild): Promise<Kernel>;
}

export interface KernelBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Group 0: the network; group 1: the step in hand, with a dynamic offset. */
  readonly layout: GPUPipelineLayout;
  readonly cells: number;
  /** Whether the adapter emulates a GPU in software. */
  readonly software: boolean;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}

export interface Kernel {
  /** Encodes `steps` steps, the first of which is the submit's first; `probing`, if given, after each. */
  encode(pass: GPUComputePassEncoder, groups: BindGroups, steps: number, probing: Probing | undefined): void;
}

/** The dispatch that notes probed values. It takes the same bind groups. */
export interface Probing {
  readonly pipeline: GPUComputePipeline;
  readonly workgroups: number;
}

export interface BindGroups {
  readonly network: GPUBindGroup;
  readonly tick: GPUBindGroup;
}

/**
 * A grid of workgroups of `each` cells for all cells, within the limit of workgroups per dimension; kernels number its groups row by row.
 */
export function gridOf(cells: number, each: number, limit: number): readonly [number, number] {
  const groups = Math.max(1, Math.ceil(cells / each));
  const x = Math.min(groups, limit);
  return [x, Math.ceil(groups / x)];
}
