/** The bind groups of a variant: group 0 the network, group 1 the step in hand, and what the dispatches after it have in their place. */
import { type Binding, type BindingName, tickSize } from './bindings.ts';
import type { AfterMemory } from './delivery/delivery.ts';
import type { BindGroups, Following } from './kernel.ts';
import type { Variant } from './variant.ts';

export interface Groups extends BindGroups {
  /** Dispatches after each step. */
  readonly after: readonly Following[];
}

export function createGroups(
  device: GPUDevice,
  { strategy, networkLayout, tickLayout, used, after }: Variant,
  tick: GPUBuffer,
  buffer: (name: BindingName) => GPUBuffer,
  memories: readonly AfterMemory[],
): Groups {
  const network = (layout: GPUBindGroupLayout, among: readonly Binding[]): GPUBindGroup =>
    device.createBindGroup({
      label: 'network',
      layout,
      entries: among.map((b) => ({ binding: b.binding, resource: { buffer: buffer(b.name) } })),
    });
  return {
    network: network(networkLayout, used),
    after: after.flatMap((kernels, k) => kernels.bind(device, memories[k]!, network)),
    tick: device.createBindGroup({
      label: 'tick',
      layout: tickLayout,
      entries: [{ binding: 0, resource: { buffer: tick, size: tickSize(strategy.window) } }],
    }),
  };
}
