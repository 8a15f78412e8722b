/** Lengths of the network's arrays on the device, which the shaders know at compile time. */
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { couplingOf } from './coupling/couple.ts';
import type { After } from './delivery/delivery.ts';
import { aftersOf } from './delivery/index.ts';
import { LEAST } from './rounding.ts';

/** In values of 4 bytes; each at least LEAST. */
export interface Lengths {
  readonly state: number;
  readonly ring: number;
  readonly tables: number;
  /** What comes before each step has its own arrays; undefined where nothing does. */
  readonly before: After | undefined;
  /** What follows each step has its own arrays. */
  readonly after: readonly After[];
}

/** `slots`: rows of the ring of accumulators, at least those of the program. */
export function lengthsOf(
  program: Program,
  layout: Layout,
  emitted: EmittedWgsl,
  slots: number = program.ring.slots,
): Lengths {
  const least = (length: number): number => Math.max(LEAST, length);
  return {
    state: least(layout.stateLength),
    ring: least(slots * program.ring.width),
    tables: least(
      layout.tableLength +
        (emitted.uniforms === 'tables' ? layout.uniformLength : 0) +
        (emitted.trees?.tables.length ?? 0),
    ),
    before: couplingOf(program, emitted),
    after: aftersOf(program, emitted),
  };
}
