/**
 * Memories in which the synapses of a large network are built, so that the first engine to run it works on them where they lie: without a
 * second copy. Whoever builds the network needs to know nothing of this: it gets an array.
 */
import { MOST_PAGES, PAGE, TARGETS, weightsAfter } from '../../program/target/simd.ts';
import { wasmFeatures } from './features.ts';

const homes = new WeakMap<ArrayBufferLike, WebAssembly.Memory>();
const taken = new WeakSet<WebAssembly.Memory>();

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
