/** How the phases of a step are spread over dispatches. Every strategy gives the same spikes, bit by bit. */
import { coreCount } from '../../../environment.ts';
import type { Program } from '../../../program/program.ts';
import { TICK_STRIDE } from '../bindings.ts';
import type { Form } from '../connections/connections.ts';
import type { Limits } from '../limits.ts';
import type { StrategyName } from './names.ts';

export interface Strategy {
  readonly name: StrategyName;
  /** How it needs the synapses to lie. */
  readonly form: Form;
  /** Entries of `tick` that one dispatch sees. */
  readonly window: number;
  /** Whether its kernel notes probed values itself, without a dispatch of its own for them. */
  readonly probes: boolean;
  /** Whether it also delivers by synapses that are made anew at each spike (calls `deliver_made`). */
  readonly makesRows?: boolean;
  /** Its hand-written modules, which hold the entry points and declare `tick`. */
  readonly modules: readonly string[];
  /** Why it does not take a network, with the numbers: a clause that follows its name. Undefined where it does. */
  refusal(network: NetworkFacts): string | undefined;
  /** Rows that the ring of accumulators must have; those of the program unless given. */
  slots?(program: Program): number;
  prepare(build: KernelBuild): Promise<Kernel>;
}

/** The clause of a strategy of several steps per dispatch: synapses that change with use have dispatches that follow every step. */
export function refusalOfPathways({ pathways }: Program): string | undefined {
  const name = pathways?.[0]?.name;
  if (name === undefined) return undefined;
  return `runs many steps in one dispatch, and the synapses of '${name}', which change with use, need their own after every step`;
}

/** The clause of a strategy for stored synapses only. */
export function refusalOfProcedural({ makesRows }: Strategy, { procedural }: Program): string | undefined {
  const name = procedural?.[0]?.name;
  if (makesRows || name === undefined) return undefined;
  return `takes stored synapses only, and those of '${name}' are made anew at each spike`;
}

/** What decides whether a strategy takes a network. */
interface NetworkFacts {
  readonly program: Program;
  readonly limits: Limits;
}

interface KernelBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Group 0: the network; group 1: the step in hand, with a dynamic offset. */
  readonly layout: GPUPipelineLayout;
  readonly program: Program;
  readonly limits: Limits;
  /** Whether the adapter emulates a GPU in software. */
  readonly software: boolean;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}

export interface Kernel {
  /** Mean over a long submit, without probes. */
  readonly dispatchesPerStep: number;
  /** Steps of one dispatch, where it can have more than one. */
  readonly batch: number;
  /**
   * Encodes `steps` steps, the first of which is the submit's first; `following` after each, in order. A kernel of several steps per
   * dispatch is given none.
   */
  encode(pass: GPUComputePassEncoder, groups: BindGroups, steps: number, following: readonly Following[]): void;
}

/** A dispatch that follows those of a step: of pathways, of probes. */
export interface Following extends Dispatch {
  /** Its own groups 0 and 2; without them it takes the step's. */
  readonly groups?: { readonly network: GPUBindGroup; readonly arrays: GPUBindGroup };
}

export interface BindGroups {
  readonly network: GPUBindGroup;
  readonly tick: GPUBindGroup;
}

/** A pipeline and its grid of workgroups. */
export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly grid: readonly [x: number, y: number];
}

/** A kernel of the same dispatches for every step, one after another. */
export function kernelOf(dispatches: readonly Dispatch[]): Kernel {
  return {
    dispatchesPerStep: dispatches.length,
    batch: 1,
    encode(pass, groups, steps, following) {
      const all: readonly Following[] = [...dispatches, ...following];
      for (const { groups } of following) if (groups) pass.setBindGroup(2, groups.arrays);
      let current: GPUComputePipeline | undefined;
      let bound: GPUBindGroup | undefined;
      for (let s = 0; s < steps; s++) {
        pass.setBindGroup(1, groups.tick, [s * TICK_STRIDE]);
        for (const { pipeline, grid, groups: own } of all) {
          const { network } = own ?? groups;
          if (network !== bound) pass.setBindGroup(0, network);
          bound = network;
          if (pipeline !== current) pass.setPipeline(pipeline);
          current = pipeline;
          pass.dispatchWorkgroups(grid[0], grid[1]);
        }
      }
    },
  };
}

/**
 * A grid of workgroups of `each` cells for all cells, within the limit of workgroups per dimension; kernels number its groups row by row.
 */
export function gridOf(cells: number, each: number, limit: number): readonly [number, number] {
  const groups = Math.max(1, Math.ceil(cells / each));
  const x = Math.min(groups, limit);
  return [x, Math.ceil(groups / x)];
}

/**
 * Cells per thread on a software adapter: as many as leave two workgroups for each core. Few, large workgroups made a step of 4000 cells
 * a quarter faster on two cores than one cell per thread.
 */
export function shareOf(cells: number, threads: number, cores = coreCount()): number {
  return Math.max(1, Math.min(32, Math.ceil(cells / (threads * 2 * cores))));
}
