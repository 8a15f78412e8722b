/** Dawn's null backend: no driver, but the whole WGSL compiler and validation of layouts and limits. */
import { create, globals } from 'webgpu';

/** Dawn's object must stay reachable while it is in use. */
const held = globalThis as { nullGpu?: GPU | undefined };

/** A device with the limits that every adapter has, which can compile but computes nothing. */
export async function nullDevice(): Promise<GPUDevice> {
  Object.assign(globalThis, globals);
  held.nullGpu ??= create(['backend=null']);
  const adapter = await held.nullGpu.requestAdapter();
  if (!adapter) throw new Error("Dawn's null backend offers no adapter.");
  return adapter.requestDevice();
}

/** Without this the process does not exit. */
export function releaseNull(): void {
  delete held.nullGpu;
}
