/** The source that an engine would compile for a program. */
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Lengths, lengthsOf } from '../../src/engine/webgpu/lengths.ts';
import { type Linked, link } from '../../src/engine/webgpu/link.ts';
import { fused } from '../../src/engine/webgpu/strategies/fused.ts';
import { layoutOf } from '../../src/program/layout.ts';
import type { Program } from '../../src/program/program.ts';

export function linked(program: Program): Linked & { readonly lengths: Lengths } {
  const emitted = emitWgsl(program);
  const lengths = lengthsOf(program, layoutOf(program), emitted);
  return { ...link(emitted, lengths, fused.modules, program.fanout.weights !== null), lengths };
}
