/** Every binding of the kernels, once: what the shaders declare and what the host binds. */

export type BindingName =
  | 'network'
  | 'state'
  | 'accumulators'
  | 'record'
  | 'probes'
  | 'tables'
  | 'uniforms'
  | ArrayName
  | `${ArrayName}_${number}`;

/** Arrays that a large network may need in several pieces: `rows`, then `rows_1`, `rows_2` and so on. */
export type ArrayName = 'rows' | 'targets' | 'weights';

export interface Binding {
  readonly name: BindingName;
  /** Number within group 0. */
  readonly binding: number;
  readonly type: GPUBufferBindingType;
}

export const bindings: readonly Binding[] = [
  { name: 'network', binding: 0, type: 'uniform' },
  { name: 'state', binding: 1, type: 'storage' },
  { name: 'accumulators', binding: 2, type: 'storage' },
  { name: 'rows', binding: 3, type: 'read-only-storage' },
  { name: 'targets', binding: 4, type: 'read-only-storage' },
  { name: 'record', binding: 5, type: 'storage' },
  { name: 'probes', binding: 6, type: 'read-only-storage' },
  { name: 'weights', binding: 7, type: 'read-only-storage' },
  { name: 'tables', binding: 8, type: 'read-only-storage' },
  { name: 'uniforms', binding: 9, type: 'uniform' },
];

const arrayNames: readonly ArrayName[] = ['rows', 'targets', 'weights'];
/** Number of the first binding of a second piece. */
const FIRST_PIECE = 16;

/** The binding of a piece of an array, counted from 0. */
export function pieceBinding(name: ArrayName, piece: number): Binding {
  if (piece === 0) return bindings.find((b) => b.name === name)!;
  const binding = FIRST_PIECE + (piece - 1) * arrayNames.length + arrayNames.indexOf(name);
  return { name: `${name}_${piece}`, binding, type: 'read-only-storage' };
}

/** Bytes from one step's entry of `tick` to the next: the alignment of dynamic offsets that every adapter accepts. */
export const TICK_STRIDE = 256;
/** Bytes of `Tick` in shaders/network.wgsl. */
export const TICK_SIZE = 16;
/** Bytes of `Network` in shaders/network.wgsl. */
export const NETWORK_SIZE = 28;

/** Layout of group 0 for the bindings in use. */
export function networkLayout(device: GPUDevice, used: readonly Binding[]): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label: 'network layout',
    entries: used.map((b) => ({ binding: b.binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: b.type } })),
  });
}

/** Bytes of a binding of `window` entries of `tick`. */
export const tickSize = (window: number): number => (window === 1 ? TICK_SIZE : window * TICK_STRIDE);

/** Layout of group 1: `size` bytes from the current step on. */
export function tickLayout(device: GPUDevice, size: number): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label: 'tick layout',
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: size },
      },
    ],
  });
}
