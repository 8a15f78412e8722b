/** Whether WebGPU comes from Dawn here, and the hold on it. */

/** In Node, unless it has its own WebGPU. */
export const isNode = (): boolean =>
  typeof process !== 'undefined' && Boolean(process.versions?.node) && !globalThis.navigator?.gpu;

/** Dawn's entry object must stay reachable while it is in use, or Node crashes when it is collected. */
export const held = globalThis as { galvaniNodeGpu?: GPU | undefined };

/** Lets go of Dawn in Node, after all devices are destroyed; without this the process does not exit. Elsewhere it does nothing. */
export function releaseNodeGpu(): void {
  delete held.galvaniNodeGpu;
}
