/** A program compiled for one strategy. */
import { cellsOf } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { type Binding, networkLayout, tickLayout, tickSize } from './bindings.ts';
import type { AfterKernels } from './delivery/delivery.ts';
import { type Connections, connectionsOf } from './delivery/stored.ts';
import type { NetworkFacts } from './facts.ts';
import type { Kernel } from './kernel.ts';
import type { Lengths } from './lengths.ts';
import { link } from './link.ts';
import { checkBindings } from './memory.ts';
import { computePipeline } from './pipeline.ts';
import type { Strategy } from './strategies/strategy.ts';
import type { Tuning } from './tuning.ts';

export interface KernelVariant {
  readonly strategy: Strategy;
  readonly connections: Connections;
  readonly code: string;
  readonly kernel: Kernel;
  /** The dispatch that notes probed values; undefined where the kernel does so itself. */
  readonly probe: GPUComputePipeline | undefined;
  /** What comes before each step. */
  readonly before: AfterKernels | undefined;
  /** What follows each step, in the order of `Lengths.after`. */
  readonly after: readonly AfterKernels[];
  /** Bindings of group 0. */
  readonly used: readonly Binding[];
  readonly networkLayout: GPUBindGroupLayout;
  readonly tickLayout: GPUBindGroupLayout;
}

export interface VariantRequest {
  readonly facts: NetworkFacts;
  readonly emitted: EmittedWgsl;
  readonly lengths: Lengths;
  readonly device: GPUDevice;
  readonly tuning: Tuning;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}

/** Throws a CapacityError where the synapses need more bindings than the device has. */
export async function prepareVariant(strategy: Strategy, request: VariantRequest): Promise<KernelVariant> {
  const { facts, emitted, lengths, device, tuning, threads } = request;
  const connections = connectionsOf(strategy.form, facts, emitted.made);
  const { code, bindings: used } = link(emitted, lengths, connections, strategy);
  checkBindings(used, connections, facts.limits);
  const network = networkLayout(device, used);
  const tick = tickLayout(device, tickSize(strategy.window));
  const layout = device.createPipelineLayout({ label: 'steps', bindGroupLayouts: [network, tick] });
  const cells = cellsOf(facts.program);
  const apart = { device, code, tickLayout: tick, cells, tuning, threads };
  const [kernel, probe, before, after] = await Promise.all([
    strategy.prepare({ device, facts, code, layout, tuning, threads }),
    strategy.probes ? undefined : computePipeline(device, { code, entryPoint: 'probe_values', constants: {}, layout }),
    lengths.before?.prepare(apart),
    Promise.all(lengths.after.map((of) => of.prepare(apart))),
  ]);
  return { strategy, connections, code, kernel, probe, before, after, used, networkLayout: network, tickLayout: tick };
}
