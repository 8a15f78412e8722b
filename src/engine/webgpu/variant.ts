/** A program compiled for one strategy. */
import { cellsOf, type Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { type Binding, networkLayout, tickLayout, tickSize } from './bindings.ts';
import { type Connections, connectionsOf } from './connections/connections.ts';
import type { Kernel } from './kernel.ts';
import type { Lengths } from './lengths.ts';
import type { Limits } from './limits.ts';
import { link } from './link.ts';
import { checkBindings } from './memory.ts';
import { type PathwayKernels, preparePathways } from './pathways/kernels.ts';
import { computePipeline } from './pipeline.ts';
import type { Strategy } from './strategies/strategy.ts';
import type { Tuning } from './tuning.ts';

export interface Variant {
  readonly strategy: Strategy;
  readonly connections: Connections;
  readonly code: string;
  readonly kernel: Kernel;
  /** The dispatch that notes probed values; undefined where the kernel does so itself. */
  readonly probe: GPUComputePipeline | undefined;
  /** The dispatches of the pathways; undefined where there are none. */
  readonly pathways: PathwayKernels | undefined;
  /** Bindings of group 0. */
  readonly used: readonly Binding[];
  readonly networkLayout: GPUBindGroupLayout;
  readonly tickLayout: GPUBindGroupLayout;
}

export interface VariantRequest {
  readonly program: Program;
  readonly emitted: EmittedWgsl;
  readonly lengths: Lengths;
  readonly limits: Limits;
  readonly device: GPUDevice;
  readonly tuning: Tuning;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}

/** Throws an AdapterLimitError where the synapses need more bindings than the device has. */
export async function prepareVariant(strategy: Strategy, request: VariantRequest): Promise<Variant> {
  const { program, emitted, lengths, limits, device, tuning, threads } = request;
  const connections = connectionsOf(strategy.form, program, limits);
  const { code, bindings: used } = link(emitted, lengths, connections, strategy.modules);
  checkBindings(used, connections, limits);
  const network = networkLayout(device, used);
  const tick = tickLayout(device, tickSize(strategy.window));
  const layout = device.createPipelineLayout({ label: 'steps', bindGroupLayouts: [network, tick] });
  const [kernel, probe, pathways] = await Promise.all([
    strategy.prepare({ device, program, code, layout, limits, tuning, threads }),
    strategy.probes ? undefined : computePipeline(device, { code, entryPoint: 'probe_values', constants: {}, layout }),
    emitted.pathways &&
      preparePathways({
        device,
        code,
        tickLayout: tick,
        cells: cellsOf(program),
        tuning,
        threads,
        hasSecond: emitted.pathways.hasSecond,
      }),
  ]);
  return { strategy, connections, code, kernel, probe, pathways, used, networkLayout: network, tickLayout: tick };
}
