/**
 * Memories in which the synapses of a large network are built, so that the first engine to run it works on them where they lie: without a
 * second copy. Whoever builds the network needs to know nothing of this: it gets an array.
 */
import { MOST_PAGES, PAGE, TARGETS, weightsAfter } from '../../program/target/simd.ts';
import { wasmFeatures } from './features.ts';

const homes = new WeakMap<ArrayBufferLike, WebAssembly.Memory>();
const taken = new WeakSet<WebAssembly.Memory>();

/**
 * Arrays for so many targets, and for their weights if these have any bytes, in their own shared memory. Throws a RangeError where the
 * machine does not give the memory.
 */
export function synapsesAtHome(
  length: number,
  weightBytes: 0 | 2 | 4,
): { targets: Uint32Array; weights: Int32Array | Int16Array | null } {
  const weightsIn = (buffer: ArrayBufferLike, at: number) => {
    if (weightBytes === 0) return null;
    return weightBytes === 2 ? new Int16Array(buffer, at, length) : new Int32Array(buffer, at, length);
  };
  const end = weightBytes > 0 ? weightsAfter(length) + weightBytes * length : TARGETS + 4 * length;
  const initial = Math.ceil(end / PAGE);
  if (initial > MOST_PAGES || !wasmFeatures().exists) {
    const weights = weightsIn(new SharedArrayBuffer(weightBytes * length), 0);
    return { targets: new Uint32Array(new SharedArrayBuffer(4 * length)), weights };
  }
  const memory = new WebAssembly.Memory({ initial, maximum: MOST_PAGES, shared: true });
  homes.set(memory.buffer, memory);
  return {
    targets: new Uint32Array(memory.buffer, TARGETS, length),
    weights: weightsIn(memory.buffer, weightsAfter(length)),
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
