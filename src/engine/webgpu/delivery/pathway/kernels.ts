/** The dispatches of shaders/pathways.wgsl, after those of each step. Their layout is their own: a plain step is bound to none of this. */
import type { EmittedPathways, EmittedWgsl } from '../../../../program/target/wgsl.ts';
import { type BindingName, bindings, networkLayout } from '../../bindings.ts';
import { type Dispatch, deliverers } from '../../kernel.ts';
import { computePipeline } from '../../pipeline.ts';
import type { AfterBuild, AfterKernels } from '../delivery.ts';
import { pathwayBindings } from './memory.ts';

/** What they use of group 0. */
export const pathwayUses = (
  { readsUniforms }: EmittedPathways,
  uniforms: EmittedWgsl['uniforms'],
): ReadonlySet<BindingName> =>
  new Set<BindingName>([
    'network',
    'state',
    'accumulators',
    'record',
    ...(readsUniforms && uniforms !== 'none' ? [uniforms === 'buffer' ? ('uniforms' as const) : uniforms] : []),
  ]);

/** `uses`: what the passes read of group 0. */
export async function preparePathways(
  build: AfterBuild,
  passes: number,
  uses: ReadonlySet<BindingName>,
): Promise<AfterKernels> {
  const used = bindings.filter((b) => uses.has(b.name));
  const { device, code, cells, tuning } = build;
  const { threads = Math.min(tuning.threads, tuning.mostDeliveryThreads) } = build;
  const network = networkLayout(device, used);
  const arrays = arraysLayout(device);
  const layout = device.createPipelineLayout({
    label: 'pathways',
    bindGroupLayouts: [network, build.tickLayout, arrays],
  });
  const entryPoints = Array.from({ length: passes }, (_, n) => `pass_${n}`);
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
