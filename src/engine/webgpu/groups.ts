/** The bind groups of a variant: group 0 the network, group 1 the step in hand. */
import { type BindingName, bindings, tickSize } from './bindings.ts';
import type { BindGroups } from './strategies/strategy.ts';
import type { Variant } from './variant.ts';

export function createGroups(
  device: GPUDevice,
  { strategy, networkLayout, tickLayout, used }: Variant,
  tick: GPUBuffer,
  buffer: (name: BindingName) => GPUBuffer,
): BindGroups {
  return {
    network: device.createBindGroup({
      label: 'network',
      layout: networkLayout,
      entries: bindings
        .filter((b) => used.has(b.name))
        .map((b) => ({ binding: b.binding, resource: { buffer: buffer(b.name) } })),
    }),
    tick: device.createBindGroup({
      label: 'tick',
      layout: tickLayout,
      entries: [{ binding: 0, resource: { buffer: tick, size: tickSize(strategy.window) } }],
    }),
  };
}
