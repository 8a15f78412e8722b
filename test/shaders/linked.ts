/** The source that an engine would compile for a program. */
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Lengths, lengthsOf } from '../../src/engine/webgpu/lengths.ts';
import { type Linked, link } from '../../src/engine/webgpu/link.ts';
import { fused } from '../../src/engine/webgpu/strategies/fused.ts';
import type { Strategy } from '../../src/engine/webgpu/strategies/strategy.ts';
import { layoutOf } from '../../src/program/layout.ts';
import type { Program } from '../../src/program/program.ts';

export function linked(program: Program, strategy: Strategy = fused): Linked & { readonly lengths: Lengths } {
  const emitted = emitWgsl(program);
  const lengths = lengthsOf(program, layoutOf(program), emitted);
  return { ...link(emitted, lengths, strategy.modules, program.fanout.weights !== null), lengths };
}
