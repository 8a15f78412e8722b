/** Lengths of arrays that shaders and bindings take, in values of 4 bytes. */

/** A binding takes at least 16 bytes of some types. */
export const LEAST = 4;

/**
 * A little more than `length`, by at most a sixteenth, so that networks that differ only in their random connections share one compiled
 * shader.
 */
export function rounded(length: number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, length))) - 4);
  return Math.ceil(length / unit) * unit;
}
