/** The bind groups of a variant: group 0 the network, group 1 the current step, and what the dispatches after it have in their place. */
import { type Binding, type BindingName, tickSize } from './bindings.ts';
import type { AfterMemory } from './delivery/delivery.ts';
import type { BindGroups, Following } from './kernel.ts';
import type { KernelVariant } from './variant.ts';

export interface Groups extends BindGroups {
  /** Dispatches before each step, and after it. */
  readonly before: readonly Following[];
  readonly after: readonly Following[];
}

export function createGroups(
  device: GPUDevice,
  { strategy, networkLayout, tickLayout, used, before, after }: KernelVariant,
  tick: GPUBuffer,
  buffer: (name: BindingName) => GPUBuffer,
  memories: { readonly before: AfterMemory | undefined; readonly after: readonly AfterMemory[] },
): Groups {
  const network = (layout: GPUBindGroupLayout, among: readonly Binding[]): GPUBindGroup =>
    device.createBindGroup({
      label: 'network',
      layout,
      entries: among.map((b) => ({ binding: b.binding, resource: { buffer: buffer(b.name) } })),
    });
  return {
    network: network(networkLayout, used),
    before: before ? before.bind(device, memories.before!, network) : [],
    after: after.flatMap((kernels, k) => kernels.bind(device, memories.after[k]!, network)),
    tick: device.createBindGroup({
      label: 'tick',
      layout: tickLayout,
      entries: [{ binding: 0, resource: { buffer: tick, size: tickSize(strategy.window) } }],
    }),
  };
}
