/**
 * For every file of the suite on Dawn: the thread rests while the GPU works. Dawn for Node asks by `setImmediate` whether anything is done,
 * again and again, which takes a whole core for as long as a test waits; a GPU in software works on the same cores. With 1 ms between two
 * questions a file takes a third of the processor, and what it finds is the same.
 */
const atOnce = globalThis.setImmediate;

/** Whether a function is one of a native addon: those of the engine itself, such as the `resolve` of promises, have no prototype. */
const isOfAddon = (callback: (...given: never[]) => void): boolean =>
  Object.hasOwn(callback, 'prototype') && Function.prototype.toString.call(callback).includes('[native code]');

globalThis.setImmediate = Object.assign(
  (callback: (...given: unknown[]) => void, ...given: unknown[]) =>
    isOfAddon(callback) ? setTimeout(callback, 1, ...given) : atOnce(callback, ...given),
  { __promisify__: atOnce.__promisify__ },
) as unknown as typeof setImmediate;
