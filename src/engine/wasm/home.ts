/**
 * Memories in which the synapses of a large network are built, so that the first engine to run it works on them where they lie: without a
 * second copy. Whoever builds the network needs to know nothing of this: it gets an array.
 */

import { wasmFeatures } from './features.ts';

const PAGE = 65536;
/** Pages of 64 KiB that a memory can have. */
export const MOST_PAGES = 65536;
/** Address of the targets in every memory. Before them lie the control block, the threads' blocks and the literals. */
export const TARGETS = 4 * PAGE;

const homes = new WeakMap<ArrayBufferLike, WebAssembly.Memory>();
const taken = new WeakSet<WebAssembly.Memory>();

/** Where weights lie in every memory: after so many targets. */
export const weightsAfter = (targets: number): number => Math.ceil((TARGETS + 4 * targets) / 64) * 64;

/**
 * Arrays for so many targets, and for their weights if there are any, in a shared memory of their own. Throws a RangeError where the
 * machine does not give the memory.
 */
export function synapsesAtHome(
  length: number,
  weighted: boolean,
): { targets: Uint32Array; weights: Int32Array | null } {
  const end = weighted ? weightsAfter(length) + 4 * length : TARGETS + 4 * length;
  const initial = Math.ceil(end / PAGE);
  if (initial > MOST_PAGES || !wasmFeatures().exists) {
    const array = () => new SharedArrayBuffer(4 * length);
    return { targets: new Uint32Array(array()), weights: weighted ? new Int32Array(array()) : null };
  }
  const memory = new WebAssembly.Memory({ initial, maximum: MOST_PAGES, shared: true });
  homes.set(memory.buffer, memory);
  return {
    targets: new Uint32Array(memory.buffer, TARGETS, length),
    weights: weighted ? new Int32Array(memory.buffer, weightsAfter(length), length) : null,
  };
}

/** Whether these targets were made so. */
export const areAtHome = (targets: Uint32Array): boolean => homes.has(targets.buffer);

/** The memory of these targets, for one engine only: threads of an engine that is gone may still look at it. */
export function takeHome(targets: Uint32Array): WebAssembly.Memory | undefined {
  const home = homes.get(targets.buffer);
  if (!home || taken.has(home)) return undefined;
  taken.add(home);
  return home;
}
