/** What an adapter allows, as far as networks meet it. */

export type Limits = Readonly<Record<(typeof met)[number], number>>;

const met = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** The device's limits, or lower ones where given. */
export function limitsOf(device: GPUDevice, lower: Partial<Limits> = {}): Limits {
  const limit = (name: (typeof met)[number]): number => Math.min(device.limits[name], lower[name] ?? Infinity);
  return Object.fromEntries(met.map((name) => [name, limit(name)])) as Limits;
}

/** Most bytes of one binding. */
export const bindingLimit = (limits: Limits): number =>
  Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
