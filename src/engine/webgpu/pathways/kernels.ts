/** The dispatches of shaders/pathways.wgsl, after those of each step. Their layout is their own: a plain step is bound to none of this. */
import { type Binding, type BindingName, bindings, networkLayout } from '../bindings.ts';
import { type Dispatch, deliverers, type Following } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import type { Tuning } from '../tuning.ts';
import { type PathwayMemory, pathwayBindings } from './memory.ts';

/** What they use of group 0. */
export const pathwayUses: ReadonlySet<BindingName> = new Set<BindingName>([
  'network',
  'state',
  'accumulators',
  'record',
]);
const used = bindings.filter((b) => pathwayUses.has(b.name));

export interface PathwayKernels {
  /** One or two. */
  readonly dispatches: readonly Dispatch[];
  readonly networkLayout: GPUBindGroupLayout;
  readonly arraysLayout: GPUBindGroupLayout;
}

export interface PathwayBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Layout of group 1. */
  readonly tickLayout: GPUBindGroupLayout;
  readonly cells: number;
  readonly tuning: Tuning;
  readonly threads: number | undefined;
  /** Whether the second half has anything to do. */
  readonly hasSecond: boolean;
}

export async function preparePathways(build: PathwayBuild): Promise<PathwayKernels> {
  const { device, code, cells, tuning, hasSecond } = build;
  const { threads = Math.min(tuning.threads, tuning.mostDeliveryThreads) } = build;
  const network = networkLayout(device, used);
  const arrays = arraysLayout(device);
  const layout = device.createPipelineLayout({
    label: 'pathways',
    bindGroupLayouts: [network, build.tickLayout, arrays],
  });
  const entryPoints = hasSecond ? ['first_half', 'second_half'] : ['first_half'];
  const pipelines = await Promise.all(
    entryPoints.map((entryPoint) =>
      computePipeline(device, {
        code,
        entryPoint,
        constants: { pathway_threads: threads },
        layout,
      }),
    ),
  );
  const grid = deliverers(cells, tuning.deliverers);
  return {
    dispatches: pipelines.map((pipeline) => ({ phases: 'deliver', pipeline, grid })),
    networkLayout: network,
    arraysLayout: arrays,
  };
}

function arraysLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label: 'pathways layout',
    entries: pathwayBindings.map(({ binding, type }) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
}

/** The dispatches with what they are bound to. */
export function bindPathways(
  device: GPUDevice,
  kernels: PathwayKernels,
  memory: PathwayMemory,
  network: (layout: GPUBindGroupLayout, used: readonly Binding[]) => GPUBindGroup,
): Following[] {
  const groups = {
    network: network(kernels.networkLayout, used),
    arrays: device.createBindGroup({
      label: 'pathways',
      layout: kernels.arraysLayout,
      entries: pathwayBindings.map(({ name, binding }) => ({ binding, resource: { buffer: memory.buffers[name] } })),
    }),
  };
  return kernels.dispatches.map((dispatch) => ({ ...dispatch, groups }));
}
