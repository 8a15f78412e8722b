/** The bind groups of a variant: group 0 the network, group 1 the step in hand, and what the pathways' dispatches have in their place. */
import { type Binding, type BindingName, tickSize } from './bindings.ts';
import type { BindGroups, Following } from './kernel.ts';
import { bindPathways } from './pathways/kernels.ts';
import type { PathwayMemory } from './pathways/memory.ts';
import type { Variant } from './variant.ts';

export interface Groups extends BindGroups {
  /** Dispatches of the pathways after each step; none where there are no pathways. */
  readonly pathways: readonly Following[];
}

export function createGroups(
  device: GPUDevice,
  { strategy, networkLayout, tickLayout, used, pathways }: Variant,
  tick: GPUBuffer,
  buffer: (name: BindingName) => GPUBuffer,
  memory: PathwayMemory | undefined,
): Groups {
  const network = (layout: GPUBindGroupLayout, among: readonly Binding[]): GPUBindGroup =>
    device.createBindGroup({
      label: 'network',
      layout,
      entries: among.map((b) => ({ binding: b.binding, resource: { buffer: buffer(b.name) } })),
    });
  return {
    network: network(networkLayout, used),
    pathways: pathways && memory ? bindPathways(device, pathways, memory, network) : [],
    tick: device.createBindGroup({
      label: 'tick',
      layout: tickLayout,
      entries: [{ binding: 0, resource: { buffer: tick, size: tickSize(strategy.window) } }],
    }),
  };
}
