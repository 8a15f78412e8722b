/** The dispatches of shaders/pathways.wgsl, after those of each step. Their layout is their own: a plain step is bound to none of this. */
import { type BindingName, bindings, networkLayout } from '../../bindings.ts';
import { type Dispatch, deliverers } from '../../kernel.ts';
import { computePipeline } from '../../pipeline.ts';
import type { AfterBuild, AfterKernels } from '../delivery.ts';
import { pathwayBindings } from './memory.ts';

/** What they use of group 0. */
export const pathwayUses: ReadonlySet<BindingName> = new Set<BindingName>([
  'network',
  'state',
  'accumulators',
  'record',
]);
const used = bindings.filter((b) => pathwayUses.has(b.name));

/** `hasSecond`: whether the second half has anything to do. */
export async function preparePathways(build: AfterBuild, hasSecond: boolean): Promise<AfterKernels> {
  const { device, code, cells, tuning } = build;
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
  const dispatches = pipelines.map((pipeline): Dispatch => ({ phases: 'deliver', pipeline, grid }));
  return {
    dispatches,
    bind(device, { buffers }, groupOf) {
      const groups = {
        network: groupOf(network, used),
        arrays: device.createBindGroup({
          label: 'pathways',
          layout: arrays,
          entries: pathwayBindings.map(({ name, binding }) => ({ binding, resource: { buffer: buffers[name]! } })),
        }),
      };
      return dispatches.map((dispatch) => ({ ...dispatch, groups }));
    },
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
