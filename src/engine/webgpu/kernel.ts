/** The dispatches of a step and how they are encoded: as plain values, so that whoever encodes them may time each. */
import type { PhaseLabel } from '../../program/phases.ts';
import { TICK_STRIDE } from './bindings.ts';

/** A pipeline and its grid of workgroups. */
export interface Dispatch {
  /** The phases of a step that it has. */
  readonly phases: PhaseLabel;
  readonly pipeline: GPUComputePipeline;
  readonly grid: readonly [x: number, y: number];
}

/** What a strategy runs: the same dispatches one after another, for one step or for a batch of them. */
export interface Kernel {
  readonly dispatches: readonly Dispatch[];
  /** Steps that one round of the dispatches takes. */
  readonly batch: number;
}

export interface BindGroups {
  readonly network: GPUBindGroup;
  readonly tick: GPUBindGroup;
}

/**
 * A dispatch that comes before or after those of a step: of couplings, pathways, probes. Kernels of several steps per dispatch have none.
 */
export interface Following extends Dispatch {
  /** Its own groups 0 and 2; without them it takes the step's. */
  readonly groups?: { readonly network: GPUBindGroup; readonly arrays: GPUBindGroup };
}

/** All that a step dispatches. */
export interface StepWork {
  readonly preceding: readonly Following[];
  readonly kernel: Kernel;
  readonly following: readonly Following[];
  readonly groups: BindGroups;
}

/** Mean over a long submit, without probes. */
export const dispatchesPerStep = ({ dispatches, batch }: Kernel): number => dispatches.length / batch;

/** Dispatches of so many steps. */
export const dispatchesOf = ({ preceding, kernel, following }: StepWork, steps: number): number =>
  Math.ceil(steps / kernel.batch) * (preceding.length + kernel.dispatches.length + following.length);

/** Encodes `steps` steps, the first of which is the submit's first. `passFor` gives each dispatch the pass that it goes into. */
export function encodeSteps(
  { preceding, kernel, following, groups }: StepWork,
  steps: number,
  passFor: (dispatch: Dispatch) => GPUComputePassEncoder,
): void {
  const all: readonly Following[] = [...preceding, ...kernel.dispatches, ...following];
  let pass: GPUComputePassEncoder | undefined;
  let pipeline: GPUComputePipeline | undefined;
  let network: GPUBindGroup | undefined;
  let arrays: GPUBindGroup | undefined;
  let ticked = -1;
  for (let s = 0; s < steps; s += kernel.batch)
    for (const dispatch of all) {
      const own = dispatch.groups;
      const next = passFor(dispatch);
      if (next !== pass) {
        pipeline = network = arrays = undefined;
        ticked = -1;
      }
      pass = next;
      if (s !== ticked) pass.setBindGroup(1, groups.tick, [s * TICK_STRIDE]);
      ticked = s;
      const wanted = own?.network ?? groups.network;
      if (wanted !== network) pass.setBindGroup(0, wanted);
      network = wanted;
      if (own && own.arrays !== arrays) pass.setBindGroup(2, own.arrays);
      arrays = own?.arrays ?? arrays;
      if (dispatch.pipeline !== pipeline) pass.setPipeline(dispatch.pipeline);
      pipeline = dispatch.pipeline;
      pass.dispatchWorkgroups(dispatch.grid[0], dispatch.grid[1]);
    }
}

/**
 * A grid of workgroups of `each` cells for all cells, within the limit of workgroups per dimension; kernels number its groups row by row.
 */
export function gridOf(cells: number, each: number, limit: number): readonly [number, number] {
  const groups = Math.max(1, Math.ceil(cells / each));
  const x = Math.min(groups, limit);
  return [x, Math.ceil(groups / x)];
}

/** A grid of the workgroups that deliver noted spikes: one per word of 32 cells, at most so many. */
export const deliverers = (cells: number, most: number): readonly [number, number] => [
  Math.max(1, Math.min(most, Math.ceil(cells / 32))),
  1,
];
