/** Lengths of the network's arrays on the device, which the shaders know at compile time. */
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { type PathwayLengths, pathwayLengths } from './pathways/memory.ts';

/** In values of 4 bytes; each at least LEAST. */
export interface Lengths {
  readonly state: number;
  readonly ring: number;
  readonly tables: number;
  readonly pathways: PathwayLengths | undefined;
}

/** A binding takes at least 16 bytes of some types. */
export const LEAST = 4;

/** `slots`: rows of the ring of accumulators, at least those of the program. */
export function lengthsOf(
  program: Program,
  layout: Layout,
  emitted: EmittedWgsl,
  slots: number = program.fanout.slots,
): Lengths {
  const least = (length: number): number => Math.max(LEAST, length);
  return {
    state: least(layout.stateLength),
    ring: least(slots * program.fanout.width),
    tables: least(layout.tableLength + (emitted.uniforms === 'tables' ? layout.uniformLength : 0)),
    pathways: pathwayLengths(program, least, rounded),
  };
}

/**
 * A little more than `length`, by at most a sixteenth, so that networks that differ only in their random connections share one compiled
 * shader.
 */
export function rounded(length: number): number {
  const unit = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, length))) - 4);
  return Math.ceil(length / unit) * unit;
}
