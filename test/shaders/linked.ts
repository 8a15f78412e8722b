/** The source that an engine would compile for a program. */
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { type Connections, connectionsOf } from '../../src/engine/webgpu/delivery/stored.ts';
import { NetworkFacts } from '../../src/engine/webgpu/facts.ts';
import { type Lengths, lengthsOf } from '../../src/engine/webgpu/lengths.ts';
import type { Limits } from '../../src/engine/webgpu/limits.ts';
import { type Linked, link } from '../../src/engine/webgpu/link.ts';
import { fused } from '../../src/engine/webgpu/strategies/fused.ts';
import type { Strategy } from '../../src/engine/webgpu/strategies/strategy.ts';
import { layoutOf } from '../../src/program/layout.ts';
import type { Program } from '../../src/program/program.ts';

/** Those of every adapter. */
export const defaultLimits: Limits = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeWorkgroupsPerDimension: 65535,
};

export function linked(
  program: Program,
  strategy: Strategy = fused,
  limits: Partial<Limits> = {},
): Linked & { readonly lengths: Lengths; readonly connections: Connections } {
  const emitted = emitWgsl(program);
  const facts = new NetworkFacts(program, { ...defaultLimits, ...limits });
  const lengths = lengthsOf(program, layoutOf(program), emitted, strategy.slots?.(facts));
  const connections = connectionsOf(strategy.form, facts, emitted.made);
  return { ...link(emitted, lengths, connections, strategy), lengths, connections };
}
