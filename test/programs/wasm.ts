/** Programs as WebAssembly modules for this machine. */
import { emitWasm, type WasmOptions } from '../../src/emit/wasm/emit.ts';
import { simdTarget, type TargetOptions } from '../../src/engine/wasm/target.ts';
import type { Program } from '../../src/program/program.ts';
import type { WasmImage } from '../../src/program/target/simd.ts';

export type ImageOptions = TargetOptions & WasmOptions;

export const imageOf = (program: Program, options: ImageOptions = {}): WasmImage =>
  emitWasm(program, simdTarget(program, options), options);
