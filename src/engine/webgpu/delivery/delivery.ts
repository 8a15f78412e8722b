/** What delivers the synapses of a kind on the device. */
import type { Program } from '../../../program/program.ts';
import type { EmittedWgsl } from '../../../program/target/wgsl.ts';
import type { Binding } from '../bindings.ts';
import type { Dispatch, Following } from '../kernel.ts';
import type { Tuning } from '../tuning.ts';

export interface DeviceDelivery {
  /** Why a strategy that does not take them does not: a clause that follows its name. `label`: a group of them. */
  refusal(label: string): string;
  /** Left out where the strategies' kernels deliver them. Undefined where the program has none. */
  after?(program: Program, emitted: EmittedWgsl): After | undefined;
}

/** Synapses with arrays and dispatches of their own, which follow those of each step. */
export interface After {
  /** 'The synapses that change with use', in sentences. */
  readonly title: string;
  /** Lengths of its arrays, which its shaders know at compile time, by name. */
  readonly lengths: Readonly<Record<string, number>>;
  /** Length of the largest of them in values of 4 bytes. */
  readonly largest: number;
  readonly modules: readonly string[];
  prepare(build: AfterBuild): Promise<AfterKernels>;
  /** Creates the arrays and fills them as at time 0. */
  createMemory(device: GPUDevice): AfterMemory;
}

export interface AfterBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Layout of group 1. */
  readonly tickLayout: GPUBindGroupLayout;
  readonly cells: number;
  readonly tuning: Tuning;
  /** Threads per workgroup, where the caller wants other than the adapter's. */
  readonly threads: number | undefined;
}

export interface AfterKernels {
  readonly dispatches: readonly Dispatch[];
  /** The dispatches with what they are bound to. `network`: makes a group 0 of these bindings. */
  bind(
    device: GPUDevice,
    memory: AfterMemory,
    network: (layout: GPUBindGroupLayout, used: readonly Binding[]) => GPUBindGroup,
  ): readonly Following[];
}

export interface AfterMemory {
  readonly buffers: Readonly<Record<string, GPUBuffer>>;
  /** Those weights that have a place in a checkpoint; undefined where none have. */
  readonly weights: PlasticWeights | undefined;
  /** Back to time 0, at once. */
  rewind(): void;
  destroy(): void;
}

export interface PlasticWeights {
  readonly buffer: GPUBuffer;
  /** How many each group has. */
  readonly lengths: readonly number[];
  /** Where those of a group lie in the buffer, in values. */
  placeOf(group: number): { readonly offset: number; readonly size: number };
  /** Replaces those of a group from number `from` on (default 0), at once. */
  write(group: number, weights: Float32Array<ArrayBuffer>, from?: number): void;
}
