/** This machine as the emitter is told of it. */
import type { Program } from '../../program/program.ts';
import { storedOf } from '../../program/synapses.ts';
import type { SimdTarget } from '../../program/target/simd.ts';
import { defaultThreads, wasmFeatures } from './features.ts';
import { areAtHome } from './home.ts';

export interface TargetOptions {
  /**
   * Threads that share the cells. Default: as many as the machine has cores and the network has work for. Without shared memory always 1.
   */
  readonly threads?: number | undefined;
  /** Whether fused multiply-add is used. Default: where this machine's WebAssembly has it. */
  readonly relaxed?: boolean | undefined;
}

export function simdTarget(program: Program, options: TargetOptions = {}): SimdTarget {
  const features = wasmFeatures();
  return {
    threads: features.threads ? (options.threads ?? defaultThreads(program.populations)) : 1,
    relaxed: options.relaxed ?? features.relaxed,
    home: areAtHome(storedOf(program).targets),
  };
}
