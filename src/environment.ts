/** What kind of program this runs in. */

export const isNode = (): boolean => typeof process !== 'undefined' && typeof process.versions?.node === 'string';

/** Whether this is the main thread of a page, which may not wait and should not work for long. */
export const isPageThread = (): boolean => (globalThis as { document?: unknown }).document !== undefined;

/** Whether threads may share memory: always in Node, in browsers where the page is cross-origin isolated. */
export function sharesMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  if (isNode()) return true;
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean };
  return crossOriginIsolated === true && typeof Worker !== 'undefined';
}

/** Threads that the machine runs at once, as far as it tells; 1 where it does not. */
export function coreCount(): number {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  if (navigator?.hardwareConcurrency) return navigator.hardwareConcurrency;
  if (isNode()) return process.getBuiltinModule('node:os').availableParallelism();
  return 1;
}
